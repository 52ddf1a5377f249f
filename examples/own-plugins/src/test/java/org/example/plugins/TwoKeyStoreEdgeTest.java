package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreEdgeContract;

class TwoKeyStoreEdgeTest extends StoreEdgeContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
