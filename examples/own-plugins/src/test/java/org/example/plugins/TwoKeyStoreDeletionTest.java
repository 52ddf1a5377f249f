package org.example.plugins;

import io.discret.spi.StoreProvider;
import io.discret.testkit.StoreDeletionContract;

class TwoKeyStoreDeletionTest extends StoreDeletionContract {
    @Override
    protected StoreProvider provider() {
        return new TwoKeyStoreProvider();
    }
}
