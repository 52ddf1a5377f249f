package io.discret.core.net;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.CircuitId;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.core.wire.ConnectionInfo;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Signer;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Meet peers: announce, recognise, dial, accept, and keep one connection for each pair of endpoints (docs/protocol/40 §3,
 * §7, §9).
 *
 * <p>Decides who may open a connection, not what it may do: that is proved in the session. Used by the serial executor
 * of the engine only.
 */
public final class Network implements DiscoveryListener {
    /** The protocol of the reference; both peers and beacons (docs/protocol/40 §2.1). */
    public static final String H3 = "h3";

    /** What peers of this project agree on: the same messages, and those of docs/protocol/41 §12. */
    public static final String OWN = "discret/1";

    /** What is offered and accepted, the preferred first. */
    public static final List<String> PROTOCOLS = List.of(OWN, H3);

    private static final String OUT_OF_REACH =
            "A peer that a beacon introduced does not answer at its public address: one of the two networks gives each "
                    + "destination another port (symmetric address translation) or drops UDP, so no hole can be punched. "
                    + "Use another network on one side, or meet on one local network.";

    private static final Logger LOG = System.getLogger(Network.class.getPackageName());

    private final Identity identity;
    private final Signer signer;
    private final KeyDerivation derivation;
    private final Environment environment;
    private final Executor engine;
    private final Transport transport;
    private final AnnounceHeader own;
    private final int frameLimit;
    private final Session.Starter sessions;
    private final Consumer<Event> events;
    private final Uids uids;
    private final Dialing dialing;
    private final DialQueue dials = new DialQueue(DialQueue.Bounds.USUAL);
    private final Announcer announcer;
    private final Circuits<PeerConnection> circuits = new Circuits<>();
    private final Strangers<TransportConnection> strangers =
            new Strangers<>(NetLimits.STRANGERS, NetLimits.STRANGERS_OF_ONE);
    private TokenTable table = TokenTable.EMPTY;
    private boolean choosing;
    private boolean open = true;

    /**
     * What a network is made of.
     *
     * @param own the own endpoint, signed
     * @param frameLimit greatest frame accepted, in bytes
     * @param events told of servers and of peers out of reach
     */
    public record Parts(
            Identity identity,
            Signer signer,
            KeyDerivation derivation,
            Environment environment,
            Executor engine,
            Transport transport,
            AnnounceHeader own,
            int frameLimit,
            Duration announcePeriod,
            Session.Starter sessions,
            Consumer<Event> events) {}

    public Network(Parts parts) {
        identity = parts.identity();
        signer = parts.signer();
        derivation = parts.derivation();
        environment = parts.environment();
        engine = parts.engine();
        transport = parts.transport();
        own = parts.own();
        frameLimit = parts.frameLimit();
        sessions = parts.sessions();
        events = parts.events();
        uids = new Uids(environment.clock(), environment.random());
        dialing = new Dialing(transport, environment, derivation, engine, PROTOCOLS);
        announcer = new Announcer(
                environment.scheduler(), engine, own, transport.localAddress().getPort(), parts.announcePeriod());
    }

    /** Accept connections and announce. */
    public void start(List<Discovery> discoveries, TokenTable tokens) {
        table = tokens;
        transport.accept(this::accept);
        announcer.start(discoveries, tokens.tokens());
    }

    /** Take other tokens into force; connections that exist are not touched. */
    public void tokens(TokenTable tokens) {
        table = tokens;
        announcer.tokens(tokens.tokens());
    }

    /** Announce soon: something changed that lets a peer in who was refused before. */
    public void announce() {
        announcer.soon();
    }

    /** Close every connection and stop announcing; the transport stays open. */
    public void close() {
        open = false;
        announcer.stop();
        circuits.connections().forEach(connection -> connection.close(NetLimits.CLOSE_IMPLICIT));
    }

    /**
     * Whether a peer is on the local network: it was heard there, or its address is one of there. A side that accepts may
     * not have heard the dialer yet (docs/protocol/31 P5).
     */
    public boolean isLocal(PeerConnection connection) {
        return circuits.isLocal(connection.circuit())
                || LocalAddress.is(connection.transport().remoteAddress().getAddress());
    }

    /** Close a connection because of what the session found; the peer learns a code only. */
    public void disconnect(PeerConnection connection) {
        connection.close(NetLimits.CLOSE_OTHER);
    }

    /**
     * Take note that a session has verified its peer.
     *
     * @return false when another connection to the same user stays; this one is closed
     */
    public boolean verified(PeerConnection connection, VerifyingKey user) {
        Circuits.Election<PeerConnection> election =
                circuits.prove(connection.circuit(), connection.id(), user, connection);
        closeLoser(election);
        strangers.remove(connection.transport());
        if (election.admitted()) {
            announcer.peerFound();
        }
        return election.admitted();
    }

