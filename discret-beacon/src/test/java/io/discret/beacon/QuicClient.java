package io.discret.beacon;

import io.discret.spi.Announce;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Providers;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportStream;
import io.discret.testkit.TestCertificate;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** One connection to a {@link BeaconProcess} over real QUIC: writes announces or anything else, counts the bytes that come back. */
final class QuicClient implements TransportConnection.Listener, TransportStream.Listener {
    /** Bytes of a message with an IPv4 address, its length included (docs/protocol/50 §4.3). */
    static final int FRAME = 145;

    private final TransportConnection connection;
    private final TransportStream stream;
    private final AtomicLong heard;

    private QuicClient(TransportConnection connection, TransportStream stream, AtomicLong heard) {
        this.connection = connection;
        this.stream = stream;
        this.heard = heard;
        stream.listen(this);
    }

    /** An endpoint of clients at an address of this machine. */
    static Transport transport(String address, Executor executor) {
        TransportProvider provider =
                Providers.choose(TransportProvider.class, Optional.empty(), "discret-transport-netty");
        TestCertificate own = TestCertificate.of(TransportProvider.CertificateKey.ED25519);
        return provider.open(TransportOptions.defaults(
                new InetSocketAddress(address, 0),
                own.certificate(),
                own.privateKey(),
                List.of(Beacon.PROTOCOL),
                executor));
    }

    /** Dial and open the stream. */
    static CompletionStage<QuicClient> connect(Transport transport, Transport.Dial dial, AtomicLong heard) {
        return transport.dial(dial).thenCompose(connection -> {
            connection.listen(new Silent());
            return connection.openStream().thenCompose(stream -> {
                QuicClient client = new QuicClient(connection, stream, heard);
                return stream.write(new byte[] {1}).thenApply(written -> client);
            });
        });
    }

    /** Write one announce; completes when the next may be written. */
    CompletionStage<Void> announce(Announce announce) {
        BincodeWriter body = new BincodeWriter();
        announce.write(body);
        return write(Frames.of(body));
    }

    /** Write any bytes. */
    CompletionStage<Void> write(byte[] bytes) {
        return stream.write(bytes);
    }

    /** Leave what comes in the connection from now on. */
    void stopReading() {
        stream.reading(false);
    }

    void close() {
        connection.close(0);
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        heard.addAndGet(bytes.remaining());
    }

    @Override
    public void ended(boolean reset) {}

    @Override
    public void opened(TransportStream unexpected) {}

    @Override
    public void closed(long code, boolean byPeer) {}

    private static final class Silent implements TransportConnection.Listener {
        @Override
        public void opened(TransportStream unexpected) {}

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
