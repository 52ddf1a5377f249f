package io.discret.core.write;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.DefinitionHook;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.Right;
import io.discret.core.rooms.Room;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Take out of a room what its definition forbids, as it turns out when a part of it comes late.
 *
 * <p>While users are apart one accepts rows of somebody whom another has disabled already. Whoever learns of it later takes
 * those rows, relations and deletions out again, so that all hold what all accept; a version by somebody else that was
 * replaced comes back from those who kept it. Runs inside the transaction that changes the definition. Stateless.
 */
public final class ForbiddenRows implements DefinitionHook {
    /** Rows looked at together, a few hundred bytes each. */
    private static final int PORTION = 4096;

    private final Function<String, @Nullable String> fullName;

    /**
     * Make one.
     *
     * @param fullName of a short name; null = the entity is not in the model, and is left alone
     */
    public ForbiddenRows(Function<String, @Nullable String> fullName) {
        this.fullName = fullName;
    }

    @Override
    public void changed(WriteTransaction transaction, Room room, long since) {
        long withdrawn = 0;
        for (String entity : transaction.entities(room.id())) {
            String name = fullName.apply(entity);
            if (name != null) {
                withdrawn += new Sweep(transaction, room, entity, name, since).run();
            }
        }
        if (withdrawn > 0) {
            transaction.withdrawn(room.id(), withdrawn);
        }
    }

    /** One entity of one room. */
    private record Sweep(WriteTransaction transaction, Room room, String entity, String name, long since) {
        long run() {
            return deletions() + rows();
        }

        private boolean forbids(byte[] author, long date) {
            return !room.can(VerifyingKey.of(author), name, date, Right.MUTATE_SELF);
        }

        private long rows() {
            List<Uid> ids = new ArrayList<>();
            StoreReader reader = transaction.reader();
            reader.forEachIdentifier(room.id(), entity, since, Long.MAX_VALUE, row -> ids.add(row.id()));
            long withdrawn = 0;
            for (int from = 0; from < ids.size(); from += PORTION) {
                List<Uid> portion = ids.subList(from, Math.min(ids.size(), from + PORTION));
                Map<Uid, Long> kept = new HashMap<>();
                for (NodeVersion row : reader.versions(portion).values()) {
                    if (forbids(row.verifyingKey(), row.mdate())) {
                        remove(row);
                        withdrawn++;
                    } else {
                        kept.put(row.id(), since);
                    }
                }
                for (Edge edge : reader.edges(room.id(), kept)) {
                    if (forbids(edge.verifyingKey(), edge.cdate())) {
                        transaction.store().deleteEdge(edge.src(), edge.label(), edge.dest());
                        withdrawn++;
                    }
                }
            }
            return withdrawn;
        }

        /** The relations that lead to the row were put in by others, and are there when it comes back. */
        private void remove(NodeVersion row) {
            List<Edge> incoming = transaction.reader().edgesTo(row.id());
            transaction.store().deleteNode(row.id());
            incoming.stream()
                    .filter(edge -> !edge.src().equals(row.id()))
                    .forEach(edge -> transaction.store().putEdge(edge));
            transaction.markDay(room.id(), entity, row.mdate());
        }

        private long deletions() {
            long withdrawn = 0;
            StoreReader reader = transaction.reader();
            for (NodeDeletion entry : reader.nodeDeletions(room.id(), entity, since, Long.MAX_VALUE)) {
                if (forbids(entry.verifyingKey(), entry.deletionDate())) {
                    transaction.store().deleteNodeDeletion(entry);
                    transaction.markDay(room.id(), entity, entry.deletionDate());
                    withdrawn++;
                }
            }
            for (EdgeDeletion entry : reader.edgeDeletions(room.id(), entity, since, Long.MAX_VALUE)) {
                if (forbids(entry.verifyingKey(), entry.deletionDate())) {
                    transaction.store().deleteEdgeDeletion(entry);
                    transaction.markDay(room.id(), entity, entry.deletionDate());
                    withdrawn++;
                }
            }
            return withdrawn;
        }
    }
}
