package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreAggregateContract;

class TwoKeyStoreAggregateTest extends StoreAggregateContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
