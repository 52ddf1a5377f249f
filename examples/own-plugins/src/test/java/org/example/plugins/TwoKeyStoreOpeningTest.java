package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreOpeningContract;

class TwoKeyStoreOpeningTest extends StoreOpeningContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
