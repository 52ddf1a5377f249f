package io.discret.transport.netty;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.spi.TransportStream;
import io.discret.testkit.TestCertificate;
import io.discret.testkit.ThreadScheduler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Open endpoints on loopback that listen and stay silent, and close them all. For one test. */
final class Endpoints implements AutoCloseable {
    /** Generous: what takes longer never comes. */
    static final long SOON_SECONDS = 60;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final List<Transport> open = new ArrayList<>();
    private final BlockingQueue<TransportConnection> accepted = new LinkedBlockingQueue<>();

    /** One that only dials. */
    Transport dialer() {
        TestCertificate certificate = TestCertificate.of(CertificateKey.ED25519);
        Transport transport = new NettyTransportProvider()
                .open(TransportOptions.defaults(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        certificate.certificate(),
                        certificate.privateKey(),
                        List.of("h3"),
                        scheduler.serial("callbacks")));
        open.add(transport);
        return transport;
    }

    /** One that accepts too, see {@link #nextAccepted}. */
    Transport acceptor() {
        Transport transport = dialer();
        transport.accept(connection -> {
            connection.listen(new Silent());
            accepted.add(connection);
        });
        return transport;
    }

    /** Begin to dial, whatever certificate is shown. */
    static CompletableFuture<TransportConnection> dialing(Transport dialer, InetSocketAddress to) {
        return dialer.dial(new Transport.Dial(to, "a.com", List.of("h3"), shown -> true))
                .toCompletableFuture();
    }

    /** Dial and wait. */
    static TransportConnection dial(Transport dialer, InetSocketAddress to) throws Exception {
        TransportConnection dialed = dialing(dialer, to).get(SOON_SECONDS, TimeUnit.SECONDS);
        dialed.listen(new Silent());
        return dialed;
    }

    /** The next connection of an acceptor; null when none comes. */
    @Nullable
    TransportConnection nextAccepted() throws InterruptedException {
        return accepted.poll(SOON_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        open.forEach(Transport::close);
        scheduler.close();
    }

    private static final class Silent implements TransportConnection.Listener {
        @Override
        public void opened(TransportStream stream) {}

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
