package io.discret.store.sqlcipher;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreEdgeContract;

final class SqlCipherStoreEdgeContractTest extends StoreEdgeContract {
    @Override
    protected StoreProvider provider() {
        return new SqlCipherStoreProvider();
    }
}
