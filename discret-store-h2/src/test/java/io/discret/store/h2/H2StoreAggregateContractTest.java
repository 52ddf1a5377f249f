package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreAggregateContract;

class H2StoreAggregateContractTest extends StoreAggregateContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
