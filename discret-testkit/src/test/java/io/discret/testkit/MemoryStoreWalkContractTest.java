package io.discret.testkit;

import io.discret.spi.StoreProvider;

class MemoryStoreWalkContractTest extends StoreWalkContract {
    @Override
    protected StoreProvider provider() {
        return new MemoryStoreProvider();
    }
}
