package io.discret.core.write;

import io.discret.api.AccessDeniedException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.Right;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.RowDecision;
import io.discret.core.rooms.SystemEntity;
import io.discret.query.Entity;
import io.discret.spi.Node;
import org.jspecify.annotations.Nullable;

/**
 * Refuse in words what the own user may not write (docs/protocol/30 §4, §5); what is right is decided by
 * {@link RowDecision}, as for rows of peers.
 */
final class LocalRights {
    private final Rooms rooms;
    private final RowDecision decision;
    private final VerifyingKey self;

    LocalRights(Rooms rooms, Uid privateRoom, VerifyingKey self) {
        this.rooms = rooms;
        this.decision = new RowDecision(rooms, privateRoom);
        this.self = self;
    }

    /** Refuse to delete rows and edges of room definitions, whatever their room (docs/protocol/30 D1, D6). */
    static void refuseRoomDeletion(Entity entity) {
        if (SystemEntity.ROOM_DEFINITION.contains(entity.shortName())) {
            throw new AccessDeniedException(
                    ErrorCode.DELETE_FORBIDDEN,
                    "Parts of a room are never deleted (" + entity.name() + "); disable them instead.");
        }
    }

    /**
     * Check a new row or a new version; a row that moves needs the right in both rooms (docs/protocol/30 N5-N8).
     *
     * @param stored the version it replaces; null = the row is new
     */
    void write(Node row, Entity entity, @Nullable Node stored) {
        byte[] author = stored == null ? null : stored.verifyingKey();
        requireOwnPeer(entity, author);
        Uid room = row.roomId();
        if (room == null) {
            return; // seen by nobody else
        }
        requireKnown(room);
        Uid old = stored == null ? null : stored.roomId();
        if (old != null) {
            requireKnown(old);
        }
        if (!decision.travelsIn(room, entity.shortName())) {
            throw new AccessDeniedException(
                    ErrorCode.ROOM_ID_FORBIDDEN,
                    "Rows of " + entity.name() + " cannot be in the room " + room + "; leave its room_id out"
                            + " or give the private room.");
        }
        // A row that was in no room is taken into the new one, as if it had been there.
        RowDecision.Replaced replaced =
                author == null ? null : new RowDecision.Replaced(author, old == null ? room : old, entity.name());
        if (!decision.mayWrite(self, room, entity.name(), row.mdate(), replaced)) {
            throw denied(room, old, entity, author);
        }
    }

    /**
     * Check the deletion of a row or of one of its edges.
     *
     * @param room of the row; null = none
     * @param author of what is deleted
     * @param date ms since 1970
     */
    void delete(@Nullable Uid room, Entity entity, byte[] author, long date) {
        requireOwnPeer(entity, author);
        if (room == null) {
            return;
        }
        requireKnown(room);
        if (!decision.mayDelete(self, room, entity.name(), date, author)) {
            throw denied(room, room, entity, author);
        }
    }

    /** Peers are found by the key that signed their row (docs/protocol/31 P6). */
    private void requireOwnPeer(Entity entity, byte @Nullable [] author) {
        if (entity.shortName().equals(SystemEntity.PEER) && author != null && !self.matches(author)) {
            throw new AccessDeniedException(
                    ErrorCode.NOT_AUTHORISED, "A sys.Peer row is changed by its owner only; ask him.");
        }
    }

    private void requireKnown(Uid room) {
        if (rooms.room(room) == null) {
            throw new DiscretException(
                    ErrorCode.UNKNOWN_ROOM, "The room " + room + " is not known here; check its identifier.");
        }
    }

    private AccessDeniedException denied(Uid room, @Nullable Uid old, Entity entity, byte @Nullable [] author) {
        boolean own = author == null || RowDecision.right(self, author) == Right.MUTATE_SELF;
        boolean moves = old != null && !old.equals(room);
        return new AccessDeniedException(
                ErrorCode.NOT_AUTHORISED,
                (moves ? "The rooms " + old + " and " + room + " do not both" : "The room " + room + " does not")
                        + " grant you the right to change " + (own ? "your rows" : "rows of others") + " of "
                        + entity.name() + "; ask one of the administrators.");
    }
}
