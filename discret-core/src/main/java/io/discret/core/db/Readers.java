package io.discret.core.db;

import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/** Lend connections that read. The executor of the readers bounds how many there are. Safe for use by any thread. */
final class Readers {
    private final Store store;
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

    void close() {
        for (StoreReader reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
