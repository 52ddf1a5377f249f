package io.discret.store.sqlcipher;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreAggregateContract;

final class SqlCipherStoreAggregateContractTest extends StoreAggregateContract {
    @Override
    protected StoreProvider provider() {
        return new SqlCipherStoreProvider();
    }
}
