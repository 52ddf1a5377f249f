package io.discret.crypto.tink;

import io.discret.spi.SignerProvider;
import io.discret.testkit.SignerContract;

class TinkSignerTest extends SignerContract {
    @Override
    protected SignerProvider provider() {
        return new TinkSignerProvider();
    }
}
