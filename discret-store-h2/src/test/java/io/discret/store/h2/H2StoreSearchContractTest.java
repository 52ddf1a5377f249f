package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreSearchContract;

class H2StoreSearchContractTest extends StoreSearchContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
