package io.discret.transport.kwik;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportClosingContract;

class KwikTransportClosingTest extends TransportClosingContract {
    @Override
    protected TransportProvider provider() {
        return new KwikTransportProvider();
    }
}
