package io.discret.api;

import java.util.List;
import java.util.Map;

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
     * @param room the id of the room
     */
    record RoomModified(String room) implements Event {}

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

    /** A device of the same user waits for a decision. */
    record PendingHardware() implements Event {}

    /**
     * Rows of a peer were refused.
     *
     * @param key the peer they came from
     * @param reason why, for programs
     * @param count how many, since the last event of this kind
     */
    record RowsRefused(VerifyingKey key, ErrorCode reason, long count) implements Event {}
}
