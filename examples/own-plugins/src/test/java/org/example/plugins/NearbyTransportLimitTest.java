package org.example.plugins;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportLimitContract;

class NearbyTransportLimitTest extends TransportLimitContract {
    @Override
    protected TransportProvider provider() {
        return new NearbyTransportProvider();
    }
}
