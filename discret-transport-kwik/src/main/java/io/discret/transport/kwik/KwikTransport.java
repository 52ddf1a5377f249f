package io.discret.transport.kwik;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tech.kwik.core.QuicConnection.QuicVersion;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;

/**
 * Run one endpoint on one UDP socket. Safe for use by any thread.
 *
 * <p>{@link #close} waits until the peers are told, never longer than {@link #CLOSE_MILLIS}. Nothing else waits.
 */
final class KwikTransport implements Transport {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.kwik");
    private static final long CLOSE_MILLIS = 2000;
    private static final long CLOSE_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The library prints a warning for each dial, because its name check is off; ours by the hash is stronger. */
    private static final String QUIET = "tech.kwik.core.no-security-warnings";

    private final Workers workers = new Workers();
    private final Set<KwikConnection> live = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final TransportOptions options;
    private final Callbacks callbacks;
    private final Acceptor acceptor;
    private final SharedSocket socket;
    private final Dialer dialer;
    private final ServerConnector connector;

    private KwikTransport(TransportOptions options, KeyStore keys) {
        this.options = options;
        this.callbacks = new Callbacks(options.callbacks());
        this.acceptor = new Acceptor(options, callbacks, workers, live);
        this.socket = SharedSocket.bind(options.bind(), acceptor);
        this.dialer = new Dialer(options, socket, callbacks, workers, live);
        try {
            this.connector = connector(keys);
        } catch (RuntimeException e) {
            socket.close();
            workers.close();
            throw e;
        }
    }

    static KwikTransport open(TransportOptions options) {
        if (System.getProperty(QUIET) == null) {
            System.setProperty(QUIET, "true");
        }
        KwikTransport transport =
                new KwikTransport(options, EndpointKeys.of(options.certificate(), options.privateKey()));
        transport.socket.start();
        return transport;
    }

    /** Threads of the library are daemons when the thread that makes them is. */
    private ServerConnector connector(KeyStore keys) {
        CompletableFuture<ServerConnector> made = new CompletableFuture<>();
        workers.run(() -> {
            try {
                made.complete(start(keys));
            } catch (SocketException | CertificateException | RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        return made.handle((connector, failure) -> {
                    if (failure != null) {
                        throw EndpointKeys.unreadable(failure);
                    }
                    return connector;
                })
                .join();
    }

    private ServerConnector start(KeyStore keys) throws SocketException, CertificateException {
        long window = options.streamWindow();
        ServerConnector made = ServerConnector.builder()
                .withSocket(socket.accepting())
                .withKeyStore(keys, EndpointKeys.ALIAS, EndpointKeys.word(), "secp256r1")
                .withSupportedVersions(List.of(QuicVersion.V1))
                .withConfiguration(ServerConnectionConfig.builder()
                        .maxIdleTimeout(Math.toIntExact(options.acceptorIdle().toMillis()))
                        .maxBidirectionalStreamBufferSize(window)
                        .maxUnidirectionalStreamBufferSize(window)
                        .maxConnectionBufferSize(window * options.maxStreams())
                        .maxOpenPeerInitiatedBidirectionalStreams(options.maxStreams())
                        .maxOpenPeerInitiatedUnidirectionalStreams(0)
                        .connectionIdLength(Header.OWN_ID_LENGTH)
                        .build())
                .withLogger(new NullLogger())
                .build();
        options.protocols().forEach(protocol -> made.registerApplicationProtocol(protocol, acceptor));
        made.start();
        return made;
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.address();
    }

    @Override
    public void accept(Consumer<TransportConnection> listener) {
        acceptor.listen(listener);
    }

    @Override
    public CompletionStage<TransportConnection> dial(Dial dial) {
        CompletableFuture<TransportConnection> stage = new CompletableFuture<>();
        InetSocketAddress address = dial.address();
        boolean ipv4Only = localAddress().getAddress() instanceof Inet4Address;
        if (address.isUnresolved() || ipv4Only && !(address.getAddress() instanceof Inet4Address)) {
            callbacks.fail(stage, Dialer.unreachable(dial, "this socket cannot send to such an address", null));
        } else if (closed.get() || !workers.tryRun(() -> dialer.dial(dial, stage))) {
            callbacks.fail(stage, Dialer.unreachable(dial, "the transport is closed, or dials too much", null));
        }
        return stage;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long start = System.nanoTime();
        List.copyOf(live).forEach(connection -> connection.closeNow(KwikConnection.IMPLICIT));
        Thread closing = new Thread(connector::close, "discret-kwik-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS);
            while (socket.dials() > 0 && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < CLOSE_MILLIS) {
                LockSupport.parkNanos(CLOSE_STEP_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.log(Level.DEBUG, "Closing was interrupted; peers may not be told.");
        }
        socket.close();
        workers.close();
    }

    /** Connections and dials that are not over yet; to find leaks. */
    int held() {
        return live.size() + socket.dials();
    }
}
