package io.discret.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tell an application what happened (docs/protocol/21 §19). Immutable. */
public sealed interface Event {
    /**
     * Rows of rooms changed, locally or by synchronisation.
     *
     * @param rooms room id → full entity name → days (ms since 1970, midnight UTC)
     */
    record DataChanged(Map<String, Map<String, List<Long>>> rooms) implements Event {}

    /**
     * The definition of a room changed.
     *
     * @param room as it is now
     */
    record RoomModified(Room room) implements Event {}

    /**
     * This side has verified a peer.
     *
     * @param key the user of the peer
     * @param date ms since 1970
     * @param connection the id of the connection
     */
    record PeerConnected(VerifyingKey key, long date, String connection) implements Event {}

    /** A verified peer went away. */
    record PeerDisconnected(VerifyingKey key, long date, String connection) implements Event {}

    /**
     * One room was compared with one peer without an error, whether or not anything was transferred.
     *
     * @param room the id of the room
     */
    record RoomSynchronized(String room) implements Event {}

    /** A peer met in a room waits for a decision. */
    record PendingPeer() implements Event {}

    /**
     * An invite made two users peers. It came from here, or was accepted here; either way the other user is named.
     *
     * @param invite the id of the invite, which is also the first 16 bytes of its bytes
     * @param key the user who used it, or who made it
     * @param roomRefusal why the other user could not be made a user of the default room; empty when all went well
     */
    record InviteAccepted(String invite, VerifyingKey key, Optional<ErrorCode> roomRefusal) implements Event {}

    /** A device of the same user waits for a decision. */
    record PendingHardware() implements Event {}

    /**
     * Rows of a peer were refused.
     *
     * @param key the peer they came from
     * @param room the id of the room
     * @param reason why, for programs
     * @param count how many, in one comparison of the room
     */
    record RowsRefused(VerifyingKey key, String room, ErrorCode reason, long count) implements Event {}

    /**
     * Rows arrived after the rights of their author had ended; they are dated before, so they were accepted as the rules
     * demand (docs/protocol/30 §2), unless {@link Configuration#refuseLateRows} is set.
     *
     * @param key the peer they came from
     * @param room the id of the room
     * @param author whose rows they are
     * @param count how many rows and deletions, in one comparison of the room
     */
    record LateRows(VerifyingKey key, String room, VerifyingKey author, long count) implements Event {}

    /**
     * Rows were taken out of a room again: a part of its definition that came late says that their authors had lost the
     * right before they wrote them.
     *
     * @param room the id of the room
     * @param count how many rows, relations and deletions
     */
    record RowsWithdrawn(String room, long count) implements Event {}

    /**
     * The synchronisation of a room with a peer went on. Comes at most once a second for each peer and room; what
     * happened in between is in the next one.
     */
    record SyncStatusChanged(SyncStatus status) implements Event {}

    /**
     * A beacon was reached, or lost. A lost one is tried again for ever, ever less often.
     *
     * @param beacon its host name as configured
     * @param connected whether it is reached now
     * @param reason a sentence that says why it is not; empty when connected
     */
    record BeaconStatusChanged(String beacon, boolean connected, String reason) implements Event {}

    /**
     * A peer that a beacon introduced does not answer at its public address: one of the two networks lets no hole be
     * punched (docs/beacon.md). Comes again with each introduction that fails.
     *
     * @param key the user of the peer; empty when it comes with an invite, so that nobody knows who it is
     * @param reason a sentence that says what that means and what to do
     */
    record PeerUnreachable(Optional<VerifyingKey> key, String reason) implements Event {}
}
