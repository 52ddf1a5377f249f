package io.discret.core.write;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import java.util.Collection;

/**
 * Date, check and sign the rows of one mutation (docs/protocol/11 §8, §9). Used by one thread.
 *
 * <p>All rows of a mutation carry one date: now, or just after the newest version it replaces when the clock ran
 * backwards. A version from further ahead than {@link #CLOCK_SKEW} moves its own row only.
 */
final class DraftSigning {
    /** Clocks of honest devices differ by less, in ms. */
    static final long CLOCK_SKEW = 60_000;

    private final Author author;
    private final byte[] verifyingKey;
    private final RoomRights rights;
    private final int maxNodeSize;
    private final long now;
    private final PreparedWrite prepared = new PreparedWrite();

    DraftSigning(Author author, RoomRights rights, int maxNodeSize, long now) {
        this.author = author;
        this.verifyingKey = author.key().bytes();
        this.rights = rights;
        this.maxNodeSize = maxNodeSize;
        this.now = now;
    }

    /** Prepare every draft that changed, in order; the first refusal refuses all. */
    PreparedWrite prepare(Collection<RowDraft> drafts) {
        long common = now;
        for (RowDraft draft : drafts) {
            Node stored = draft.stored();
            if (draft.changed() && stored != null && stored.mdate() < now + CLOCK_SKEW) {
                common = Math.max(common, stored.mdate() + 1);
            }
        }
        for (RowDraft draft : drafts) {
            if (draft.changed()) {
                prepare(draft, common);
            }
        }
        return prepared;
    }

    private void prepare(RowDraft draft, long common) {
        Node stored = draft.stored();
        long mdate = stored == null ? common : Math.max(common, stored.mdate() + 1);
        Node unsigned = draft.unsigned(mdate, verifyingKey);
        check(draft, unsigned);
        Node row = author.sign(unsigned);
        checkSize(draft, row);
        prepared.putNode(row, draft.replaced());
        for (LinkDraft link : draft.links()) {
            link.removed().forEach(edge -> remove(draft, edge, mdate));
        }
        for (LinkDraft link : draft.links()) {
            link.added().forEach(target -> add(draft, link.label(), target, mdate));
        }
    }

    /** A moved row needs the right in both rooms (docs/protocol/30 N8). */
    private void check(RowDraft draft, Node row) {
        Node stored = draft.stored();
        byte[] lastAuthor = stored == null ? null : stored.verifyingKey();
        rights.check(row.roomId(), draft.entity(), lastAuthor, row.mdate());
        if (stored != null && stored.roomId() != null && !stored.roomId().equals(row.roomId())) {
            rights.check(stored.roomId(), draft.entity(), lastAuthor, row.mdate());
        }
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

    private void add(RowDraft draft, String label, Uid target, long mdate) {
        // The date of its source row: synchronisation finds the edge through the new version of the row.
        prepared.putEdge(author.sign(
                new Edge(draft.id(), draft.entity().shortName(), label, target, mdate, verifyingKey, new byte[0])));
    }

    /** Removing the edge of somebody else needs the right to change rows of others (docs/protocol/11 §8). */
    private void remove(RowDraft draft, Edge edge, long date) {
        Uid room = draft.roomId();
        rights.check(room, draft.entity(), edge.verifyingKey(), date);
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
