package io.discret.transport.kwik;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportContract;

class KwikTransportTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return new KwikTransportProvider();
    }
}
