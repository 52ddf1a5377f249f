package io.discret.testkit;

import static io.discret.testkit.StoreRows.uid;

import io.discret.api.Uid;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One opened store for the suites of rows; it is made in a folder of its own and closed after each test. */
abstract class OpenedStore {
    static final long DAY = 86_400_000L;
    static final Uid ROOM = uid(1_000_001);
    static final Uid OTHER_ROOM = uid(1_000_002);

    Path folder;
    Store store;
    StoreWriter writer;
    StoreReader reader;

    /** The provider to prove. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        store = provider()
                .open(new StoreOptions(folder.resolve("a").resolve("store"), new byte[32], 2048, 2048, false));
        writer = store.writer();
        reader = store.reader();
    }

    @AfterEach
    void close() {
        store.close();
    }

    final void commit(Runnable work) {
        writer.begin();
        work.run();
        writer.commit();
    }
}
