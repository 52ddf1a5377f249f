package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.Right;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.RowDecision;
import io.discret.core.rows.RowCodec;
import io.discret.query.Entity;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decide on what a peer sent about one room (docs/protocol/21 §16); signatures are checked before. Reads nothing but its
 * arguments, the rooms and the model in force. Safe for use by any thread.
 */
final class RoomRules {
    private final SessionContext context;
    private final Uid roomId;
    private final Rooms rooms;
    private final long latest;
    private final RowDecision decision;
    private final @Nullable Room before;

    /**
     * Make the rules of one synchronisation.
     *
     * @param before the room as it was in force here when the synchronisation began; null = what comes is history, and
     *     never late
     */
    RoomRules(SessionContext context, Uid room, @Nullable Room before) {
        this(context, room, before, context.rooms());
    }

    private RoomRules(SessionContext context, Uid room, @Nullable Room before, Rooms rooms) {
        this.context = context;
        this.roomId = room;
        this.before = before;
        this.rooms = rooms;
        decision = new RowDecision(rooms, context.privateRoom());
        long now = context.environment().clock().millis();
        long future = context.settings().maxFuture();
        this.latest = future > SyncLimits.LAST_DATE - now ? SyncLimits.LAST_DATE : now + future;
    }

    Uid room() {
        return roomId;
    }

    /** The same rules with the rooms as they are inside a transaction: a definition may have changed on the way there. */
    RoomRules in(WriteTransaction transaction) {
        return new RoomRules(context, roomId, before, transaction.rooms(rooms));
    }

    /** Whether rows of an entity can be accepted at all. */
    boolean accepts(String shortName) {
        return decision.travelsIn(roomId, shortName) && context.entity(shortName) != null;
    }

    /** Whether a date is so far ahead that what carries it waits for its time; dates that cannot be are refused instead. */
    boolean waits(long date) {
        return date > latest && SyncLimits.sane(date);
    }

    /**
     * Whether the rights of an author on an entity were known here to have ended, before what he wrote came. A definition
     * that came together with it does not count: nobody could have sent the row earlier.
     */
    boolean isLate(byte[] author, String shortName) {
        Entity entity = context.entity(shortName);
        return before != null
                && entity != null
                && !before.can(
                        VerifyingKey.of(author),
                        entity.name(),
                        context.environment().clock().millis(),
                        Right.MUTATE_SELF);
    }

    /** Whether an offered version replaces the local one: later, or of the same date with a greater signature. */
    static boolean isNewer(long mdate, byte[] signature, @Nullable NodeVersion local) {
        if (local == null || mdate != local.mdate()) {
            return local == null || mdate > local.mdate();
        }
        return Arrays.compareUnsigned(signature, local.signature()) > 0;
    }

    /**
     * Decide on a row that is newer than the local one.
     *
     * @param entity asked for
     * @param local the version stored under the same id
     * @return why it is refused, or empty
     */
    Optional<ErrorCode> refuses(PulledRow row, String entity, @Nullable NodeVersion local) {
        Node node = row.node();
        if (!roomId.equals(node.roomId())) {
            return Optional.of(ErrorCode.NOT_IN_ROOM);
        }
        Entity known = context.entity(node.entity());
        if (!node.entity().equals(entity) || known == null || !accepts(entity)) {
            return Optional.of(ErrorCode.UNKNOWN_ENTITY);
        }
        if (!SyncLimits.sane(node.mdate()) || !SyncLimits.sane(node.cdate())) {
            return Optional.of(ErrorCode.BAD_DATE);
        }
        if (RowCodec.size(node) > context.settings().maxObjectSize()) {
            return Optional.of(ErrorCode.NODE_TOO_BIG);
        }
        Optional<ErrorCode> content = row.refusal(known);
        if (content.isPresent()) {
            return content;
        }
        return mayWrite(node, known, local) ? Optional.empty() : Optional.of(ErrorCode.NOT_AUTHORISED);
    }

    /** Whether the author may write the row, and take it out of another room or entity. */
    private boolean mayWrite(Node node, Entity entity, @Nullable NodeVersion local) {
        RowDecision.Replaced replaced = null;
        if (local != null) {
            Entity old = accepts(local.entity()) ? context.entity(local.entity()) : null;
            replaced = new RowDecision.Replaced(local.verifyingKey(), local.roomId(), old == null ? null : old.name());
        }
        return decision.mayWrite(
                VerifyingKey.of(node.verifyingKey()), node.roomId(), entity.name(), node.mdate(), replaced);
    }

