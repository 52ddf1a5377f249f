package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Database;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.Rooms;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.RowVerifier;
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

/**
 * Offer what every connection of one engine needs. All stages complete on {@link #executor}; the pure getters are safe
 * for use by any thread, the rest is called on that executor.
 */
public interface SessionContext {
    Environment environment();

    SyncSettings settings();

    /** The serial executor on which every method of a session is called. */
    Executor executor();

    /** Where signatures are checked. */
    Executor verifiers();

    RowVerifier rowVerifier();

    Signer signer();

    /** Futures complete on {@link #executor}. */
    Database database();

    Rooms rooms();

    /** The entity behind a short name in the model in force, or null. */
    @Nullable
    Entity entity(String shortName);

    /** Key of the user. */
    VerifyingKey self();

    Uid privateRoom();

    /** The sys.Peer row of the user. */
    CompletionStage<Node> ownPeer();

    /** Sign 32 bytes as they are (docs/protocol/41 §1.1); empty when they must not be signed (31 P2). */
    Optional<byte[]> signChallenge(byte[] challenge);

    /** Sign a row with the key of the user; key and signature of the draft are replaced. */
    Node sign(Node draft);

    /** This device. */
    HardwareFingerprint hardware();

    RoomDefinitions definitions();

    /** The lines of the daily log of a room by (date, entity), every one computed ({@code DailyLogs.of}). */
    CompletionStage<List<DailyLog>> dailyLog(Uid room);

    /** As {@link #dailyLog}, but large days of which little changed stay marked ({@code DailyLogs.withMarkedDays}). */
    CompletionStage<List<DailyLog>> dailyLogWithMarkedDays(Uid room);

    /** Digests what peers of ours compare. Safe for use by any thread. */
    KeyDerivation hashing();

    /** The parts of a day that hold anything, ascending ({@code DailyLogs.spans}). */
    CompletionStage<List<DaySpan>> daySpans(Uid room, String entity, long day);

    /**
     * Digest the complete daily log of a room, so that two peers of ours can tell that nothing differs (docs/protocol/41
     * §11.11): {@code RoomDigest.of}. Called on any thread.
     *
     * @param lines of one room, by (date, entity)
     * @return null when a line waits for a computation
     */
    byte @Nullable [] digest(List<DailyLog> lines);

    /**
     * Take note of users met in a room: make them allowed or pending peers (docs/protocol/41 §6.2.3).
     *
     * <p>Called inside the transaction that stores them, on the writer: a crash leaves both or nothing.
     *
     * @param peers sys.Peer rows of other users, verified and stored, new or newer than before
     * @return what to do after the commit, on {@link #executor}
     */
    Runnable peersMet(WriteTransaction transaction, List<Node> peers);

    /** A device of the user waits for a decision (docs/protocol/20 §10). */
    void hardwarePending();

    /** Both sides may query each other from now on: the peer is connected. */
    void verified(PeerSession session);

    /**
     * The session is over.
     *
     * @param wasVerified whether {@link #verified} was called before
     */
    void ended(PeerSession session, boolean wasVerified);

    /** A room is being pulled from a peer: so far this was done. */
    void roomPulling(PeerSession session, RoomReport soFar);

    /** A room was pulled from a peer without failure. */
    void roomSynchronized(PeerSession session, RoomReport report);

    /** Rows that a peer named were pulled; what the report calls known is by how many rows the room grew. */
    void rowsReceived(PeerSession session, RoomReport report);

    /** A room could not be pulled from a peer wholly; what was written stays, and it is tried again. */
    void roomFailed(PeerSession session, RoomReport report, DiscretException reason);
}
