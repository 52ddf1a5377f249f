package org.example.plugins;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportClosingContract;

class NearbyTransportClosingTest extends TransportClosingContract {
    @Override
    protected TransportProvider provider() {
        return new NearbyTransportProvider();
    }
}
