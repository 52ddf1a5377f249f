package io.discret.store.jdbc;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Read through one connection. Used by one thread at a time. */
public class JdbcReader implements StoreReader {
    final Session session;
    final NodeTable nodes;
    final EdgeTable edges;
    final DeletionTables deletions;
    final DailyLogTable dailyLogs;
    final SmallTables small;
    private final QueryRunner queries;

    /** Read through a session, which is closed with the reader. */
    public JdbcReader(Session session) {
        this.session = session;
        nodes = new NodeTable(session);
        edges = new EdgeTable(session);
        deletions = new DeletionTables(session);
        dailyLogs = new DailyLogTable(session);
        small = new SmallTables(session);
        queries = new QueryRunner(session);
    }

    @Override
    public void begin() {
        session.begin(session.dialect().beginRead());
        // SQLite takes its snapshot at the first read.
        small.configuration("");
    }

    @Override
    public void end() {
        session.rollback();
    }

    @Override
    public @Nullable Node node(Uid id) {
        return nodes.byId(id);
    }

    @Override
    public @Nullable Node node(Uid id, String entity) {
        Node node = nodes.byId(id);
        return node != null && node.entity().equals(entity) ? node : null;
    }

    @Override
    public List<Node> nodes(Uid room, Collection<Uid> ids) {
        return session.snapshot(() -> nodes.ofRoom(room, ids));
    }

    @Override
    public List<Node> nodesOf(String entity, @Nullable Uid room) {
        return nodes.ofEntity(entity, room);
    }

    @Override
    public List<Node> nodesByAuthor(String entity, Collection<byte[]> verifyingKeys) {
        return session.snapshot(() -> nodes.byAuthor(entity, verifyingKeys));
    }

    @Override
    public Map<Uid, NodeVersion> versions(Collection<Uid> ids) {
        return session.snapshot(() -> nodes.versions(ids));
    }

    @Override
    public void forEachIdentifier(Uid room, String entity, long from, long to, Consumer<NodeIdentifier> consumer) {
        nodes.eachIdentifier(room, entity, from, to, consumer);
    }

    @Override
    public void forEachNode(Uid room, String entity, long from, long to, Consumer<Node> consumer) {
        nodes.eachOfDay(room, entity, from, to, consumer);
    }

    @Override
    public @Nullable Edge edge(Uid src, String label, Uid dest) {
        return edges.get(src, label, dest);
    }

    @Override
    public List<Edge> edges(Uid src, String label) {
        return edges.ofLabel(src, label);
    }

    @Override
    public List<Edge> edgesTo(Uid dest) {
        return edges.to(dest);
    }

    @Override
    public List<Edge> edges(Uid room, Map<Uid, Long> sourcesAndLeastDates) {
        return session.snapshot(() -> edges.ofSources(room, sourcesAndLeastDates));
    }

    @Override
    public List<NodeDeletion> nodeDeletions(Uid room, String entity, long from, long to) {
        return deletions.nodes(room, entity, from, to);
    }

    @Override
    public List<EdgeDeletion> edgeDeletions(Uid room, String entity, long from, long to) {
        return deletions.edges(room, entity, from, to);
    }

    @Override
    public List<NodeDeletion> nodeDeletions(Uid room, Collection<Uid> ids) {
        return session.snapshot(() -> deletions.nodes(room, ids));
    }

    @Override
    public List<EdgeDeletion> edgeDeletions(Uid room, Collection<Uid> sources) {
        return session.snapshot(() -> deletions.edges(room, sources));
    }

    @Override
    public boolean hasNodeDeletion(NodeDeletion entry) {
        return deletions.has(entry);
    }

    @Override
    public boolean hasEdgeDeletion(EdgeDeletion entry) {
        return deletions.has(entry);
    }

    @Override
    public List<DailyLog> dailyLog(Uid room) {
        return dailyLogs.ofRoom(room);
    }

    @Override
    public List<DailyLog> dailyLog(Uid room, long date) {
        return dailyLogs.ofDay(room, date);
    }

    @Override
    public List<DailyLog> markedDays() {
        return dailyLogs.marked();
    }

    @Override
    public Map<Uid, Long> lastDays() {
        return dailyLogs.lastDays();
    }

    @Override
    public void forEachDatedSignature(Uid room, String entity, long from, long to, ObjLongConsumer<byte[]> consumer) {
        List<DatedSignature> signatures = session.snapshot(() -> {
            List<DatedSignature> found = new ArrayList<>();
            nodes.signatures(room, entity, from, to, found);
            deletions.signatures(room, entity, from, to, found);
            return found;
        });
        Collections.sort(signatures);
        signatures.forEach(one -> consumer.accept(one.signature(), one.date()));
    }

    @Override
    public byte @Nullable [] daySpans(Uid room, String entity, long date) {
        return dailyLogs.spans(room, entity, date);
    }

    @Override
    public OptionalLong roomDefinitionDate(Uid room) {
        return small.roomDate(room);
    }

    @Override
    public Map<Uid, Long> roomDefinitionDates() {
        return small.roomDates();
    }

    @Override
    public @Nullable String configuration(String key) {
        return small.configuration(key);
    }

    @Override
    public void forEachNode(Consumer<Node> consumer) {
        nodes.walk().each(consumer);
    }

    @Override
    public void forEachEdge(Consumer<Edge> consumer) {
        edges.walk().each(consumer);
    }

    @Override
    public void forEachNodeDeletion(Consumer<NodeDeletion> consumer) {
        deletions.walkNodes().each(consumer);
    }

    @Override
    public void forEachEdgeDeletion(Consumer<EdgeDeletion> consumer) {
        deletions.walkEdges().each(consumer);
    }

    @Override
    public SortedMap<String, String> configurations() {
        return small.configurations();
    }

    @Override
    public String query(QueryPlan plan, Map<String, Value> variables) {
        return session.snapshot(() -> queries.run(plan, variables));
    }

    @Override
    public RowCursor rows(QueryPlan plan, Map<String, Value> variables) {
        return queries.rows(plan, variables);
    }

    @Override
    public String explain(QueryPlan plan) {
        return queries.explain(plan);
    }

    boolean closed() {
        return session.closed();
    }

    @Override
    public void close() {
        session.close();
    }
}
