package io.discret.store.h2;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreDeletionContract;

class H2StoreDeletionContractTest extends StoreDeletionContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
