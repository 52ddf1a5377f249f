package org.example.plugins;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportStreamContract;

class NearbyTransportStreamTest extends TransportStreamContract {
    @Override
    protected TransportProvider provider() {
        return new NearbyTransportProvider();
    }
}
