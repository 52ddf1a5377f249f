package io.discret.core.adversary;

import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.core.net.Endpoint;
import io.discret.core.rows.InitialRows;
import io.discret.core.rows.RowSigner;
import io.discret.core.wire.Answer;
import io.discret.core.wire.ConnectionInfo;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.core.wire.IdentityAnswer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.Environment;
import io.discret.spi.MeetingToken;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Say whatever a test wants, on the virtual network or on real sockets, with real keys and after a real handshake (docs/protocol/41 §1).
 *
 * <p>By itself it answers every query as its {@link HostileRoom}s say; a test replaces what it does by the three hooks.
 * It reads no right and no limit, and never closes.
 */
final class HostilePeer {
    private static final byte[] CERTIFICATE = "a certificate of somebody".getBytes(StandardCharsets.UTF_8);

    final Identity identity;
    final RowSigner signer;
    final Uids uids;
    final Executor executor;
    final Environment environment;
    final List<HostileLine> lines = new ArrayList<>();
    final Map<Uid, HostileRoom> rooms = new LinkedHashMap<>();
    final Map<InetSocketAddress, Announce> heard = new LinkedHashMap<>();

    /** Answers a query; by default {@link #honest}. */
    Answering answering = this::honest;

    /** Called for each event of the victim after the default reaction. */
    Told told = (line, event) -> {};

    /** What is done when the streams are open; by default the identity is asked for. */
    Opened opened = this::askIdentity;

    /** Whether connections by the victim are taken. */
    boolean accepting = true;

    HardwareFingerprint hardware;

    private final Ground ground;
    private final Transport transport;
    private final Discovery discovery;
    private final Set<HostileLine> introduced = new HashSet<>();
    private AnnounceHeader header;

    // On real sockets there is neither.
    private @Nullable VirtualNetwork network;
    private @Nullable VirtualMachine machine;

    interface Answering {
        void answer(HostileLine line, QueryProtocol query);
    }

    interface Told {
        void told(HostileLine line, RemoteEvent event);
    }

    interface Opened {
        void opened(HostileLine line);
    }

    /**
     * What it stands on: a virtual machine, or real sockets.
     *
     * @param configuration for the discovery
     */
    record Ground(
            Environment environment,
            TransportProvider transport,
            DiscoveryProvider discovery,
            Configuration configuration,
            byte[] certificate,
            byte[] privateKey) {
        static Ground of(VirtualNetwork network, VirtualMachine machine) {
            return new Ground(
                    machine.environment(),
                    network.transport(machine),
                    network.discovery(machine),
                    HostilePeer.configuration(),
                    CERTIFICATE,
                    new byte[0]);
        }
    }

    HostilePeer(VirtualNetwork network, VirtualMachine machine, Identity identity) {
        this(Ground.of(network, machine), identity);
        this.network = network;
        this.machine = machine;
    }

    HostilePeer(Ground ground, Identity identity) {
        this.ground = ground;
        this.identity = identity;
        environment = ground.environment();
        signer = new RowSigner(identity, Crypto.DERIVATION);
        uids = new Uids(environment.clock(), environment.random());
        executor = environment.scheduler().serial("hostile");
        hardware = new HardwareFingerprint(uids.next(), "a stolen device");
        transport = ground.transport()
                .open(TransportOptions.defaults(
                        new InetSocketAddress("0.0.0.0", 0),
                        ground.certificate(),
                        ground.privateKey(),
                        List.of("h3"),
                        executor));
        transport.accept(connection -> {
            HostileLine line = new HostileLine(this, connection);
            if (accepting) {
                lines.add(line);
                line.accept();
            } else {
                connection.close(0);
            }
        });
        header = newHeader();
        discovery = ground.discovery()
                .open(new DiscoveryOptions(
                        ground.configuration(), environment, transport, Crypto.DERIVATION, executor, new Listening()));
    }

