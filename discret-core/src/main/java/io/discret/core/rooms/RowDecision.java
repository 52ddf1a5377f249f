package io.discret.core.rooms;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decide whether somebody may write, link or delete a row, from the rooms in force (docs/protocol/30 §4, §5, §10): the
 * same rules for what the local user writes and for what peers send. Safe for use by any thread.
 *
 * <p>Entities are given by their full canonical name; null = not in the model, never allowed. Dates are ms since 1970:
 * mdate of a row, cdate of an edge, deletion date of an entry.
 */
public final class RowDecision {
    /** Parts of room definitions and peers travel by themselves, never as rows of a room (docs/protocol/30 B8). */
    private static final Set<String> NEVER_IN_ROOMS = Set.of(
            SystemEntity.ROOM,
            SystemEntity.AUTHORISATION,
            SystemEntity.USER_AUTH,
            SystemEntity.ENTITY_RIGHT,
            SystemEntity.PEER);

    /** Rows of the devices of one user. */
    private static final Set<String> PRIVATE_ONLY = Set.of(
            SystemEntity.ALLOWED_PEER, SystemEntity.ALLOWED_HARDWARE, SystemEntity.OWNED_INVITE, SystemEntity.INVITE);

    private final Rooms rooms;
    private final Uid privateRoom;

    public RowDecision(Rooms rooms, Uid privateRoom) {
        this.rooms = rooms;
        this.privateRoom = privateRoom;
    }

    /**
     * What is replaced by a new version.
     *
     * @param author exported key of who wrote it
     * @param room null = it is in no room, and stays there (docs/protocol/30 B15)
     * @param entity its full name
     */
    public record Replaced(byte[] author, @Nullable Uid room, @Nullable String entity) {}

    /** Whether rows and edges of an entity may come as data of a room; a wildcard right must not open more. */
    public boolean travelsIn(Uid room, String shortName) {
        return !NEVER_IN_ROOMS.contains(shortName) && (room.equals(privateRoom) || !PRIVATE_ONLY.contains(shortName));
    }

    /**
     * Whether an author may write a row: in its room, and in the room he takes it from (docs/protocol/30 V5, V6, N8).
     *
     * @param replaced null = the row is new
     */
    public boolean mayWrite(
            VerifyingKey author, @Nullable Uid room, @Nullable String entity, long date, @Nullable Replaced replaced) {
        if (room == null) {
            return false;
        }
        if (replaced == null) {
            return can(author, room, entity, date, Right.MUTATE_SELF);
        }
        Right right = right(author, replaced.author());
        return replaced.room() != null
                && can(author, room, entity, date, right)
                && can(author, replaced.room(), replaced.entity(), date, right);
    }

    /** Whether an author may add an edge to a row of a room. */
    public boolean mayLink(VerifyingKey author, Uid room, @Nullable String sourceEntity, long date) {
        return can(author, room, sourceEntity, date, Right.MUTATE_SELF);
    }

    /**
     * Whether somebody may delete a row, or an edge of a row of the entity.
     *
     * @param deleted exported key of the author of what is deleted; null = it is not here
     */
    public boolean mayDelete(
            VerifyingKey author, Uid room, @Nullable String entity, long date, byte @Nullable [] deleted) {
        return can(author, room, entity, date, deleted == null ? Right.MUTATE_SELF : right(author, deleted));
    }

    /** The right it takes to change what an author wrote. */
    public static Right right(VerifyingKey author, byte[] previous) {
        return author.matches(previous) ? Right.MUTATE_SELF : Right.MUTATE_ALL;
    }

    private boolean can(VerifyingKey author, Uid room, @Nullable String entity, long date, Right right) {
        Room known = rooms.room(room);
        return known != null && entity != null && known.can(author, entity, date, right);
    }
}
