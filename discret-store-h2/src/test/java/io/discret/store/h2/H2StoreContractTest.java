package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreContract;

class H2StoreContractTest extends StoreContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
