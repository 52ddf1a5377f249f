package io.discret.testkit;

import io.discret.spi.StoreProvider;

class MemoryStoreDeletionContractTest extends StoreDeletionContract {
    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    @Override
    protected StoreProvider provider() {
        return provider;
    }
}
