package io.discret.core.db;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lend connections that read. The executor of the readers bounds how many there are for single reads; those held longer
 * have a bound of their own. Safe for use by any thread.
 */
final class Readers {
    /**
     * Connections held over several reads: each has a cache of its own, and its snapshot keeps old versions of changed
     * pages in the file.
     */
    static final int MOST_HELD = 16;

    private final Store store;
    private final Set<StoreReader> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger heldCount = new AtomicInteger();
    private final ConcurrentLinkedDeque<StoreReader> idle = new ConcurrentLinkedDeque<>();

    Readers(Store store) {
        this.store = store;
    }

    /** Run a task on one snapshot; a connection that cannot let go of its snapshot is not used again. */
    <T> T read(Function<StoreReader, T> task) {
        StoreReader reader = idle.pollFirst(); // the warmest cache first
        if (reader == null) {
            reader = store.reader();
        }
        boolean usable = false;
        try {
            reader.begin();
            T answer;
            try {
                answer = task.apply(reader);
            } finally {
                reader.end();
            }
            usable = true;
            return answer;
        } finally {
            if (usable) {
                idle.addFirst(reader);
            } else {
                reader.close();
            }
        }
    }

    /** Take a connection with one snapshot, until it is handed to {@link #letGo}. */
    StoreReader hold() {
        if (heldCount.incrementAndGet() > MOST_HELD) {
            heldCount.decrementAndGet();
            throw new DiscretException(
                    ErrorCode.TOO_MANY_STREAMS,
                    "At most " + MOST_HELD
                            + " streams of rows are open at once; close those that are not read any more.");
        }
        StoreReader reader = null;
        boolean usable = false;
        try {
            reader = store.reader();
            reader.begin();
            held.add(reader);
            usable = true;
            return reader;
        } finally {
            if (!usable) {
                heldCount.decrementAndGet();
                if (reader != null) {
                    reader.close();
                }
            }
        }
    }

    /** Close a connection that was held; a second call does nothing. */
    void letGo(StoreReader reader) {
        if (held.remove(reader)) {
            heldCount.decrementAndGet();
            reader.close();
        }
    }

    void close() {
        held.forEach(this::letGo);
        for (StoreReader reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
