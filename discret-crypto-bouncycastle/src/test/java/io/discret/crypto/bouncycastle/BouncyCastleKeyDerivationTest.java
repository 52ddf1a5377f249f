package io.discret.crypto.bouncycastle;

import io.discret.spi.KeyDerivationProvider;
import io.discret.testkit.KeyDerivationContract;

class BouncyCastleKeyDerivationTest extends KeyDerivationContract {
    @Override
    protected KeyDerivationProvider provider() {
        return new BouncyCastleKeyDerivationProvider();
    }
}
