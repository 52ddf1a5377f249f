package io.discret.benchmarks.hot;

import io.discret.spi.Providers;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import java.nio.file.Path;

/** Open stores without an engine. Stateless. */
public final class Stores {
    private static final int CACHE_KIB = 2048;
    private static final int KEY_SIZE = 32;

    private Stores() {}

    /** Open a new store as the engine does. */
    public static Store open(String id, Path file) {
        return Providers.byId(StoreProvider.class, Providers.all(StoreProvider.class), id, "discret-store-" + id)
                .open(new StoreOptions(file, new byte[KEY_SIZE], CACHE_KIB, CACHE_KIB, false));
    }
}
