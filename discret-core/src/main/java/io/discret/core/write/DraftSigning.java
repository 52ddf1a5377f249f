package io.discret.core.write;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.rows.RowCodec;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Date and sign the rows of one mutation (docs/protocol/11 §8, §9). Used by one thread.
 *
 * <p>All rows of a mutation carry one date: now, or just after the newest version it replaces when the clock ran
 * backwards, and not before the last change of the own rights in their rooms. A version from further ahead than
 * {@link #CLOCK_SKEW} moves its own row only.
 */
final class DraftSigning {
    /** Clocks of honest devices differ by less, in ms. */
    static final long CLOCK_SKEW = 60_000;

    private final Author author;
    private final byte[] verifyingKey;
    private final Rooms rooms;
    private final int maxNodeSize;
    private final long now;
    private final PreparedWrite prepared = new PreparedWrite();
    private final Map<Uid, Node> definitionRows = new LinkedHashMap<>();
    private final List<Edge> definitionEdges = new ArrayList<>();

    DraftSigning(Author author, Rooms rooms, int maxNodeSize, long now) {
        this.author = author;
        this.verifyingKey = author.key().bytes();
        this.rooms = rooms;
        this.maxNodeSize = maxNodeSize;
        this.now = now;
    }

    /** Prepare every draft that changed, in order. */
    PreparedWrite prepare(Collection<RowDraft> drafts) {
        long common = now;
        for (RowDraft draft : drafts) {
            if (draft.changed()) {
                common = Math.max(common, leastDate(draft));
            }
        }
        for (RowDraft draft : drafts) {
            if (draft.changed()) {
                prepare(draft, common);
            }
        }
        return prepared;
    }

    /** The rows of room definitions, by id; they are not in what {@link #prepare} returns. */
    Map<Uid, Node> definitionRows() {
        return definitionRows;
    }

    /** The edges of room definitions, in the order of the text. */
    List<Edge> definitionEdges() {
        return definitionEdges;
    }

    private long leastDate(RowDraft draft) {
        Node stored = draft.stored();
        long least = stored != null && stored.mdate() < now + CLOCK_SKEW ? stored.mdate() + 1 : now;
        least = Math.max(least, lastChange(draft.roomId()));
        return stored == null ? least : Math.max(least, lastChange(stored.roomId()));
    }

    private long lastChange(@Nullable Uid roomId) {
        Room room = roomId == null ? null : rooms.room(roomId);
        return room == null ? 0 : room.lastChangeFor(author.key(), now + CLOCK_SKEW);
    }

    private void prepare(RowDraft draft, long common) {
        Node stored = draft.stored();
        long mdate = stored == null ? common : Math.max(common, stored.mdate() + 1);
        Node row = author.sign(draft.unsigned(mdate, verifyingKey));
        checkSize(draft, row);
        if (SystemEntity.ROOM_DEFINITION.contains(row.entity())) {
            definitionRows.put(row.id(), row);
            draft.links().forEach(link -> link.added()
                    .forEach(target -> definitionEdges.add(edge(draft, link.label(), target, mdate))));
            return;
        }
        requireContainers(draft, row);
        prepared.require(rights -> rights.write(row, draft.entity(), stored));
        prepared.putNode(row, draft.replaced());
        for (LinkDraft link : draft.links()) {
            link.removed().forEach(edge -> remove(draft, edge, mdate));
        }
        for (LinkDraft link : draft.links()) {
            link.added().forEach(target -> prepared.putEdge(edge(draft, link.label(), target, mdate)));
        }
    }

    private static void requireContainers(RowDraft draft, Node row) {
        if (row.roomId() != null && !draft.containersOnly()) {
            throw new DiscretException(
                    ErrorCode.BAD_JSON,
                    "A Json field of " + draft.entity().name()
                            + " holds a bare value; in a room it must be an object or an array, peers refuse others.");
        }
    }

    private void checkSize(RowDraft draft, Node row) {
        int size = RowCodec.size(row);
        if (size > maxNodeSize) {
            throw new DiscretException(
                    ErrorCode.NODE_TOO_BIG,
                    "A row of " + draft.entity().name() + " has " + size + " bytes; at most " + maxNodeSize
                            + " are allowed (maxObjectSizeInKb).");
        }
    }

    private Edge edge(RowDraft draft, String label, Uid target, long mdate) {
        // The date of its source row: synchronisation finds the edge through the new version of the row.
        return author.sign(
                new Edge(draft.id(), draft.entity().shortName(), label, target, mdate, verifyingKey, new byte[0]));
    }

    /** Removing the edge of somebody else needs the right to change rows of others (docs/protocol/11 §8). */
    private void remove(RowDraft draft, Edge edge, long date) {
        Uid room = draft.roomId();
        prepared.require(rights -> rights.delete(room, draft.entity(), edge.verifyingKey(), date));
        prepared.deleteEdge(edge);
        if (room != null) {
            prepared.putEntry(author.sign(new EdgeDeletion(
                    room,
                    edge.src(),
                    edge.srcEntity(),
                    edge.dest(),
                    edge.label(),
                    edge.cdate(),
                    date,
                    verifyingKey,
                    new byte[0])));
        }
    }
}
