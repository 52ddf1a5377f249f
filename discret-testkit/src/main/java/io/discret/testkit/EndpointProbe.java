package io.discret.testkit;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Run one endpoint on loopback on behalf of a test. Safe for use by any thread. */
final class EndpointProbe implements AutoCloseable {
    private static final String CALLBACKS = "transport-callbacks";
    private static final List<String> PROTOCOLS = List.of("h3");

    private final Transport transport;
    private final TestCertificate certificate;
    private final BlockingQueue<ConnectionProbe> accepted = new LinkedBlockingQueue<>();
    private final List<ConnectionProbe> all = new CopyOnWriteArrayList<>();
    private volatile Consumer<StreamProbe> onOpened = stream -> {};

    private EndpointProbe(Transport transport, TestCertificate certificate) {
        this.transport = transport;
        this.certificate = certificate;
    }

    /** Open one that accepts. */
    static EndpointProbe open(
            TransportProvider provider,
            ThreadScheduler scheduler,
            CertificateKey key,
            UnaryOperator<TransportOptions> change) {
        TestCertificate certificate = TestCertificate.of(key);
        TransportOptions options = TransportOptions.defaults(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                certificate.certificate(),
                certificate.privateKey(),
                PROTOCOLS,
                scheduler.serial(CALLBACKS));
        EndpointProbe endpoint = new EndpointProbe(provider.open(change.apply(options)), certificate);
        endpoint.transport.accept(connection -> endpoint.accepted.add(endpoint.probe(connection)));
        return endpoint;
    }

    /** Called for each stream that a peer opens, before it is listened to. */
    void onOpened(Consumer<StreamProbe> action) {
        onOpened = action;
    }

    Transport transport() {
        return transport;
    }

    InetSocketAddress address() {
        return transport.localAddress();
    }

    /** What one needs to dial this endpoint. */
    Transport.Dial dialHere() {
        return new Transport.Dial(
                address(), "abcde.example", PROTOCOLS, shown -> Arrays.equals(shown, certificate.certificate()));
    }

    /** Dial another endpoint and wait for it. */
    ConnectionProbe dial(EndpointProbe other) throws Exception {
        return probe(dialing(other.dialHere()).get(ConnectionProbe.SOON.toSeconds(), TimeUnit.SECONDS));
    }

    /** Dial another endpoint at one of its addresses and wait for it. */
    ConnectionProbe dial(EndpointProbe other, InetSocketAddress address) throws Exception {
        Transport.Dial here = other.dialHere();
        Transport.Dial there = new Transport.Dial(address, here.serverName(), here.protocols(), here.trust());
        return probe(dialing(there).get(ConnectionProbe.SOON.toSeconds(), TimeUnit.SECONDS));
    }

    CompletableFuture<TransportConnection> dialing(Transport.Dial dial) {
        return transport.dial(dial).toCompletableFuture();
    }

    ConnectionProbe nextAccepted() throws InterruptedException {
        ConnectionProbe connection = accepted.poll(ConnectionProbe.SOON.toSeconds(), TimeUnit.SECONDS);
        if (connection == null) {
            throw new AssertionError("No connection was accepted.");
        }
        return connection;
    }

    boolean noneAccepted() {
        return accepted.isEmpty();
    }

    /** What broke the law on any connection. */
    List<String> complaints() {
        return all.stream().flatMap(one -> one.complaints().stream()).toList();
    }

    private ConnectionProbe probe(TransportConnection connection) {
        ConnectionProbe probe = new ConnectionProbe(connection, CALLBACKS, stream -> onOpened.accept(stream));
        all.add(probe);
        return probe;
    }

    @Override
    public void close() {
        transport.close();
    }
}
