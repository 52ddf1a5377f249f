package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.Room;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hold what is known of the peer of one connection. Used by the executor of the session only. */
final class Remote {
    private final SessionContext context;
    private final Set<Uid> granted = new LinkedHashSet<>();
    private final Set<Uid> rooms = new LinkedHashSet<>();
    private final Set<Uid> asked = new LinkedHashSet<>();
    private @Nullable VerifyingKey key;
    private boolean trusted;

    Remote(SessionContext context) {
        this.context = context;
    }

    /** The key it has proved, or null. */
    @Nullable
    VerifyingKey key() {
        return key;
    }

    void proved(VerifyingKey proved) {
        key = proved;
    }

    boolean isSameUser() {
        return context.self().equals(key);
    }

    /** Whether it is verified, and accepted as a device when it is one of the same user. */
    boolean trusted() {
        return trusted;
    }

    void trust() {
        trusted = true;
    }

    /** Whether it may read a room now, by the rights in force (docs/protocol/41 §11.4). */
    boolean isMember(@Nullable Room room) {
        return room != null
                && key != null
                && trusted
                && room.isMember(key, context.environment().clock().millis());
    }

    /** Make a room readable on this connection (docs/protocol/41 §2.5). */
    void grant(Uid room) {
        granted.add(room);
    }

    /** Whether a query about a room is answered: it was granted, and the right still holds. */
    boolean mayRead(Uid room) {
        return granted.contains(room) && isMember(context.rooms().room(room));
    }

    /** Whether the definition of a room is shown: also to a user of the past, who learns that he is one (30 B16). */
    boolean mayReadDefinition(Uid room) {
        return granted.contains(room) && hasUser(context.rooms().room(room));
    }

    /**
     * Whether it is a member of a room in the end, by the latest statements: also when its membership begins later by the
     * clock here, which may be behind. It asks again until it is let in.
     */
    boolean staysMember(@Nullable Room room) {
        return room != null && key != null && trusted && room.isMember(key, Long.MAX_VALUE);
    }

    /** Whether it appears in a room, enabled or not. */
    boolean hasUser(@Nullable Room room) {
        return room != null && key != null && trusted && room.hasUser(key);
    }

    /** Note a room that the peer told of; false when there are too many. */
    boolean knows(Uid room) {
        if (rooms.size() < SyncLimits.ROOMS_PER_PEER) {
            rooms.add(room);
        }
        return rooms.contains(room);
    }

    /** Whether the peer told of a room. */
    boolean hasTold(Uid room) {
        return rooms.contains(room);
    }

    /** The peer asked about a room that it may ask about: what changes from now on is not in what it is told. */
    void asks(Uid room) {
        asked.add(room);
    }

    /** Whether the peer is told what changes in a room: it told of it, or asked about it before its own list came here. */
    boolean follows(Uid room) {
        return hasTold(room) || asked.contains(room);
    }
}
