package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.RowCodec;
import io.discret.core.rows.SentRow;
import io.discret.core.rows.Verified;
import io.discret.core.rows.WholeRow;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pull a batch of rows with their relations (docs/protocol/41 §6.4.5). Used by the executor of the session only.
 *
 * <p>Relations are asked for first and written in the transaction of their row. Asked for afterwards they would be lost
 * when the connection breaks in between: the row is then up to date and nobody asks again. A row that changed in between
 * comes without the relations of its new version; it is not written but asked for again.
 */
final class RowSync {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final RoomRules rules;
    private final BatchVerifier verifier;
    private final Uid room;
    private final String entity;
    private final RoomReport.Counts counts;
    private final Runnable progress;

    RowSync(
            SessionContext context,
            Queries.Scope queries,
            RoomRules rules,
            BatchVerifier verifier,
            Uid room,
            String entity,
            RoomReport.Counts counts,
            Runnable progress) {
        this.context = context;
        this.queries = queries;
        this.rules = rules;
        this.verifier = verifier;
        this.room = room;
        this.entity = entity;
        this.counts = counts;
        this.progress = progress;
    }

    /** Relations that wait for their rows. */
    private static final class Waiting {
        private final Map<Uid, List<Edge>> bySource = new LinkedHashMap<>();
        private final Map<Uid, Long> asked;
        private final Map<Uid, Long> changed = new LinkedHashMap<>();
        /** Of rows that came without being asked for: the version that each replaces. */
        private final Map<Uid, Long> bases = new HashMap<>();

        /** Those that replace another version than is here, so that relations may be missing; filled by the writer. */
        private final Set<Uid> others = ConcurrentHashMap.newKeySet();

        private long bytes;
        private boolean tooMany;

        /** What is being written; the next rows are verified meanwhile. */
        private CompletionStage<Void> writing = RoomSync.done();

        Waiting(Map<Uid, Long> asked) {
            this.asked = asked;
        }

        /** Whether a row is a later version than the relations were asked for; it is then asked for again. */
        boolean isLater(Node node) {
            boolean later = node.mdate() > asked.getOrDefault(node.id(), Long.MAX_VALUE);
            if (later) {
                changed.put(node.id(), node.mdate());
                bySource.remove(node.id());
            }
            return later;
        }

        /** Whether a row replaces another version than is here. */
        boolean isOfOther(Node node, @Nullable NodeVersion old) {
            Long base = bases.get(node.id());
            boolean other = base != null && base != (old == null ? 0 : old.mdate());
            if (other) {
                others.add(node.id());
            }
            return other;
        }

        /** Wait for what is being written, also when nothing more comes. */
        CompletionStage<Void> written(CompletionStage<Void> taken) {
            return taken.handle((done, failure) -> writing)
                    .thenCompose(last -> last)
                    .thenCompose(last -> taken);
        }

        void add(Edge edge) {
            bytes += RowCodec.size(edge);
            bySource.computeIfAbsent(edge.src(), src -> new ArrayList<>()).add(edge);
        }
    }

    /**
     * Pull rows, all of one entity.
     *
     * @param wanted ids with the date of the version that was offered
     */
    CompletableFuture<Void> pull(Map<Uid, Long> wanted) {
        return pull(wanted, SyncLimits.ROUNDS_PER_ROW);
    }

    /**
     * Write rows, all of one entity, that the peer sent with their relations; they are checked like those that are pulled.
     *
     * @return the ids of those that are to be pulled all the same: another version is here than they replace
     */
    CompletableFuture<Set<Uid>> write(List<SentRow> sent) {
        Map<Uid, Long> dates = new LinkedHashMap<>();
        sent.forEach(row -> dates.put(row.row().id(), row.row().mdate()));
        Waiting waiting = new Waiting(dates);
        sent.forEach(row -> waiting.bases.put(row.row().id(), row.base()));
        List<Edge> edges = sent.stream().flatMap(row -> row.edges().stream()).toList();
        List<Node> nodes = sent.stream().map(SentRow::row).toList();
        return write(nodes, edges, waiting).thenApply(written -> waiting.others);
    }

    /** Write rows, all of one entity, that came with all of their relations; they are checked like those that are pulled. */
    CompletableFuture<Void> writeWhole(List<WholeRow> sent) {
        Map<Uid, Long> dates = new LinkedHashMap<>();
        sent.forEach(row -> dates.put(row.row().id(), row.row().mdate()));
        List<Edge> edges = sent.stream().flatMap(row -> row.edges().stream()).toList();
        return write(sent.stream().map(WholeRow::row).toList(), edges, new Waiting(dates));
    }

    private CompletableFuture<Void> write(List<Node> nodes, List<Edge> edges, Waiting waiting) {
        return (edges.isEmpty() ? RoomSync.done() : takeEdges(edges, waiting))
                .thenCompose(taken -> waiting.written(takeNodes(nodes, waiting)))
                .thenCompose(written -> writeLeft(waiting))
                .toCompletableFuture();
    }

