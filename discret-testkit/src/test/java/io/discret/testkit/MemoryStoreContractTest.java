package io.discret.testkit;

import io.discret.spi.StoreProvider;

class MemoryStoreContractTest extends StoreContract {
    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    @Override
    protected StoreProvider provider() {
        return provider;
    }
}
