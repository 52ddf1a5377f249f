package io.discret.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.spi.TransportStream;
import io.discret.testkit.Eventually;
import io.discret.testkit.TestCertificate;
import io.discret.testkit.ThreadScheduler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "The address is the current remote address of the QUIC connection; it may change with NAT rebinding" (50 §4.3). */
@Timeout(60)
class MovingPeerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final BlockingQueue<TransportConnection> accepted = new LinkedBlockingQueue<>();

    @Test
    void theAddressOfAPeerWhoseTranslatorForgotIsTheNewOne() throws Exception {
        // Given a connection through a translator
        try (Transport server = open();
                Transport client = open()) {
            server.accept(connection -> {
                connection.listen(new Silent());
                accepted.add(connection);
            });
            Relay relay = new Relay(server.localAddress());
            try {
                TransportConnection dialed = client.dial(
                                new Transport.Dial(relay.address(), "a.com", List.of("h3"), shown -> true))
                        .toCompletableFuture()
                        .get(SOON.toSeconds(), TimeUnit.SECONDS);
                dialed.listen(new Silent());
                TransportStream stream =
                        dialed.openStream().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
                stream.write(new byte[] {1});
                TransportConnection seen = accepted.poll(SOON.toSeconds(), TimeUnit.SECONDS);
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
        } finally {
            scheduler.close();
        }
    }

    private Transport open() {
        TestCertificate certificate = TestCertificate.of(CertificateKey.ED25519);
        return new NettyTransportProvider()
                .open(TransportOptions.defaults(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        certificate.certificate(),
                        certificate.privateKey(),
                        List.of("h3"),
                        scheduler.serial("callbacks")));
    }

    private static final class Silent implements TransportConnection.Listener {
        @Override
        public void opened(TransportStream stream) {}

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