    private CompletableFuture<Void> pull(Map<Uid, Long> wanted, int rounds) {
        Waiting waiting = new Waiting(wanted);
        return context.database()
                .read(reader -> reader.versions(wanted.keySet()))
                .thenCompose(local -> {
                    List<Query.Edges.Source> sources = wanted.keySet().stream()
                            .map(id -> new Query.Edges.Source(id, leastDate(local.get(id))))
                            .toList();
                    return queries.parts(
                            new Query.Edges(room, sources), Payload.EDGES, part -> takeEdges(part, waiting));
                })
                .thenCompose(all -> waiting.tooMany ? smaller(wanted, rounds) : rows(wanted, waiting))
                .thenCompose(all ->
                        waiting.changed.isEmpty() || rounds == 0 ? RoomSync.done() : pull(waiting.changed, rounds - 1));
    }

    private CompletableFuture<Void> smaller(Map<Uid, Long> wanted, int rounds) {
        if (wanted.size() > 1) {
            return halves(wanted, rounds);
        }
        List<Query.Edges.Source> source = wanted.keySet().stream()
                .map(id -> new Query.Edges.Source(id, 0))
                .toList();
        // Its relations are asked for after the row, so any version will do.
        Map<Uid, Long> anyVersion = new LinkedHashMap<>();
        wanted.keySet().forEach(id -> anyVersion.put(id, Long.MAX_VALUE));
        return rows(anyVersion, new Waiting(anyVersion))
                .thenCompose(row -> queries.parts(
                        new Query.Edges(room, source), Payload.EDGES, part -> streamEdges(part, anyVersion)));
    }

    /** One row with more relations than can wait: written as they come, after the row. */
    private CompletionStage<Void> streamEdges(List<Edge> part, Map<Uid, Long> asked) {
        Waiting waiting = new Waiting(asked);
        return takeEdges(part, waiting).thenCompose(taken -> writeLeft(waiting));
    }

    /** The relations of an older version are here already. */
    private static long leastDate(@Nullable NodeVersion local) {
        return local == null ? 0 : local.mdate();
    }

    private CompletableFuture<Void> halves(Map<Uid, Long> wanted, int rounds) {
        Map<Uid, Long> first = new LinkedHashMap<>();
        Map<Uid, Long> second = new LinkedHashMap<>();
        wanted.forEach((id, mdate) -> (first.size() < wanted.size() / 2 ? first : second).put(id, mdate));
        return pull(first, rounds).thenCompose(done -> pull(second, rounds));
    }

    private CompletionStage<Void> takeEdges(List<Edge> part, Waiting waiting) {
        if (waiting.tooMany) {
            return RoomSync.done();
        }
        List<Edge> wanted = part.stream()
                .filter(edge -> waiting.asked.containsKey(edge.src()))
                .toList();
        counts.refused(ErrorCode.NOT_IN_ROOM, part.size() - (long) wanted.size());
        return verifier.edges(wanted)
                .thenAcceptAsync(
                        checked -> {
                            counted(checked);
                            checked.genuine().forEach(waiting::add);
                            if (waiting.bytes > SyncLimits.WAITING_EDGES) {
                                waiting.tooMany = true;
                                waiting.bySource.clear();
                            }
                        },
                        context.executor());
    }

    private CompletableFuture<Void> rows(Map<Uid, Long> wanted, Waiting waiting) {
        List<Uid> ids = List.copyOf(wanted.keySet());
        return waiting.written(
                        queries.parts(new Query.Nodes(room, ids), Payload.NODES, part -> takeNodes(part, waiting)))
                .thenCompose(all -> writeLeft(waiting))
                .toCompletableFuture();
    }

    /** Complete when rows are verified and those before are written, so that one part is verified while one is written. */
    private CompletionStage<Void> takeNodes(List<Node> part, Waiting waiting) {
        List<PulledRow> wanted = part.stream()
                .filter(node -> waiting.asked.containsKey(node.id()))
                .map(PulledRow::new)
                .toList();
        counts.refused(ErrorCode.UNKNOWN_ID, part.size() - (long) wanted.size());
        return verifier.verify(wanted, row -> row.verify(context.rowVerifier(), context::entity))
                .thenComposeAsync(
                        checked -> {
                            counted(checked);
                            List<PulledRow> offered = checked.genuine().stream()
                                    .filter(row -> !waiting.isLater(row.node()))
                                    .toList();
                            counts.missing(
                                    -(long) offered.size() - checked.refused().size());
                            CompletionStage<Void> before = waiting.writing;
                            waiting.writing = before.thenCompose(done -> write(offered, waiting));
                            return before;
                        },
                        context.executor());
    }

    private void counted(Verified<?> checked) {
        checked.refused().forEach(refused -> counts.refused(refused.reason(), 1));
    }

