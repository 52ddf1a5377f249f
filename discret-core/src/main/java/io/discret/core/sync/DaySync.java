package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.WholeRow;
import io.discret.core.wire.DayRange;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.spi.NodeIdentifier;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Pull one entity of one day (docs/protocol/41 §6.4): deletions, then the rows that are missing or older here. Used by the
 * executor of the session only, once.
 *
 * <p>A day may hold any number of rows. While its ids come in they are compared with the store and only the wanted ones
 * are kept, 24 bytes each: the peer answers one query after the other, so no row can come before the last id has. Of more
 * than {@link SyncLimits#WANTED_IDS} the first are pulled, then the day is asked for again.
 */
final class DaySync {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final Uid room;
    private final String entity;
    private final long date;
    private final Manner manner;
    private final RoomReport.Counts counts;
    private final RowChoice choice;
    private final DeletionSync deletions;
    private final RowSync rows;

    /** Entries of the day that came, deletions included. */
    private long received;

    /** The rows that came last, being checked and written. */
    private CompletionStage<Void> writing = RoomSync.done();

    /** How a day is pulled, and how many entries the peer has of it. */
    record Manner(Kind kind, long entries) {}

    /** What is asked for first. */
    enum Kind {
        /** The names of all rows (docs/protocol/41 §6.4). */
        NAMES,
        /** Which parts of the day differ (docs/protocol/41 §12.4). */
        PARTS,
        /** The rows themselves: nothing of the day is here (docs/protocol/41 §12.7). */
        ROWS
    }

    DaySync(
            SessionContext context,
            Queries.Scope queries,
            Uid room,
            String entity,
            long date,
            Manner manner,
            RoomRules rules,
            RoomReport.Counts counts,
            Runnable progress) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.entity = entity;
        this.date = date;
        this.manner = manner;
        this.counts = counts;
        BatchVerifier verifier = new BatchVerifier(context.rowVerifier(), context.verifiers());
        choice = new RowChoice(rules);
        deletions = new DeletionSync(context, rules, verifier, entity, counts);
        rows = new RowSync(context, queries, rules, verifier, room, entity, counts, progress);
    }

    CompletionStage<Void> pull() {
        return switch (manner.kind()) {
            case NAMES -> pullAll();
            case PARTS ->
                new SpanComparison(context, queries, room, entity, date)
                        .differing()
                        .thenCompose(found -> found.isPresent() ? pullParts(found.get()) : pullAll());
            case ROWS -> pullWhole();
        };
    }

    /** Fewer entries than the peer has: a row did not fit into a message with its relations, or came in between. */
    private CompletionStage<Void> pullWhole() {
        return pullDeletions(
                        new Query.EdgeDeletionLog(room, entity, date), new Query.NodeDeletionLog(room, entity, date))
                .thenCompose(deleted -> written(
                        queries.parts(new Query.DayRows(room, entity, date), Payload.DAY_ROWS, this::takeWhole)))
                .thenCompose(all -> received < manner.entries()
                        ? pullRows(new Query.RoomDailyNodes(room, entity, date))
                        : RoomSync.done());
    }

    /** Complete when the part before is written: one is checked while another is written. */
    private CompletionStage<Void> takeWhole(List<WholeRow> part) {
        received += part.size();
        counts.missing(part.size());
        CompletionStage<Void> before = writing;
        writing = rows.writeWhole(part);
        return before;
    }

    /** Wait for what is being written, also when nothing more comes. */
    private CompletionStage<Void> written(CompletionStage<Void> taken) {
        return taken.handle((done, failure) -> writing)
                .thenCompose(last -> last)
                .thenCompose(last -> taken);
    }

    private CompletionStage<Void> pullAll() {
        return pull(
                new Query.EdgeDeletionLog(room, entity, date),
                new Query.NodeDeletionLog(room, entity, date),
                new Query.RoomDailyNodes(room, entity, date));
    }

    private CompletionStage<Void> pullParts(List<DayRange> parts) {
        return parts.isEmpty()
                ? RoomSync.done()
                : pull(
                        new Query.EdgeDeletionsIn(room, entity, date, parts),
                        new Query.NodeDeletionsIn(room, entity, date, parts),
                        new Query.NodesIn(room, entity, date, parts));
    }

    private CompletionStage<Void> pull(Query ofEdges, Query ofNodes, Query ofRows) {
        return pullDeletions(ofEdges, ofNodes).thenCompose(nodes -> pullRows(ofRows));
    }

    private CompletionStage<Void> pullDeletions(Query ofEdges, Query ofNodes) {
        return queries.parts(ofEdges, Payload.EDGE_DELETION_LOG, part -> {
                    received += part.size();
                    return deletions.takeEdges(part);
                })
                .thenCompose(edges -> queries.parts(ofNodes, Payload.NODE_DELETION_LOG, part -> {
                    received += part.size();
                    return deletions.takeNodes(part);
                }));
    }

    private CompletionStage<Void> pullRows(Query ofRows) {
        WantedRows wanted = new WantedRows();
        boolean[] more = {false};
        long before = counts.written();
        return queries.parts(ofRows, Payload.ROOM_DAILY_NODES, part -> context.database()
                        .read(reader -> choice.of(reader, part))
                        .thenAccept(found -> {
                            counts.add(found.counts());
                            for (NodeIdentifier one : found.newer()) {
                                if (wanted.size() < SyncLimits.WANTED_IDS) {
                                    wanted.add(one.id(), one.mdate());
                                    counts.missing(1);
                                } else {
                                    more[0] = true;
                                }
                            }
                        }))
                .thenCompose(all -> Steps.each(batches(wanted), SyncLimits.BATCHES_AT_ONCE, rows::pull))
                .thenCompose(all -> more[0] && counts.written() > before ? pullRows(ofRows) : RoomSync.done());
    }

    private static Iterator<Map<Uid, Long>> batches(WantedRows wanted) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !wanted.isEmpty();
            }

            @Override
            public Map<Uid, Long> next() {
                return wanted.take(SyncLimits.IDS_PER_QUERY);
            }
        };
    }
}
