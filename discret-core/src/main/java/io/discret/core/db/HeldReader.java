package io.discret.core.db;

import io.discret.spi.StoreReader;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Keep one connection and its snapshot over several reads. Takes no thread between them. Reads come one after the other;
 * closing the database closes it too.
 */
public final class HeldReader {
    private final Database database;
    private final Readers readers;
    private final StoreReader reader;

    HeldReader(Database database, Readers readers, StoreReader reader) {
        this.database = database;
        this.readers = readers;
        this.reader = reader;
    }

    /** Read on the snapshot; not before the future of the read before is complete. */
    public <T> CompletableFuture<T> read(Function<StoreReader, T> task) {
        return database.submit(() -> task.apply(reader));
    }

    /**
     * Let go of the snapshot.
     *
     * @param last run before, on a thread of the store
     */
    public CompletableFuture<Void> close(Runnable last) {
        return database.submit(() -> {
            try {
                last.run();
            } finally {
                readers.letGo(reader);
            }
            return null;
        });
    }
}
