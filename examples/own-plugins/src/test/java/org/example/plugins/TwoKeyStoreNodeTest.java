package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreNodeContract;

class TwoKeyStoreNodeTest extends StoreNodeContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
