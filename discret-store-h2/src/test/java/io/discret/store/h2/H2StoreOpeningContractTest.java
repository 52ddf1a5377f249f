package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreOpeningContract;

class H2StoreOpeningContractTest extends StoreOpeningContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
