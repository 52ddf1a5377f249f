package io.discret.core.write;

import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.query.Deletion;
import io.discret.query.DeletionRow;
import io.discret.query.EdgeReference;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.StoreReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collect what one deletion removes, in the order of the text (docs/protocol/11 §13.2). Used by one thread, once. */
final class DeletionRun {
    private final ScalarValues values;
    private final StoreReader store;
    private final Author author;
    private final Rooms rooms;
    private final long now;
    private final PreparedWrite deleted = new PreparedWrite();
    private final Set<Uid> gone = new HashSet<>();
    private final Map<Uid, RowDraft> sources = new LinkedHashMap<>();

    DeletionRun(ScalarValues values, StoreReader store, Author author, Rooms rooms, long now) {
        this.values = values;
        this.store = store;
        this.author = author;
        this.rooms = rooms;
        this.now = now;
    }

    void run(Deletion deletion) {
        for (DeletionRow row : deletion.rows()) {
            LocalRights.refuseRoomDeletion(row.entity());
            Uid id = values.uid(new Operand.Variable(row.idVariable()), "id");
            Node node = gone.contains(id) ? null : store.node(id, row.entity().shortName());
            if (node == null) {
                continue;
            }
            if (row.references().isEmpty()) {
                delete(row, node);
            } else {
                unlink(row, node);
            }
        }
    }

    /** The rows that lose edges; those that lost none are not rewritten. */
    Collection<RowDraft> rewritten() {
        return sources.values();
    }

    /** The rows that go, with all their edges, and their entries. */
    PreparedWrite deleted() {
        return deleted;
    }

    private void delete(DeletionRow row, Node node) {
        gone.add(node.id());
        sources.remove(node.id());
        // Never before the version it deletes or the last change of the own rights, unless that is from a clock far
        // ahead.
        long least = Math.min(node.mdate(), now + DraftSigning.CLOCK_SKEW);
        long date = Math.max(Math.max(now, least), lastChange(node.roomId()));
        deleted.require(rights -> rights.delete(node.roomId(), row.entity(), node.verifyingKey(), date));
        deleted.deleteNode(node);
        if (node.roomId() != null) {
            deleted.putEntry(author.sign(new NodeDeletion(
                    node.roomId(),
                    node.id(),
                    node.entity(),
                    node.mdate(),
                    date,
                    author.key().bytes(),
                    new byte[0])));
        }
    }

    private long lastChange(@Nullable Uid roomId) {
        Room room = roomId == null ? null : rooms.room(roomId);
        return room == null ? 0 : room.lastChangeFor(author.key(), now + DraftSigning.CLOCK_SKEW);
    }

    private void unlink(DeletionRow row, Node node) {
        RowDraft draft = sources.computeIfAbsent(node.id(), id -> RowDraft.of(node, row.entity(), store));
        for (EdgeReference reference : row.references()) {
            Uid target = values.uid(
                    new Operand.Variable(reference.variable()),
                    reference.field().name());
            draft.remove(reference.field().shortName(), target);
        }
    }
}
