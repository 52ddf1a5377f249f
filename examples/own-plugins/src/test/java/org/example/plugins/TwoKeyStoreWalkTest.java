package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreWalkContract;

class TwoKeyStoreWalkTest extends StoreWalkContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
