package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Database;
import io.discret.core.db.WriteTransaction;
import io.discret.core.events.EventBus;
import io.discret.core.identity.Identity;
import io.discret.core.log.DailyLogs;
import io.discret.core.peers.AllowedPeers;
import io.discret.core.read.ModelInForce;
import io.discret.core.rooms.Rooms;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.InitialRows;
import io.discret.core.rows.RoomDigest;
import io.discret.core.rows.RowSigner;
import io.discret.core.rows.RowVerifier;
import io.discret.core.sync.DefinitionExchange;
import io.discret.core.sync.PeerSession;
import io.discret.core.sync.RoomDefinitions;
import io.discret.core.sync.RoomReport;
import io.discret.core.sync.SessionContext;
import io.discret.core.sync.SyncSettings;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.query.Entity;
import io.discret.spi.DailyLog;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Give the sessions what they need of the engine. */
final class EngineContext implements SessionContext {
    private final Core core;
    private final SyncSettings settings;
    private final HardwareFingerprint hardware;
    private final RowVerifier verifier;
    private final RowSigner rowSigner;
    private final RoomDefinitions definitions;
    private final Node ownPeer;
    private final Connected connected;
    private final SyncStatuses statuses;
    private final AllowedPeers allowedPeers;
    private final boolean autoAllowNewPeers;
    private final Runnable peersChanged;

    /**
     * What the engine is made of.
     *
     * @param executor serial executor of the protocol
     * @param verifiers where signatures are checked
     * @param database completes on {@code executor}
     */
    record Core(
            Environment environment,
            Executor executor,
            Executor verifiers,
            Database database,
            DailyLogs dailyLogs,
            Identity identity,
            Signer signer,
            KeyDerivation derivation,
            ModelInForce model,
            Rooms rooms,
            EventBus events) {}

    EngineContext(
            Core core,
            SyncSettings settings,
            HardwareFingerprint hardware,
            Connected connected,
            boolean autoAllowNewPeers,
            Runnable peersChanged) {
        this.autoAllowNewPeers = autoAllowNewPeers;
        this.peersChanged = peersChanged;
        allowedPeers = new AllowedPeers(core.identity(), core.derivation());
        this.core = core;
        statuses = new SyncStatuses(core.environment(), core.executor(), core.events(), core.database());
        this.settings = settings;
        this.hardware = hardware;
        this.connected = connected;
        verifier = new RowVerifier(core.signer(), core.derivation());
        definitions = new DefinitionExchange(
                core.database(),
                new BatchVerifier(verifier, core.verifiers()),
                core.rooms(),
                core.identity().verifyingKey(),
                core.environment().clock(),
                core.executor());
        rowSigner = new RowSigner(core.identity(), core.derivation());
        ownPeer = InitialRows.of(core.identity(), core.derivation()).peer();
    }

    SyncStatuses statuses() {
        return statuses;
    }

    @Override
    public Environment environment() {
        return core.environment();
    }

    @Override
    public SyncSettings settings() {
        return settings;
    }

    @Override
    public Executor executor() {
        return core.executor();
    }

    @Override
    public Executor verifiers() {
        return core.verifiers();
    }

    @Override
    public RowVerifier rowVerifier() {
        return verifier;
    }

    @Override
    public Signer signer() {
        return core.signer();
    }

    @Override
    public Database database() {
        return core.database();
    }

    @Override
    public Rooms rooms() {
        return core.rooms();
    }

    @Override
    public @Nullable Entity entity(String shortName) {
        return core.model().model().byShortName(shortName);
    }

    @Override
    public VerifyingKey self() {
        return core.identity().verifyingKey();
    }

    @Override
    public Uid privateRoom() {
        return core.identity().privateRoom();
    }

    @Override
    public CompletionStage<Node> ownPeer() {
        // The user may have changed his name: the row stored is the one to show.
        return core.database()
                .read(store -> store.node(ownPeer.id(), ownPeer.entity()))
                .thenApply(stored -> stored == null ? ownPeer : stored);
    }

    @Override
    public Optional<byte[]> signChallenge(byte[] challenge) {
        return core.identity().prove(challenge);
    }

    @Override
    public Node sign(Node draft) {
        return rowSigner.sign(draft);
    }

    @Override
    public HardwareFingerprint hardware() {
        return hardware;
    }

    @Override
    public RoomDefinitions definitions() {
        return definitions;
    }

    @Override
    public CompletionStage<List<DailyLog>> dailyLog(Uid room) {
        return core.dailyLogs().of(room);
    }

    @Override
    public CompletionStage<List<DailyLog>> dailyLogWithMarkedDays(Uid room) {
        return core.dailyLogs().withMarkedDays(room);
    }

    @Override
    public KeyDerivation hashing() {
        return core.derivation();
    }

    @Override
    public CompletionStage<List<DaySpan>> daySpans(Uid room, String entity, long day) {
        return core.dailyLogs().spans(room, entity, day);
    }

    @Override
    public byte @Nullable [] digest(List<DailyLog> lines) {
        return RoomDigest.of(lines, core.derivation());
    }

    @Override
    public Runnable peersMet(WriteTransaction transaction, List<Node> peers) {
        boolean noted = allowedPeers.note(transaction, peers, autoAllowNewPeers);
        return () -> {
            if (noted && !autoAllowNewPeers) {
                core.events().publish(new Event.PendingPeer());
            }
            // Rows of another device may have waited for the sys.Peer rows (docs/protocol/31 §11).
            peersChanged.run();
        };
    }

    @Override
    public void hardwarePending() {
        core.events().publish(new Event.PendingHardware());
    }

    @Override
    public void verified(PeerSession session) {
        connected.verified(session);
    }

    @Override
    public void ended(PeerSession session, boolean wasVerified) {
        statuses.ended(session);
        connected.ended(session);
    }

    @Override
    public void roomPulling(PeerSession session, RoomReport soFar) {
        statuses.pulling(session, soFar);
    }

    @Override
    public void roomSynchronized(PeerSession session, RoomReport report) {
        statuses.synchronised(session, report);
        publishDetails(session, report);
        core.events().publish(new Event.RoomSynchronized(report.room().toString()));
    }

    @Override
    public void rowsReceived(PeerSession session, RoomReport report) {
        statuses.received(session, report);
        publishDetails(session, report);
        core.events().publish(new Event.RoomSynchronized(report.room().toString()));
    }

    @Override
    public void roomFailed(PeerSession session, RoomReport report, DiscretException reason) {
        statuses.failed(session, report, reason.code());
        publishDetails(session, report);
    }

    private void publishDetails(PeerSession session, RoomReport report) {
        String room = report.room().toString();
        session.remoteKey().ifPresent(key -> {
            report.refused()
                    .forEach((reason, count) -> core.events().publish(new Event.RowsRefused(key, room, reason, count)));
            report.late()
                    .forEach((author, count) -> core.events().publish(new Event.LateRows(key, room, author, count)));
        });
    }
}
