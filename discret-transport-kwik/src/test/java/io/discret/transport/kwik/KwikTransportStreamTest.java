package io.discret.transport.kwik;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportStreamContract;

class KwikTransportStreamTest extends TransportStreamContract {
    @Override
    protected TransportProvider provider() {
        return new KwikTransportProvider();
    }
}
