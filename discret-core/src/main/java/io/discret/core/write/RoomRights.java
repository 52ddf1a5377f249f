package io.discret.core.write;

import io.discret.api.AccessDeniedException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.Right;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.query.Entity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuse what the own user may not write (docs/protocol/30 §4, §5). Safe for use by any thread. */
final class RoomRights {
    private static final String ROOM = "0.0";

    /** Short names of sys.Room and its parts; compared instead of names, whose letter case is free. */
    private static final Set<String> ROOM_ENTITIES = Set.of(ROOM, "0.1", "0.2", "0.3");

    private final Rooms rooms;
    private final VerifyingKey self;

    RoomRights(Rooms rooms, VerifyingKey self) {
        this.rooms = rooms;
        this.self = self;
    }

    /** Refuse the entities of room definitions in an ordinary mutation (docs/protocol/11 §8 rule 1). */
    static void refuseRoomEntities(Entity entity) {
        if (entity.shortName().equals(ROOM)) {
            throw new DiscretException(
                    ErrorCode.UNSUPPORTED, "Creating and changing rooms is not supported by this version.");
        }
        if (ROOM_ENTITIES.contains(entity.shortName())) {
            throw new AccessDeniedException(
                    ErrorCode.SYSTEM_ENTITY_OUTSIDE_ROOM,
                    entity.name() + " is a part of a room: write it inside of a sys.Room.");
        }
    }

    /** Refuse to delete rows and edges of room definitions, whatever their room (docs/protocol/30 D1, D6). */
    static void refuseRoomDeletion(Entity entity) {
        if (ROOM_ENTITIES.contains(entity.shortName())) {
            throw new AccessDeniedException(
                    ErrorCode.DELETE_FORBIDDEN,
                    "Parts of a room are never deleted (" + entity.name() + "); disable them instead.");
        }
    }

    /**
     * Check a write in a room.
     *
     * @param room null = outside of rooms, everything is allowed
     * @param author exported key of who wrote what is changed; null = nothing is there yet
     * @param date ms since 1970
     */
    void check(@Nullable Uid room, Entity entity, byte @Nullable [] author, long date) {
        if (room == null) {
            return;
        }
        Room definition = rooms.room(room);
        if (definition == null) {
            throw new DiscretException(
                    ErrorCode.UNKNOWN_ROOM, "The room " + room + " is not known here; check its identifier.");
        }
        Right right = author == null || self.matches(author) ? Right.MUTATE_SELF : Right.MUTATE_ALL;
        if (!definition.can(self, entity.name(), date, right)) {
            throw new AccessDeniedException(
                    ErrorCode.NOT_AUTHORISED,
                    "The room " + room + " does not grant you the right to change "
                            + (right == Right.MUTATE_SELF ? "your rows" : "rows of others") + " of " + entity.name()
                            + "; ask one of its administrators.");
        }
    }
}
