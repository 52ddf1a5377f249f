package io.discret.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Transport;
import io.discret.spi.TransportProvider;
import io.discret.testkit.Eventually;
import io.discret.testkit.TransportLimitContract;
import java.time.Duration;

class NettyTransportLimitTest extends TransportLimitContract {
    @Override
    protected TransportProvider provider() {
        return new NettyTransportProvider();
    }

    @Override
    protected void assertNothingHeld(Transport transport) throws InterruptedException {
        NettyTransport netty = (NettyTransport) transport;
        assertThat(Eventually.within(Duration.ofSeconds(10), () -> netty.held() == 0))
                .as("connections and ids left: %s", netty.held())
                .isTrue();
    }
}
