package io.discret.transport.kwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Transport;
import io.discret.spi.TransportProvider;
import io.discret.testkit.Eventually;
import io.discret.testkit.TransportLimitContract;
import java.time.Duration;

class KwikTransportLimitTest extends TransportLimitContract {
    @Override
    protected TransportProvider provider() {
        return new KwikTransportProvider();
    }

    @Override
    protected void assertNothingHeld(Transport transport) throws InterruptedException {
        KwikTransport kwik = (KwikTransport) transport;
        assertThat(Eventually.within(Duration.ofSeconds(10), () -> kwik.held() == 0))
                .as("connections and dials left: %s", kwik.held())
                .isTrue();
    }
}
