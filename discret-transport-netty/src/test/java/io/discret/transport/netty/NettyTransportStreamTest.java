package io.discret.transport.netty;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportStreamContract;

class NettyTransportStreamTest extends TransportStreamContract {
    @Override
    protected TransportProvider provider() {
        return new NettyTransportProvider();
    }
}
