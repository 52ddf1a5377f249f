package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreEdgeContract;

class H2StoreEdgeContractTest extends StoreEdgeContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
