package org.example.plugins;

import io.discret.spi.SignerProvider;
import io.discret.testkit.SignerContract;

class PlatformSignerTest extends SignerContract {
    @Override
    protected SignerProvider provider() {
        return new PlatformSignerProvider();
    }
}
