package io.discret.transport.kwik;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.spi.TransportStream;
import io.discret.testkit.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Two endpoints of two providers on loopback; the second sends back what it is told to. Safe for use by any thread. */
final class Pair implements AutoCloseable {
    private static final long SOON = 30;

    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final TestCertificate certificate;
    private final Transport dialer;
    private final Transport acceptor;
    private final boolean echo;
    private final AtomicLong arrived = new AtomicLong();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /** Open both; with echo the acceptor returns each byte. */
    Pair(TransportProvider dialing, TransportProvider accepting, CertificateKey key, boolean echo) {
        this.echo = echo;
        certificate = TestCertificate.of(key);
        dialer = open(dialing, TestCertificate.of(dialing.certificateKeys().get(0)));
        acceptor = open(accepting, certificate);
        acceptor.accept(connection -> connection.listen(new Accepted()));
    }

    private Transport open(TransportProvider provider, TestCertificate own) {
        return provider.open(TransportOptions.defaults(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                own.certificate(),
                own.privateKey(),
                List.of("h3"),
                callbacks));
    }

    CompletableFuture<TransportConnection> dialing(String name, Predicate<byte[]> trust) {
        return dialer.dial(new Transport.Dial(acceptor.localAddress(), name, List.of("h3"), trust))
                .toCompletableFuture();
    }

    TransportConnection dial() throws Exception {
        return dialing("tabuk.coop", shown -> Arrays.equals(shown, certificate.certificate()))
                .get(SOON, TimeUnit.SECONDS);
    }

    /** Bytes that arrived at the acceptor until the end of the stream. */
    long arrived() throws Exception {
        ended.get(2 * SOON, TimeUnit.SECONDS);
        return arrived.get();
    }

    /** Send a question and wait for its answer of the same length, many times on one stream. */
    static void roundTrips(TransportStream stream, int count, int length) throws Exception {
        Semaphore answered = new Semaphore(0);
        stream.listen(new TransportStream.Listener() {
            @Override
            public void bytes(ByteBuffer bytes) {
                answered.release(bytes.remaining());
            }

            @Override
            public void ended(boolean reset) {}
        });
        for (int i = 0; i < count; i++) {
            stream.write(new byte[length]);
            if (!answered.tryAcquire(length, SOON, TimeUnit.SECONDS)) {
                throw new AssertionError("No answer to question " + i + ".");
            }
        }
    }

    static TransportStream open(TransportConnection connection) throws Exception {
        return connection.openStream().toCompletableFuture().get(SOON, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        dialer.close();
        acceptor.close();
        callbacks.shutdown();
    }

    private final class Accepted implements TransportConnection.Listener {
        @Override
        public void opened(TransportStream stream) {
            stream.listen(new TransportStream.Listener() {
                @Override
                public void bytes(ByteBuffer bytes) {
                    arrived.addAndGet(bytes.remaining());
                    if (echo) {
                        byte[] back = new byte[bytes.remaining()];
                        bytes.get(back);
                        stream.write(back);
                    }
                }

                @Override
                public void ended(boolean reset) {
                    ended.complete(reset);
                }
            });
        }

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
