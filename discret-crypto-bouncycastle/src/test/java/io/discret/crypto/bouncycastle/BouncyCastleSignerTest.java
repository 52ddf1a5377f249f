package io.discret.crypto.bouncycastle;

import io.discret.spi.SignerProvider;
import io.discret.testkit.SignerContract;

class BouncyCastleSignerTest extends SignerContract {
    @Override
    protected SignerProvider provider() {
        return new BouncyCastleSignerProvider();
    }
}
