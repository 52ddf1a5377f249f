package io.discret.store.sqlcipher;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreWalkContract;

class SqlCipherStoreWalkContractTest extends StoreWalkContract {
    @Override
    protected StoreProvider provider() {
        return new SqlCipherStoreProvider();
    }
}