    private CompletionStage<Void> write(List<PulledRow> rows, Waiting waiting) {
        if (rows.isEmpty()) {
            return RoomSync.done();
        }
        Map<Uid, List<Edge>> edges = new LinkedHashMap<>();
        for (PulledRow row : rows) {
            Uid id = row.node().id();
            List<Edge> own = waiting.bySource.remove(id);
            if (own != null) {
                edges.put(id, own);
            }
        }
        return context.database()
                .write(transaction -> {
                    transaction.from(queries.peer());
                    RoomReport.Counts done = new RoomReport.Counts();
                    write(transaction, rules.in(transaction), rows, edges, waiting, done);
                    return done;
                })
                .thenAccept(done -> {
                    counts.add(done);
                    progress.run();
                });
    }

    /** The version rule is applied to what really came, inside the transaction (docs/protocol/41 §11.2). */
    private void write(
            WriteTransaction transaction,
            RoomRules now,
            List<PulledRow> rows,
            Map<Uid, List<Edge>> edges,
            Waiting waiting,
            RoomReport.Counts done) {
        List<Uid> ids = rows.stream().map(row -> row.node().id()).toList();
        Map<Uid, NodeVersion> local = new HashMap<>(transaction.reader().versions(ids));
        List<NodeDeletion> deletions = transaction.reader().nodeDeletions(room, ids);
        for (PulledRow row : rows) {
            Node node = row.node();
            NodeVersion old = local.get(node.id());
            boolean wanted = RoomRules.isNewer(node.mdate(), node.signature(), old) && !now.isDeleted(node, deletions);
            if (wanted && waiting.isOfOther(node, old)) {
                edges.remove(node.id()); // they come again with their row
                continue;
            }
            if (wanted && accepted(now, row, old, done)) {
                put(transaction, row, old);
                local.put(node.id(), version(node));
                done.written(1);
                done.known(old == null || !room.equals(old.roomId()) ? 1 : 0);
            }
            if (rules.waits(node.mdate())) {
                edges.remove(node.id()); // they come again with their row
            }
        }
        edges.forEach((source, own) -> writeEdges(transaction, now, own, local.get(source), done));
    }

    private void put(WriteTransaction transaction, PulledRow row, @Nullable NodeVersion old) {
        Node node = row.node();
        if (row.isReadAs(context.entity(node.entity()))) {
            transaction.putNode(node, old, row.searchText());
        } else {
            transaction.putNode(node, old);
        }
    }

    /** Decide on a newer version, and count what became of it. */
    private boolean accepted(RoomRules now, PulledRow row, @Nullable NodeVersion old, RoomReport.Counts done) {
        Node node = row.node();
        Optional<ErrorCode> refusal = now.refuses(row, entity, old);
        if (refusal.isPresent()) {
            done.refused(refusal.get(), 1);
            return false;
        }
        if (rules.waits(node.mdate())) {
            done.waiting(1, node.mdate());
            return false;
        }
        if (rules.isLate(node.verifyingKey(), node.entity())) {
            if (context.settings().refuseLate()) {
                done.refused(ErrorCode.LATE_ROW, 1);
                return false;
            }
            done.late(VerifyingKey.of(node.verifyingKey()), 1);
        }
        return true;
    }

    private void writeEdges(
            WriteTransaction transaction,
            RoomRules now,
            List<Edge> edges,
            @Nullable NodeVersion source,
            RoomReport.Counts done) {
        List<EdgeDeletion> deletions =
                source == null ? List.of() : transaction.reader().edgeDeletions(room, List.of(source.id()));
        for (Edge edge : edges) {
            if (now.isDeleted(edge, deletions)) {
                continue;
            }
            Optional<ErrorCode> refusal = now.refuses(edge, source);
            if (refusal.isPresent()) {
                done.refused(refusal.get(), 1);
            } else if (RoomRules.isNewer(edge, transaction.reader().edge(edge.src(), edge.label(), edge.dest()))) {
                transaction.store().putEdge(edge);
                done.written(1);
            }
        }
    }

    /** Relations of rows that were not sent: those rows are here in the same version, or newer. */
    private CompletionStage<Void> writeLeft(Waiting waiting) {
        if (waiting.bySource.isEmpty()) {
            return RoomSync.done();
        }
        Map<Uid, List<Edge>> left = new LinkedHashMap<>(waiting.bySource);
        return context.database()
                .write(transaction -> {
                    RoomReport.Counts done = new RoomReport.Counts();
                    Map<Uid, NodeVersion> local = transaction.reader().versions(left.keySet());
                    RoomRules now = rules.in(transaction);
                    left.forEach((source, own) -> writeEdges(transaction, now, own, local.get(source), done));
                    return done;
                })
                .thenAccept(counts::add);
    }

    private static NodeVersion version(Node node) {
        return new NodeVersion(
                node.id(), node.roomId(), node.entity(), node.mdate(), node.verifyingKey(), node.signature());
    }
}