    /**
     * Whether a stored deletion keeps a row out: it is of this or a later version, and may delete the row (docs/protocol/21
     * Better 9). Without the second condition a member could keep rows of others out before they come.
     */
    boolean isDeleted(Node node, Collection<NodeDeletion> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.id().equals(node.id())
                        && entry.mdate() >= node.mdate()
                        && (Arrays.equals(entry.verifyingKey(), node.verifyingKey()) || mayDeleteAll(entry)));
    }

    /** Whether who deleted could delete rows of anybody. */
    boolean mayDeleteAll(NodeDeletion entry) {
        return mayDeleteAll(entry.verifyingKey(), entry.entity(), entry.deletionDate());
    }

    /** Whether a relation is one, or older than one, that was deleted here by somebody who may. */
    boolean isDeleted(Edge edge, Collection<EdgeDeletion> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.src().equals(edge.src())
                        && entry.label().equals(edge.label())
                        && entry.dest().equals(edge.dest())
                        && entry.cdate() >= edge.cdate()
                        && (Arrays.equals(entry.verifyingKey(), edge.verifyingKey())
                                || mayDeleteAll(entry.verifyingKey(), entry.srcEntity(), entry.deletionDate())));
    }

    private boolean mayDeleteAll(byte[] key, String shortName, long date) {
        Entity entity = context.entity(shortName);
        Room room = rooms.room(roomId);
        return entity != null && room != null && room.can(VerifyingKey.of(key), entity.name(), date, Right.MUTATE_ALL);
    }

    /** Decide on an edge; {@code source} is the row stored under its src. */
    Optional<ErrorCode> refuses(Edge edge, @Nullable NodeVersion source) {
        Entity entity = context.entity(edge.srcEntity());
        if (entity == null || !accepts(edge.srcEntity())) {
            return Optional.of(ErrorCode.UNKNOWN_ENTITY);
        }
        if (!SyncLimits.sane(edge.cdate()) || waits(edge.cdate())) {
            return Optional.of(ErrorCode.BAD_DATE);
        }
        if (source == null
                || !roomId.equals(source.roomId())
                || !source.entity().equals(edge.srcEntity())) {
            return Optional.of(ErrorCode.NOT_IN_ROOM);
        }
        VerifyingKey author = VerifyingKey.of(edge.verifyingKey());
        return decision.mayLink(author, roomId, entity.name(), edge.cdate())
                ? Optional.empty()
                : Optional.of(ErrorCode.NOT_AUTHORISED);
    }

    /** Whether an edge replaces the local one: the newest wins (docs/protocol/21 Better 5). */
    static boolean isNewer(Edge edge, @Nullable Edge local) {
        if (local == null || edge.cdate() != local.cdate()) {
            return local == null || edge.cdate() > local.cdate();
        }
        return Arrays.compareUnsigned(edge.signature(), local.signature()) > 0;
    }

    /**
     * Decide on the deletion of a row.
     *
     * <p>A version after the one that was deleted says nothing on who had written that: as with a row that is not here,
     * the right to own rows is enough, and the version stays. Otherwise those to whom the new version came first would
     * refuse what all others keep.
     *
     * @param local the row stored under the id, when it is in this room
     */
    Optional<ErrorCode> refuses(NodeDeletion entry, String entity, @Nullable NodeVersion local) {
        Optional<ErrorCode> refusal = refusesDeletion(
                entry.roomId(), entry.entity(), entity, entry.deletionDate(), SyncLimits.sane(entry.mdate()));
        if (refusal.isPresent()) {
            return refusal;
        }
        byte[] author = local == null || local.mdate() > entry.mdate() ? null : local.verifyingKey();
        boolean sameEntity = local == null || local.entity().equals(entry.entity());
        return sameEntity && mayDelete(entry.verifyingKey(), author, entity, entry.deletionDate())
                ? Optional.empty()
                : Optional.of(ErrorCode.NOT_AUTHORISED);
    }

    /** Decide on the deletion of an edge; {@code local} is the stored one of the same date. */
    Optional<ErrorCode> refuses(EdgeDeletion entry, String entity, @Nullable Edge local) {
        Optional<ErrorCode> refusal = refusesDeletion(
                entry.roomId(), entry.srcEntity(), entity, entry.deletionDate(), SyncLimits.sane(entry.cdate()));
        if (refusal.isPresent()) {
            return refusal;
        }
        byte[] author = local == null ? null : local.verifyingKey();
        return mayDelete(entry.verifyingKey(), author, entity, entry.deletionDate())
                ? Optional.empty()
                : Optional.of(ErrorCode.NOT_AUTHORISED);
    }

    private Optional<ErrorCode> refusesDeletion(
            Uid room, String entity, String asked, long deletionDate, boolean otherDateSane) {
        if (!room.equals(roomId)) {
            return Optional.of(ErrorCode.NOT_IN_ROOM);
        }
        if (!entity.equals(asked) || !accepts(entity)) {
            return Optional.of(ErrorCode.UNKNOWN_ENTITY);
        }
        return SyncLimits.sane(deletionDate) && otherDateSane ? Optional.empty() : Optional.of(ErrorCode.BAD_DATE);
    }

    private boolean mayDelete(byte[] deleter, byte @Nullable [] author, String shortName, long date) {
        Entity entity = context.entity(shortName);
        return entity != null && decision.mayDelete(VerifyingKey.of(deleter), roomId, entity.name(), date, author);
    }
}
