package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreLogContract;

class TwoKeyStoreLogTest extends StoreLogContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
