package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreWalkContract;

class H2StoreWalkContractTest extends StoreWalkContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
