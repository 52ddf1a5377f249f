package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreQueryContract;

class TwoKeyStoreQueryTest extends StoreQueryContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
