package io.discret.testkit;

import io.discret.spi.StoreProvider;

class MemoryStoreNodeContractTest extends StoreNodeContract {
    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    @Override
    protected StoreProvider provider() {
        return provider;
    }
}
