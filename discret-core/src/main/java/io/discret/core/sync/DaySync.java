package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.spi.NodeIdentifier;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final RoomReport.Counts counts;
    private final RowChoice choice;
    private final DeletionSync deletions;
    private final RowSync rows;

    DaySync(
            SessionContext context,
            Queries.Scope queries,
            Uid room,
            String entity,
            long date,
            RoomRules rules,
            RoomReport.Counts counts,
            Runnable progress) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.entity = entity;
        this.date = date;
        this.counts = counts;
        BatchVerifier verifier = new BatchVerifier(context.rowVerifier(), context.verifiers());
        choice = new RowChoice(rules);
        deletions = new DeletionSync(context, rules, verifier, entity, counts);
        rows = new RowSync(context, queries, rules, verifier, room, entity, counts, progress);
    }

    CompletableFuture<Void> pull() {
        return queries.parts(
                        new Query.EdgeDeletionLog(room, entity, date), Payload.EDGE_DELETION_LOG, deletions::takeEdges)
                .thenCompose(edges -> queries.parts(
                        new Query.NodeDeletionLog(room, entity, date), Payload.NODE_DELETION_LOG, deletions::takeNodes))
                .thenCompose(nodes -> pullRows());
    }

    private CompletionStage<Void> pullRows() {
        WantedRows wanted = new WantedRows();
        boolean[] more = {false};
        long before = counts.written();
        return queries.parts(
                        new Query.RoomDailyNodes(room, entity, date),
                        Payload.ROOM_DAILY_NODES,
                        part -> context.database()
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
                .thenCompose(all -> more[0] && counts.written() > before ? pullRows() : RoomSync.done());
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
