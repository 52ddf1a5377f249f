package io.discret.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import io.discret.testkit.Eventually;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "The address is the current remote address of the QUIC connection; it may change with NAT rebinding" (50 §4.3). */
@Timeout(60)
class MovingPeerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void theAddressOfAPeerWhoseTranslatorForgotIsTheNewOne() throws Exception {
        // Given a connection through a translator
        try (Endpoints endpoints = new Endpoints()) {
            Transport server = endpoints.acceptor();
            Relay relay = new Relay(server.localAddress());
            try {
                TransportConnection dialed = Endpoints.dial(endpoints.dialer(), relay.address());
                TransportStream stream =
                        dialed.openStream().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
                stream.write(new byte[] {1});
                TransportConnection seen = endpoints.nextAccepted();
                assertThat(seen).isNotNull();
                int before = seen.remoteAddress().getPort();

                // When the translator takes another port
                relay.forget();

                // Then the connection lives, and the server sees that port
                assertThat(Eventually.within(SOON, () -> {
                            stream.write(new byte[] {1});
                            return seen.remoteAddress().getPort() != before;
                        }))
                        .isTrue();
            } finally {
                relay.close();
            }
        }
    }
}
