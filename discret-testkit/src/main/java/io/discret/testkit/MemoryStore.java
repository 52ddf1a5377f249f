package io.discret.testkit;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;

/** Keep rows in memory, with transactions as a real store has them. */
final class MemoryStore implements Store {
    private final MemoryDisk disk;
    private final MemoryWriter writer;
    private volatile boolean closed;

    MemoryStore(MemoryDisk disk, StoreFaults faults) {
        this.disk = disk;
        writer = new MemoryWriter(disk, faults, this::checkOpen);
    }

    @Override
    public StoreReader reader() {
        checkOpen();
        return new MemoryReader(() -> {
            checkOpen();
            return disk.committed();
        });
    }

    @Override
    public StoreWriter writer() {
        checkOpen();
        return writer;
    }

    @Override
    public String description() {
        return "memory, for tests";
    }

    @Override
    public void close() {
        closed = true;
        writer.rollback();
        disk.unlock(this);
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreException(ErrorCode.CLOSED, "The store is closed; open it again.");
        }
    }
}
