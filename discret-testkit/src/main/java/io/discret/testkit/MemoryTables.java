package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Hold everything that a {@link MemoryStore} holds, at one moment. */
final class MemoryTables {
    /** Short names and labels are ordered by their UTF-8 bytes. */
    static final Comparator<String> TEXT =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private static final Comparator<EdgeKey> EDGES = Comparator.comparing(EdgeKey::src)
            .thenComparing(EdgeKey::label, TEXT)
            .thenComparing(EdgeKey::dest);
    private static final Comparator<NodeDeletionKey> NODE_DELETIONS = Comparator.comparing(NodeDeletionKey::room)
            .thenComparing(NodeDeletionKey::date)
            .thenComparing(NodeDeletionKey::id)
            .thenComparing(NodeDeletionKey::entity, TEXT);
    private static final Comparator<EdgeDeletionKey> EDGE_DELETIONS = Comparator.comparing(EdgeDeletionKey::room)
            .thenComparing(EdgeDeletionKey::date)
            .thenComparing(EdgeDeletionKey::edge, EDGES);
    private static final Comparator<LogKey> LOGS =
            Comparator.comparing(LogKey::room).thenComparing(LogKey::date).thenComparing(LogKey::entity, TEXT);

    private static final Comparator<AuthorKey> AUTHORS = Comparator.comparing(AuthorKey::author)
            .thenComparing(AuthorKey::entity, TEXT)
            .thenComparing(AuthorKey::id);

    final MemoryTable<Uid, Row> nodes;

    /** Rows in no room once more, by author: cards of users are asked for by their keys, hundreds at once. */
    final MemoryTable<AuthorKey, Node> byAuthor;

    final MemoryTable<EdgeKey, Edge> edges;
    final MemoryTable<NodeDeletionKey, NodeDeletion> nodeDeletions;
    final MemoryTable<EdgeDeletionKey, EdgeDeletion> edgeDeletions;
    final MemoryTable<LogKey, DailyLog> logs;
    final MemoryTable<LogKey, byte[]> spans;
    final MemoryTable<Uid, Long> roomDates;
    final MemoryTable<String, String> configuration;
    private long insertions;

    MemoryTables() {
        nodes = new MemoryTable<>(Comparator.naturalOrder());
        byAuthor = new MemoryTable<>(AUTHORS);
        edges = new MemoryTable<>(EDGES);
        nodeDeletions = new MemoryTable<>(NODE_DELETIONS);
        edgeDeletions = new MemoryTable<>(EDGE_DELETIONS);
        logs = new MemoryTable<>(LOGS);
        spans = new MemoryTable<>(LOGS);
        roomDates = new MemoryTable<>(Comparator.naturalOrder());
        configuration = new MemoryTable<>(Comparator.naturalOrder());
    }

    private MemoryTables(MemoryTables other) {
        nodes = other.nodes.share();
        byAuthor = other.byAuthor.share();
        edges = other.edges.share();
        nodeDeletions = other.nodeDeletions.share();
        edgeDeletions = other.edgeDeletions.share();
        logs = other.logs.share();
        spans = other.spans.share();
        roomDates = other.roomDates.share();
        configuration = other.configuration.share();
        insertions = other.insertions;
    }

    /** The same content; what is written to either is not seen by the other. */
    MemoryTables share() {
        return new MemoryTables(this);
    }

    void put(Node node, @Nullable String searchText) {
        Row before = nodes.get(node.id());
        long insertion = before == null ? insertions++ : before.insertion;
        nodes.put(node.id(), new Row(node, searchText, insertion));
        if (before != null) {
            byAuthor.remove(AuthorKey.of(before.node));
        }
        if (node.roomId() == null) {
            byAuthor.put(AuthorKey.of(node), node);
        }
    }

    boolean deleteNode(Uid id) {
        Row before = nodes.remove(id);
        if (before == null) {
            return false;
        }
        byAuthor.remove(AuthorKey.of(before.node));
        edges.all().stream()
                .filter(edge -> edge.src().equals(id) || edge.dest().equals(id))
                .map(EdgeKey::of)
                .toList()
                .forEach(edges::remove);
        return true;
    }

    void markDay(Uid room, String entity, long date) {
        LogKey key = new LogKey(room, date, entity);
        DailyLog before = logs.get(key);
        DailyLog marked = before == null
                ? new DailyLog(room, date, entity, 0, null, null, true)
                : new DailyLog(room, date, entity, before.entryNumber(), null, before.historyHash(), true);
        logs.put(key, marked);
    }

    /**
     * A row and what goes with it.
     *
     * @param insertion its place in the order in which rows were first inserted
     */
    record Row(Node node, @Nullable String searchText, long insertion) {}

    record AuthorKey(ByteBuffer author, String entity, Uid id) {
        static AuthorKey of(Node node) {
            return new AuthorKey(ByteBuffer.wrap(node.verifyingKey()), node.entity(), node.id());
        }
    }

    record EdgeKey(Uid src, String label, Uid dest) {
        static EdgeKey of(Edge edge) {
            return new EdgeKey(edge.src(), edge.label(), edge.dest());
        }
    }

    record NodeDeletionKey(Uid room, long date, Uid id, String entity) {
        static NodeDeletionKey of(NodeDeletion entry) {
            return new NodeDeletionKey(entry.roomId(), entry.deletionDate(), entry.id(), entry.entity());
        }
    }

    record EdgeDeletionKey(Uid room, long date, EdgeKey edge) {
        static EdgeDeletionKey of(EdgeDeletion entry) {
            return new EdgeDeletionKey(
                    entry.roomId(), entry.deletionDate(), new EdgeKey(entry.src(), entry.label(), entry.dest()));
        }
    }

    record LogKey(Uid room, long date, String entity) {
        static LogKey of(DailyLog line) {
            return new LogKey(line.roomId(), line.date(), line.entity());
        }
    }
}
