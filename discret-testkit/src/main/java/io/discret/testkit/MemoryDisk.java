package io.discret.testkit;

import org.jspecify.annotations.Nullable;

/** Hold what survives a crash: the committed state of one file, and who has it open. */
final class MemoryDisk {
    private final byte[] key;
    private volatile MemoryTables committed = new MemoryTables();
    private final WriteObserver observer;
    private @Nullable MemoryStore openBy;

    MemoryDisk(byte[] key, WriteObserver observer) {
        this.key = key.clone();
        this.observer = observer;
    }

    byte[] key() {
        return key;
    }

    WriteObserver observer() {
        return observer;
    }

    MemoryTables committed() {
        return committed;
    }

    void commit(MemoryTables tables) {
        committed = tables;
    }

    synchronized boolean lock(MemoryStore store) {
        if (openBy != null) {
            return false;
        }
        openBy = store;
        return true;
    }

    synchronized void unlock(MemoryStore store) {
        if (openBy == store) {
            openBy = null;
        }
    }

    /** The store that has the file open, if any. */
    synchronized @Nullable MemoryStore openBy() {
        return openBy;
    }
}
