package io.discret.transport.netty;

import io.discret.spi.TransportProvider;
import io.discret.testkit.TransportContract;

class NettyTransportTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return new NettyTransportProvider();
    }
}
