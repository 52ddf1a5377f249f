package org.example.plugins;

import io.discret.spi.KeyDerivationProvider;
import io.discret.testkit.KeyDerivationContract;

class PlatformKeyDerivationTest extends KeyDerivationContract {
    @Override
    protected KeyDerivationProvider provider() {
        return new PlatformKeyDerivationProvider();
    }
}
