package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreNodeContract;

class H2StoreNodeContractTest extends StoreNodeContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
