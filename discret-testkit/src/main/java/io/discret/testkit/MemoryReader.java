package io.discret.testkit;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.NodeVersion;
import io.discret.spi.QueryPlan;
import io.discret.spi.RowCursor;
import io.discret.spi.StoreReader;
import io.discret.spi.Value;
import io.discret.testkit.MemoryTables.AuthorKey;
import io.discret.testkit.MemoryTables.EdgeDeletionKey;
import io.discret.testkit.MemoryTables.EdgeKey;
import io.discret.testkit.MemoryTables.LogKey;
import io.discret.testkit.MemoryTables.NodeDeletionKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Read a {@link MemoryStore}: by scanning, which is fast enough for the rows of a test. */
class MemoryReader implements StoreReader {
    private final Supplier<MemoryTables> committed;
    private @Nullable MemoryTables snapshot;

    MemoryReader(Supplier<MemoryTables> committed) {
        this.committed = committed;
    }

    /** The state to read. */
    MemoryTables tables() {
        MemoryTables current = committed.get();
        return snapshot == null ? current : snapshot;
    }

    @Override
    public void begin() {
        snapshot = committed.get();
    }

    @Override
    public void end() {
        snapshot = null;
    }

    @Override
    public @Nullable Node node(Uid id) {
        MemoryTables.Row row = tables().nodes.get(id);
        return row == null ? null : row.node();
    }

    @Override
    public @Nullable Node node(Uid id, String entity) {
        Node node = node(id);
        return node == null || !node.entity().equals(entity) ? null : node;
    }

    @Override
    public List<Node> nodes(Uid room, Collection<Uid> ids) {
        MemoryTables tables = tables();
        List<Node> found = new ArrayList<>();
        for (Uid id : new LinkedHashSet<>(ids)) {
            MemoryTables.Row row = tables.nodes.get(id);
            if (row != null && room.equals(row.node().roomId())) {
                found.add(row.node());
            }
        }
        return found;
    }

    @Override
    public List<Node> nodesOf(String entity, @Nullable Uid room) {
        return rows().filter(node -> node.entity().equals(entity) && (room == null || room.equals(node.roomId())))
                .toList();
    }

    @Override
    public List<Node> nodesByAuthor(String entity, Collection<byte[]> verifyingKeys) {
        MemoryTables tables = tables();
        return verifyingKeys.stream()
                .map(ByteBuffer::wrap)
                .distinct()
                .flatMap(key -> tables.byAuthor.from(new AuthorKey(key, entity, Uid.ZERO)).stream()
                        .takeWhile(node -> key.equals(ByteBuffer.wrap(node.verifyingKey()))
                                && node.entity().equals(entity)))
                .sorted(Comparator.comparing(Node::id))
                .toList();
    }

    @Override
    public Map<Uid, NodeVersion> versions(Collection<Uid> ids) {
        MemoryTables tables = tables();
        Map<Uid, NodeVersion> found = new HashMap<>();
        for (Uid id : ids) {
            MemoryTables.Row row = tables.nodes.get(id);
            if (row != null) {
                Node node = row.node();
                found.put(
                        id,
                        new NodeVersion(
                                id, node.roomId(), node.entity(), node.mdate(), node.verifyingKey(), node.signature()));
            }
        }
        return found;
    }

    @Override
    public void forEachIdentifier(Uid room, String entity, long from, long to, Consumer<NodeIdentifier> consumer) {
        rows(room, entity, from, to)
                .forEach(node -> consumer.accept(new NodeIdentifier(node.id(), node.mdate(), node.signature())));
    }

    @Override
    public @Nullable Edge edge(Uid src, String label, Uid dest) {
        return tables().edges.get(new EdgeKey(src, label, dest));
    }

    @Override
    public List<Edge> edges(Uid src, String label) {
        return edgesFrom(tables(), src)
                .filter(edge -> edge.label().equals(label))
                .toList();
    }

    @Override
    public List<Edge> edgesTo(Uid dest) {
        return tables().edges.all().stream()
                .filter(edge -> edge.dest().equals(dest))
                .sorted(Comparator.comparing(Edge::src).thenComparing(Edge::label))
                .toList();
    }

    @Override
    public List<Edge> edges(Uid room, Map<Uid, Long> sourcesAndLeastDates) {
        MemoryTables tables = tables();
        List<Edge> found = new ArrayList<>();
        sourcesAndLeastDates.forEach((src, leastDate) -> {
            MemoryTables.Row row = tables.nodes.get(src);
            if (row != null && room.equals(row.node().roomId())) {
                edgesFrom(tables, src).filter(edge -> edge.cdate() >= leastDate).forEach(found::add);
            }
        });
        return found;
    }

    @Override
    public List<NodeDeletion> nodeDeletions(Uid room, String entity, long from, long to) {
        return tables().nodeDeletions.all().stream()
                .filter(entry -> entry.roomId().equals(room) && entry.entity().equals(entity))
                .filter(entry -> from <= entry.deletionDate() && entry.deletionDate() < to)
                .toList();
    }

    @Override
    public List<EdgeDeletion> edgeDeletions(Uid room, String entity, long from, long to) {
        return tables().edgeDeletions.all().stream()
                .filter(entry ->
                        entry.roomId().equals(room) && entry.srcEntity().equals(entity))
                .filter(entry -> from <= entry.deletionDate() && entry.deletionDate() < to)
                .toList();
    }

    @Override
    public List<NodeDeletion> nodeDeletions(Uid room, Collection<Uid> ids) {
        Set<Uid> wanted = Set.copyOf(ids);
        return tables().nodeDeletions.all().stream()
                .filter(entry -> entry.roomId().equals(room) && wanted.contains(entry.id()))
                .toList();
    }

