package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreLogContract;

class H2StoreLogContractTest extends StoreLogContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
