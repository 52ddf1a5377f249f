package io.discret.store.sqlcipher;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreContract;

final class SqlCipherStoreContractTest extends StoreContract {
    @Override
    protected StoreProvider provider() {
        return new SqlCipherStoreProvider();
    }
}
