package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreContract;

class TwoKeyStoreTest extends StoreContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