    private static void closeLoser(Circuits.Election<PeerConnection> election) {
        if (election.loser() != null) {
            election.loser().close(NetLimits.CLOSE_LOST_ELECTION);
        }
    }

    // Discovery.

    @Override
    public void announced(Announce announce, InetSocketAddress address, boolean local) {
        for (MeetingToken token : worthTrying(announce.tokens())) {
            if (recognised(announce.header(), token, address, local, true)) {
                return; // one dial a circuit is enough
            }
        }
    }

    /** Tokens known here, each once; devices of the user announce all of them, and are told by the own one. */
    private List<MeetingToken> worthTrying(List<MeetingToken> announced) {
        MeetingToken mine = identity.ownToken();
        return Stream.concat(announced.stream().filter(mine::equals), announced.stream())
                .filter(token -> !table.entries(token).isEmpty())
                .distinct()
                .limit(NetLimits.TOKENS_TRIED)
                .toList();
    }

    @Override
    public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {
        recognised(header, token, address, local, false);
    }

    @Override
    public void serverChanged(String server, boolean connected, String reason) {
        LOG.log(
                connected ? Level.INFO : Level.WARNING,
                connected ? "The beacon {0} is reached." : "{1}",
                server,
                reason);
        events.accept(new Event.BeaconStatusChanged(server, connected, reason));
    }

    private boolean recognised(
            AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local, boolean answer) {
        List<TokenEntry> entries = table.entries(token);
        if (!open || entries.isEmpty() || header.endpointId().equals(own.endpointId())) {
            return false;
        }
        CircuitId circuit = CircuitId.of(own.endpointId(), header.endpointId(), derivation);
        for (TokenEntry entry : entries) {
            if (!maySign(entry, header)) {
                continue;
            }
            if (local) {
                circuits.markLocal(circuit);
            }
            if (!circuits.isConnected(circuit, user(entry))) {
                long now = environment.clock().nanos();
                if (!dials.add(new DialTarget(circuit, header, token, entry, address, local, answer, now))) {
                    LOG.log(Level.DEBUG, "Too many endpoints wait for a dial; one is left to its next announce.");
                }
                dialNext();
            }
            return true;
        }
        return false;
    }

    private static @Nullable VerifyingKey user(TokenEntry entry) {
        return entry instanceof TokenEntry.AllowedPeer peer ? peer.key() : null;
    }

    /** An allowed peer has signed its header; who signs for an invite is not known yet. */
    private boolean maySign(TokenEntry entry, AnnounceHeader header) {
        if (!(entry instanceof TokenEntry.AllowedPeer peer)) {
            return true;
        }
        return Endpoint.isSignedBy(header, peer.key(), signer, derivation);
    }

    // Dialing.

    /** Dial as many as may be dialed at once; a dial that ends at once does not come back in here. */
    private void dialNext() {
        if (choosing) {
            return;
        }
        choosing = true;
        try {
            long now = environment.clock().nanos();
            Optional<DialTarget> next = dials.next(now, this::isWanted);
            while (next.isPresent()) {
                dial(next.get());
                next = dials.next(now, this::isWanted);
            }
        } finally {
            choosing = false;
        }
    }

    /** Meanwhile the network may have been closed, the peer blocked, the invite withdrawn, or the peer was faster. */
    private boolean isWanted(DialTarget target) {
        return open && table.contains(target.token(), target.entry()) && !isConnected(target);
    }

    private boolean isConnected(DialTarget target) {
        return circuits.isConnected(target.circuit(), user(target.entry()));
    }

    private void dial(DialTarget target) {
        if (target.answer()) {
            announcer.initiate(target.token());
        }
        dialing.dial(target.address(), target.header(), () -> open && !isConnected(target))
                .whenComplete((connection, failure) -> {
                    if (!target.local() && isOutOfReach(failure) && !isConnected(target) && !dials.hasOther(target)) {
                        outOfReach(target.entry());
                    }
                })
                .thenCompose(connection -> opened(connection, target))
                .whenComplete((connection, failure) -> {
                    dials.ended(target, failure != null);
                    if (failure != null) {
                        Level level = Dialing.isHopeless(failure) ? Level.INFO : Level.DEBUG;
                        LOG.log(level, "A dial came to nothing: {0}", failure.getMessage());
                    }
                    dialNext();
                });
    }

    private static boolean isOutOfReach(@Nullable Throwable failure) {
        return failure instanceof DiscretException known && known.code() == ErrorCode.PEER_UNREACHABLE;
    }

    /** Both sides were told to dial at the same time and nothing came through, several times. */
    private void outOfReach(TokenEntry entry) {
        if (open) {
            LOG.log(Level.WARNING, OUT_OF_REACH);
            events.accept(new Event.PeerUnreachable(Optional.ofNullable(user(entry)), OUT_OF_REACH));
        }
    }

