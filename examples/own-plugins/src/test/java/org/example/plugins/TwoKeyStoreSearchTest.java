package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreSearchContract;

class TwoKeyStoreSearchTest extends StoreSearchContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
