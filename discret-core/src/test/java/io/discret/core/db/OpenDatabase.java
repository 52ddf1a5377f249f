package io.discret.core.db;

import io.discret.spi.Providers;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.testkit.ThreadScheduler;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Open a database on a real encrypted file and real threads, and close all of it. */
public final class OpenDatabase implements AutoCloseable {
    public final ThreadScheduler scheduler = new ThreadScheduler();
    public final Store store;
    public final Database database;

    public OpenDatabase(Path folder, SearchTexts searchTexts, int writeBufferLength) {
        this(
                folder,
                searchTexts,
                writeBufferLength,
                Providers.choose(StoreProvider.class, Optional.of("sqlcipher"), "discret-store-sqlcipher"));
    }

    public OpenDatabase(Path folder, SearchTexts searchTexts, int writeBufferLength, StoreProvider provider) {
        store = provider.open(new StoreOptions(folder.resolve("test"), new byte[32], 2048, 2048, false));
        database = new Database(store, scheduler, searchTexts, scheduler.pool("answers", 2), 2, writeBufferLength);
    }

    /** Wait for a future of the database. */
    public static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        database.close().orTimeout(60, TimeUnit.SECONDS).join();
        scheduler.close();
        store.close();
    }
}
