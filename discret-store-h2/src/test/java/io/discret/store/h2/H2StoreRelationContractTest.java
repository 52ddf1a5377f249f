package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreRelationContract;

class H2StoreRelationContractTest extends StoreRelationContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
