package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.core.rows.BatchVerifier;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Pull rows that a peer named, of a room that was pulled wholly before (docs/protocol/41 §12.2): no day is compared, so the
 * cost does not depend on what else the room holds. Used by the executor of the session only, once.
 */
final class OfferSync implements RoomWork {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final Uid room;
    private final Map<String, Map<Uid, NodeIdentifier>> offered;
    private final RoomReport.Counts counts = new RoomReport.Counts();

    /**
     * Make one.
     *
     * @param offered rows by short name of their entity and id
     */
    OfferSync(SessionContext context, Queries.Scope queries, Uid room, Map<String, Map<Uid, NodeIdentifier>> offered) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.offered = offered;
    }

    @Override
    public CompletableFuture<RoomReport> run() {
        Room before = context.rooms().room(room);
        if (before == null && !room.equals(context.privateRoom())) {
            return CompletableFuture.failedFuture(
                    new DiscretException(ErrorCode.UNKNOWN_ROOM, "Rows of a room came that has no definition here."));
        }
        Scheduler.Task deadline =
                context.environment().scheduler().schedule(SyncLimits.ROOM, context.executor(), queries::cancel);
        return Steps.each(offered.entrySet().iterator(), entry -> pull(before, entry.getKey(), entry.getValue()))
                .thenApply(nothing -> report())
                .toCompletableFuture()
                .whenComplete((report, failure) -> deadline.cancel());
    }

    private CompletionStage<Void> pull(@Nullable Room before, String entity, Map<Uid, NodeIdentifier> rows) {
        RoomRules rules = new RoomRules(context, room, before);
        if (!rules.accepts(entity)) {
            return RoomSync.done();
        }
        RowChoice choice = new RowChoice(rules);
        BatchVerifier verifier = new BatchVerifier(context.rowVerifier(), context.verifiers());
        RowSync sync = new RowSync(context, queries, rules, verifier, room, entity, counts, () -> {});
        List<NodeIdentifier> all = new ArrayList<>(rows.values());
        return context.database().read(reader -> choice.of(reader, all)).thenCompose(found -> {
            counts.add(found.counts());
            counts.missing(found.newer().size());
            Map<Uid, Long> wanted = new LinkedHashMap<>();
            found.newer().forEach(row -> wanted.put(row.id(), row.mdate()));
            return wanted.isEmpty() ? RoomSync.done() : sync.pull(wanted);
        });
    }

    /** What was done so far; known are the rows by which the room grew. */
    @Override
    public RoomReport report() {
        return counts.report(room);
    }
}