    /** Never read: the virtual network needs none. */
    private static Configuration configuration() {
        return Configuration.builder()
                .model("a { B { c: String } }")
                .applicationKey("adversary")
                .keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]))
                .folder(Path.of("hostile"))
                .build();
    }

    private AnnounceHeader newHeader() {
        return Endpoint.sign(uids.next(), Crypto.DERIVATION.hash(ground.certificate()), identity, Crypto.DERIVATION);
    }

    /** Be another endpoint from now on, as after a restart: the victim takes up a circuit it does not know. */
    void renew() {
        header = newHeader();
    }

    AnnounceHeader header() {
        return header;
    }

    VirtualMachine machine() {
        return Objects.requireNonNull(machine);
    }

    int port() {
        return transport.localAddress().getPort();
    }

    /** Send an announce; a victim that knows the token dials. */
    void announce(MeetingToken... tokens) {
        announce(new Announce(header, List.of(tokens)));
    }

    void announce(Announce announce) {
        discovery.announce(announce, port());
    }

    /** Ask the victim to dial; it also takes this endpoint for a local one. */
    void initiate(AnnounceHeader by, MeetingToken token) {
        discovery.initiate(by, token, port());
    }

    /** Dial a machine and open the streams with their flags; nothing more is said. */
    CompletableFuture<HostileLine> dial(VirtualMachine victim, int port) {
        return dialRaw(victim, port).thenCompose(HostileLine::open);
    }

    /** Dial a machine and open nothing. */
    CompletableFuture<HostileLine> dialRaw(VirtualMachine victim, int port) {
        return dialRaw(new InetSocketAddress(Objects.requireNonNull(network).address(victim), port));
    }

    /** Dial an address and open nothing. */
    CompletableFuture<HostileLine> dialRaw(InetSocketAddress victim) {
        Transport.Dial dial = new Transport.Dial(victim, "a.example", List.of("h3"), certificate -> true);
        return transport.dial(dial).toCompletableFuture().thenApply(connection -> {
            HostileLine line = new HostileLine(this, connection);
            lines.add(line);
            return line;
        });
    }

    /** Introduce a connection as it should be. */
    ConnectionInfo info(MeetingToken token) {
        return new ConnectionInfo(
                header.endpointId(),
                uids.next(),
                uids.next(),
                token,
                identity.verifyingKey().bytes());
    }

    HostileRoom room(Uid id) {
        return rooms.computeIfAbsent(id, HostileRoom::new);
    }

    HostileLine lastLine() {
        return lines.get(lines.size() - 1);
    }

    /** The last connection that is open in all its three streams. */
    Optional<HostileLine> openLine() {
        return lines.stream().filter(HostileLine::isOpen).reduce((one, other) -> other);
    }

    void close() {
        discovery.close();
        transport.close();
    }

    // What it does by itself.

    void asked(HostileLine line, QueryProtocol query) {
        answering.answer(line, query);
    }

    void told(HostileLine line, RemoteEvent event) {
        if (event instanceof RemoteEvent.ReadyFingerprint) {
            line.send(new QueryProtocol(1, new Query.HardwareFingerprint()));
            line.send(new RemoteEvent.ReadyFingerprint());
            line.send(new RemoteEvent.Ready());
        } else if (event instanceof RemoteEvent.Ready) {
            line.send(new RemoteEvent.Ready());
            line.send(new QueryProtocol(2, new Query.RoomList()));
        }
        told.told(line, event);
    }

    void opened(HostileLine line) {
        if (introduced.add(line)) {
            opened.opened(line);
        }
    }

    void askIdentity(HostileLine line) {
        line.send(new QueryProtocol(0, new Query.ProveIdentity(new byte[32])));
    }

    /** Answer as a peer should that believes its rooms to be as they say. */
    void honest(HostileLine line, QueryProtocol asked) {
        answers(asked).forEach(line::send);
    }

    /** The answer to a query, in its parts. */
    List<Answer> answers(QueryProtocol asked) {
        Query query = asked.query();
        if (query instanceof Query.ProveIdentity identityQuery) {
            return List.of(Answer.single(asked.id(), Payload.PROVE_IDENTITY.encode(proof(identityQuery.challenge()))));
        } else if (query instanceof Query.HardwareFingerprint) {
            return List.of(Answer.single(asked.id(), Payload.HARDWARE_FINGERPRINT.encode(hardware)));
        } else if (query instanceof Query.RoomList) {
            return HostileRoom.parts(asked.id(), Payload.ROOM_LIST.encode(List.copyOf(rooms.keySet())));
        } else if (query instanceof Query.OfRoom ofRoom) {
            return room(ofRoom.room()).answer(asked);
        }
        throw new IllegalArgumentException(query.text());
    }

    IdentityAnswer proof(byte[] challenge) {
        return new IdentityAnswer(InitialRows.of(identity, Crypto.DERIVATION).peer(), identity.sign(challenge));
    }

    VerifyingKey key() {
        return identity.verifyingKey();
    }

    private final class Listening implements DiscoveryListener {
        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            heard.put(address, announce);
        }

        @Override
        public void initiated(AnnounceHeader by, MeetingToken token, InetSocketAddress address, boolean local) {
            // The victim dials anyway.
        }
    }
}