    private CompletableFuture<PeerConnection> opened(TransportConnection transportConnection, DialTarget target) {
        CircuitId circuit = target.circuit();
        MeetingToken token = target.token();
        TokenEntry entry = target.entry();
        // The peer was faster: its own connection is at work. An id that loses lets both ends keep that one; with a
        // smaller one
        // the reference would end it in the middle of a query, and a dial that just ends is an error in its log.
        boolean overtaken = circuits.isOvertaken(
                circuit, user(entry), transportConnection.remoteAddress().getAddress());
        ConnectionInfo info = new ConnectionInfo(
                own.endpointId(),
                target.header().endpointId(),
                overtaken ? losingId() : uids.next(),
                token,
                identity.verifyingKey().bytes());
        Ending ending = new Ending();
        transportConnection.listen(ending.listener(stream -> stream.reset(NetLimits.CLOSE_IMPLICIT)));
        return Opening.open(transportConnection, info, frameLimit).thenApply(channels -> {
            if (!table.contains(token, entry)) {
                ending.run(); // the peer was blocked while we dialed, or the invite withdrawn
            }
            PeerConnection connection =
                    new PeerConnection(transportConnection, channels, circuit, info.connectionId(), entry);
            if (overtaken) {
                environment
                        .scheduler()
                        .schedule(NetLimits.OPENING, engine, () -> connection.close(NetLimits.CLOSE_LOST_ELECTION));
            } else {
                LOG.log(Level.DEBUG, "A connection was dialed to {0}.", transportConnection.remoteAddress());
                admit(connection, ending);
            }
            return connection;
        });
    }

    /** Greater than any id that is drawn in an honest way (docs/protocol/20 §2, 40 §9). */
    private Uid losingId() {
        byte[] id = environment.random().bytes(Uid.SIZE);
        Arrays.fill(id, 0, Uid.SIZE / 2, (byte) 0xff);
        return Uid.of(id);
    }

    // Accepting.

    private void accept(TransportConnection transportConnection) {
        Ending ending = new Ending();
        Acceptance acceptance = new Acceptance(frameLimit, new Acceptance.Result() {
            @Override
            public void accepted(ConnectionInfo info, Map<StreamFlag, FrameChannel> channels) {
                admitDialer(transportConnection, info, channels, ending);
            }

            @Override
            public void refused() {
                transportConnection.close(NetLimits.CLOSE_IMPLICIT);
            }
        });
        ending.set(() -> strangers.remove(transportConnection));
        transportConnection.listen(ending.listener(acceptance::opened));
        strangers
                .add(transportConnection, transportConnection.remoteAddress().getAddress())
                .ifPresent(this::putOut);
        environment.scheduler().schedule(NetLimits.OPENING, engine, acceptance::refuse);
    }

    private void putOut(TransportConnection stranger) {
        LOG.log(
                Level.DEBUG,
                "Too many dialers who do not say who they are: the oldest, from {0}, goes.",
                stranger.remoteAddress());
        stranger.close(NetLimits.CLOSE_IMPLICIT);
    }

    private void admitDialer(
            TransportConnection transportConnection,
            ConnectionInfo info,
            Map<StreamFlag, FrameChannel> channels,
            Ending ending) {
        TokenEntry entry = table.admission(info.token(), claimed(info));
        if (!open || entry == null || info.endpointId().equals(own.endpointId())) {
            LOG.log(Level.DEBUG, "A dialer came with a token that is not known here.");
            transportConnection.close(NetLimits.CLOSE_OTHER);
            return;
        }
        CircuitId circuit = CircuitId.of(own.endpointId(), info.endpointId(), derivation);
        LOG.log(Level.DEBUG, "A connection was accepted from {0}.", transportConnection.remoteAddress());
        admit(new PeerConnection(transportConnection, channels, circuit, info.connectionId(), entry), ending);
    }

    private static @Nullable VerifyingKey claimed(ConnectionInfo info) {
        try {
            return VerifyingKey.of(info.verifyingKey());
        } catch (DiscretException e) {
            return null;
        }
    }

    // Both.

    private void admit(PeerConnection connection, Ending ending) {
        if (ending.isOver() || !open) {
            connection.close(NetLimits.CLOSE_OTHER);
            return;
        }
        Circuits.Election<PeerConnection> election = circuits.open(
                connection.circuit(),
                connection.id(),
                connection.transport().remoteAddress().getAddress(),
                connection);
        closeLoser(election);
        if (election.admitted()) {
            Session session = sessions.start(connection);
            ending.set(() -> {
                strangers.remove(connection.transport());
                boolean lost = circuits.remove(connection.circuit(), connection.id(), connection);
                session.closed();
                if (lost && open) {
                    announcer.peerLost();
                }
            });
        }
    }
}
