package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreQueryContract;

class H2StoreQueryContractTest extends StoreQueryContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
