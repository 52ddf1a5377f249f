package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.SentRow;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final OfferedRows.Offers offered;
    private final RoomReport.Counts counts = new RoomReport.Counts();

    /**
     * Make one.
     *
     * @param offered rows that were named or sent
     */
    OfferSync(SessionContext context, Queries.Scope queries, Uid room, OfferedRows.Offers offered) {
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
        return Steps.each(offered.entities().iterator(), entity -> pull(before, entity))
                .thenApply(nothing -> report())
                .toCompletableFuture()
                .whenComplete((report, failure) -> deadline.cancel());
    }

    private CompletionStage<Void> pull(@Nullable Room before, String entity) {
        RoomRules rules = new RoomRules(context, room, before);
        if (!rules.accepts(entity)) {
            return RoomSync.done();
        }
        BatchVerifier verifier = new BatchVerifier(context.rowVerifier(), context.verifiers());
        RowSync sync = new RowSync(context, queries, rules, verifier, room, entity, counts, () -> {});
        List<SentRow> written = offered.written(entity);
        counts.missing(written.size());
        return (written.isEmpty() ? CompletableFuture.completedFuture(Set.<Uid>of()) : sync.write(written))
                .thenCompose(again -> {
                    List<NodeIdentifier> named = new ArrayList<>(offered.named(entity));
                    written.stream()
                            .filter(row -> again.contains(row.row().id()))
                            .forEach(row -> named.add(row.name()));
                    return named.isEmpty() ? RoomSync.done() : pull(new RowChoice(rules), sync, named);
                });
    }

    private CompletionStage<Void> pull(RowChoice choice, RowSync sync, List<NodeIdentifier> named) {
        return context.database().read(reader -> choice.of(reader, named)).thenCompose(found -> {
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
