package io.discret.store.sqlcipher;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreDeletionContract;

final class SqlCipherStoreDeletionContractTest extends StoreDeletionContract {
    @Override
    protected StoreProvider provider() {
        return new SqlCipherStoreProvider();
    }
}
