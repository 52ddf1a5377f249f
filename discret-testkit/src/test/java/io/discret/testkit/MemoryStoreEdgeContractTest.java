package io.discret.testkit;

import io.discret.spi.StoreProvider;

class MemoryStoreEdgeContractTest extends StoreEdgeContract {
    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    @Override
    protected StoreProvider provider() {
        return provider;
    }
}
