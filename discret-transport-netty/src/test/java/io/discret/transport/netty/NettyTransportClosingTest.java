package io.discret.transport.netty;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportClosingContract;

class NettyTransportClosingTest extends TransportClosingContract {
    @Override
    protected TransportProvider provider() {
        return new NettyTransportProvider();
    }
}