    @Override
    public List<EdgeDeletion> edgeDeletions(Uid room, Collection<Uid> sources) {
        Set<Uid> wanted = Set.copyOf(sources);
        return tables().edgeDeletions.all().stream()
                .filter(entry -> entry.roomId().equals(room) && wanted.contains(entry.src()))
                .toList();
    }

    @Override
    public boolean hasNodeDeletion(NodeDeletion entry) {
        NodeDeletion stored = tables().nodeDeletions.get(NodeDeletionKey.of(entry));
        return stored != null && Arrays.equals(stored.signature(), entry.signature());
    }

    @Override
    public boolean hasEdgeDeletion(EdgeDeletion entry) {
        EdgeDeletion stored = tables().edgeDeletions.get(EdgeDeletionKey.of(entry));
        return stored != null && Arrays.equals(stored.signature(), entry.signature());
    }

    @Override
    public List<DailyLog> dailyLog(Uid room) {
        return tables().logs.all().stream()
                .filter(line -> line.roomId().equals(room))
                .toList();
    }

    @Override
    public List<DailyLog> dailyLog(Uid room, long date) {
        return dailyLog(room).stream().filter(line -> line.date() == date).toList();
    }

    @Override
    public List<DailyLog> markedDays() {
        return tables().logs.all().stream()
                .filter(DailyLog::needRecompute)
                .sorted(Comparator.comparing(DailyLog::roomId)
                        .thenComparing(DailyLog::entity, MemoryTables.TEXT)
                        .thenComparing(DailyLog::date))
                .toList();
    }

    @Override
    public Map<Uid, Long> lastDays() {
        Map<Uid, Long> days = new HashMap<>();
        tables().logs.all().forEach(line -> days.merge(line.roomId(), line.date(), Math::max));
        return days;
    }

    @Override
    public void forEachDatedSignature(Uid room, String entity, long from, long to, ObjLongConsumer<byte[]> consumer) {
        Stream.of(
                        rows(room, entity, from, to).map(row -> new Dated(row.signature(), row.mdate())),
                        nodeDeletions(room, entity, from, to).stream()
                                .map(entry -> new Dated(entry.signature(), entry.deletionDate())),
                        edgeDeletions(room, entity, from, to).stream()
                                .map(entry -> new Dated(entry.signature(), entry.deletionDate())))
                .flatMap(signatures -> signatures)
                .sorted(Comparator.comparing(Dated::signature, Arrays::compareUnsigned)
                        .thenComparing(Dated::date))
                .forEach(one -> consumer.accept(one.signature(), one.date()));
    }

    private record Dated(byte[] signature, long date) {}

    @Override
    public byte @Nullable [] daySpans(Uid room, String entity, long date) {
        return tables().spans.get(new LogKey(room, date, entity));
    }

    @Override
    public OptionalLong roomDefinitionDate(Uid room) {
        Long date = tables().roomDates.get(room);
        return date == null ? OptionalLong.empty() : OptionalLong.of(date);
    }

    @Override
    public Map<Uid, Long> roomDefinitionDates() {
        MemoryTables tables = tables();
        Map<Uid, Long> dates = new HashMap<>();
        tables.roomDates.forEach(dates::put);
        return dates;
    }

    @Override
    public @Nullable String configuration(String key) {
        return tables().configuration.get(key);
    }

    @Override
    public void forEachNode(Consumer<Node> consumer) {
        tables().nodes.all().stream()
                .sorted(Comparator.comparing(MemoryTables.Row::insertion))
                .forEach(row -> consumer.accept(row.node()));
    }

    @Override
    public void forEachEdge(Consumer<Edge> consumer) {
        tables().edges.all().forEach(consumer);
    }

    @Override
    public void forEachNodeDeletion(Consumer<NodeDeletion> consumer) {
        tables().nodeDeletions.all().forEach(consumer);
    }

    @Override
    public void forEachEdgeDeletion(Consumer<EdgeDeletion> consumer) {
        tables().edgeDeletions.all().forEach(consumer);
    }

    @Override
    public SortedMap<String, String> configurations() {
        SortedMap<String, String> all = new TreeMap<>();
        tables().configuration.forEach(all::put);
        return all;
    }

    @Override
    public String query(QueryPlan plan, Map<String, Value> variables) {
        throw noQueries();
    }

    @Override
    public RowCursor rows(QueryPlan plan, Map<String, Value> variables) {
        throw noQueries();
    }

    @Override
    public String explain(QueryPlan plan) {
        return "The store in memory answers no queries.\n";
    }

    private static DiscretException noQueries() {
        return new DiscretException(
                ErrorCode.UNSUPPORTED, "The store in memory answers no queries; read its rows, or use another store.");
    }

    @Override
    public void close() {
        end();
    }

    private Stream<Node> rows() {
        return tables().nodes.all().stream().map(MemoryTables.Row::node);
    }

    private Stream<Node> rows(Uid room, String entity, long from, long to) {
        return rows().filter(node ->
                        Objects.equals(node.roomId(), room) && node.entity().equals(entity))
                .filter(node -> from <= node.mdate() && node.mdate() < to);
    }

    /** Edges of one source stand together, by label and target. */
    private static Stream<Edge> edgesFrom(MemoryTables tables, Uid src) {
        return tables.edges.from(new EdgeKey(src, "", Uid.ZERO)).stream()
                .takeWhile(edge -> edge.src().equals(src));
    }
}
