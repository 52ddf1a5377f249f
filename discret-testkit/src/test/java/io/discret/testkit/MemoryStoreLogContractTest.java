package io.discret.testkit;

import io.discret.spi.StoreProvider;

class MemoryStoreLogContractTest extends StoreLogContract {
    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    @Override
    protected StoreProvider provider() {
        return provider;
    }
}
