package io.discret.beacon;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.Clock;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.ThreadScheduler;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Run a beacon: tell clients that announce one token the address of each other (docs/protocol/50).
 *
 * <p>Relays no data, knows nobody, writes nothing down: what clients announced lives in memory until they leave. Methods
 * may be called by any thread.
 *
 * <pre>{@code
 * BeaconFolder folder = BeaconFolder.open(Path.of("/var/lib/discret-beacon"));
 * try (Beacon beacon = Beacon.open(folder.options())) {
 *     System.out.println(beacon.certificateHash());
 *     ...
 * }
 * }</pre>
 */
public final class Beacon implements AutoCloseable {
    /** The protocol that clients speak, the same as between peers (docs/protocol/40 §2.1). */
    static final String PROTOCOL = "h3";

    private static final System.Logger LOG = System.getLogger("io.discret.beacon");

    /** A client that fell silent is introduced no longer than this; clients send something every 8 s (50 §7.10). */
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final Duration SWEEP = Duration.ofSeconds(10);

    /** Room for the longest announce twice. */
    private static final int STREAM_WINDOW = 8 << 10;

    /** A client opens one. */
    private static final int STREAMS = 2;

    private final BeaconLimits limits;
    private final Environment environment;
    private final @Nullable ThreadScheduler ownThreads;
    private final Executor executor;
    private final Transport transport;
    private final String certificateHash;
    private final Registrations registrations;
    private final AddressBudgets budgets;
    private final Map<Client, ClientConnection> connections = new HashMap<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Meters meters = new Meters();
    private final Owner owner = new Owner();
    private volatile boolean closed;

    private Beacon(BeaconOptions options, BeaconParts parts, @Nullable ThreadScheduler ownThreads) {
        this.limits = options.limits();
        this.environment = parts.environment();
        this.ownThreads = ownThreads;
        this.executor = environment.scheduler().serial("beacon");
        this.registrations = new Registrations(limits, options.sameAddressAllowed());
        this.budgets = new AddressBudgets(limits);
        this.certificateHash = options.certificate().hash(parts.keyDerivation());
        this.transport = parts.transport().open(transportOptions(options, executor));
    }

    /**
     * Open a beacon with the transport and the key derivation that are on the path.
     *
     * @throws ConfigurationException when the address cannot be bound or a part is missing
     */
    public static Beacon open(BeaconOptions options) {
        TransportProvider transport =
                Providers.choose(TransportProvider.class, options.transport(), "discret-transport-netty");
        ThreadScheduler threads = new ThreadScheduler("beacon");
        try {
            Environment environment = new Environment(Clock.system(), RandomSource.secure(), threads);
            return start(options, new BeaconParts(transport, environment, KeyDerivation.discover()), threads);
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    /** Open a beacon with parts of the caller. */
    public static Beacon open(BeaconOptions options, BeaconParts parts) {
        return start(options, parts, null);
    }

    private static Beacon start(BeaconOptions options, BeaconParts parts, @Nullable ThreadScheduler threads) {
        if (!parts.transport().certificateKeys().contains(options.certificate().kind())) {
            throw new ConfigurationException(
                    ErrorCode.UNSUPPORTED,
                    "The transport '" + parts.transport().id() + "' cannot use a certificate with a key of kind "
                            + options.certificate().kind() + "; use another transport.");
        }
        Beacon beacon = new Beacon(options, parts, threads);
        beacon.transport.accept(beacon::accept);
        beacon.sweepLater();
        return beacon;
    }

    private static TransportOptions transportOptions(BeaconOptions options, Executor executor) {
        TransportOptions usual = TransportOptions.defaults(
                options.bind(),
                options.certificate().parts().certificate(),
                options.certificate().parts().privateKey(),
                List.of(PROTOCOL),
                executor);
        return new TransportOptions(
                usual.bind(),
                usual.certificate(),
                usual.privateKey(),
                usual.protocols(),
                usual.dialerIdle(),
                IDLE,
                usual.keepAlive(),
                STREAM_WINDOW,
                STREAMS,
                options.limits().connections(),
                usual.handshakeTimeout(),
                executor);
    }

    /** What clients configure: 43 characters. */
    public String certificateHash() {
        return certificateHash;
    }

    /** Where the socket is bound, with the port chosen by the system. */
    public InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    /** What it did and what it holds. */
    public BeaconCounters counters() {
        return meters.read();
    }

    /** Close every connection with code 0, so that clients come back at once to the next server, and free the socket. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        transport.close();
        if (ownThreads != null) {
            ownThreads.close();
        }
    }

    private void accept(TransportConnection connection) {
        ClientConnection client = new ClientConnection(connection, limits, waitingBytes, owner);
        if (!budgets.open(client.countedAddress(), owner.nanos())) {
            meters.refused.incrementAndGet();
            connection.listen(new Refused());
            connection.close(ClientConnection.CLOSE_ENDED);
            return;
        }
        connections.put(client.client(), client);
        meters.accepted.incrementAndGet();
        meters.connections.set(connections.size());
        connection.listen(client);
        environment.scheduler().schedule(limits.firstAnnounce(), executor, client::requireAnnounce);
    }

    private void sweepLater() {
        environment.scheduler().schedule(SWEEP, executor, () -> {
            budgets.sweep(owner.nanos());
            if (!closed) {
                sweepLater();
            }
        });
    }

    private void count() {
        meters.registrations.set(registrations.registered());
        meters.tokens.set(registrations.tokens());
    }

    /** What connections tell. */
    private final class Owner implements ClientConnection.Owner {
        @Override
        public boolean announced(ClientConnection from, Announce announce) {
            if (!budgets.announce(from.countedAddress(), nanos())) {
                return false;
            }
            meters.announces.incrementAndGet();
            for (Introduction introduction : registrations.announce(from.client(), announce, nanos())) {
                ClientConnection to = connections.get(introduction.to());
                boolean sent = to != null && to.send(introduction.message());
                (sent ? meters.introductions : meters.dropped).incrementAndGet();
            }
            count();
            return true;
        }

        @Override
        public void ended(ClientConnection connection) {
            meters.ended.incrementAndGet();
            LOG.log(System.Logger.Level.DEBUG, "A client was sent away because of what it sent, or did not send.");
        }

        @Override
        public void closed(ClientConnection connection) {
            connections.remove(connection.client());
            registrations.leave(connection.client());
            budgets.close(connection.countedAddress());
            meters.connections.set(connections.size());
            count();
        }

        @Override
        public long nanos() {
            return environment.clock().nanos();
        }
    }

    /** A connection that was not taken. */
    private static final class Refused implements TransportConnection.Listener {
        @Override
        public void opened(io.discret.spi.TransportStream stream) {
            stream.reset(0);
        }

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
