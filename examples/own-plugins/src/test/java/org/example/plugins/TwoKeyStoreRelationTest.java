package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreRelationContract;

class TwoKeyStoreRelationTest extends StoreRelationContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
