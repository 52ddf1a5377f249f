package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.rooms.Room;
import io.discret.core.rows.RoomDigest;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.RoomDefinitionLog;
import io.discret.spi.DailyLog;
import io.discret.spi.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pull one room from one peer (docs/protocol/41 §6): its definition, its users, then every day that differs. Used by the
 * executor of the session only, once.
 */
final class RoomSync {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final Uid room;
    private final RoomReport.Counts counts = new RoomReport.Counts();
    private final Runnable progress;
    private Own own = new Own(Optional.empty(), Map.of());
    private @Nullable Room before;

    private record LogKey(long date, String entity) {}

    /** What the room was like here at the beginning. */
    private record Own(Optional<RoomDefinitionLog> log, Map<LogKey, byte[]> hashes) {}

    /**
     * Make one.
     *
     * @param progress called when something changed in {@link #report}
     */
    RoomSync(SessionContext context, Queries.Scope queries, Uid room, Consumer<RoomReport> progress) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.progress = () -> progress.accept(report());
    }

    /** Begin; fails when the room could not be pulled wholly, what was written stays. */
    CompletableFuture<RoomReport> run() {
        Scheduler.Task deadline =
                context.environment().scheduler().schedule(SyncLimits.ROOM, context.executor(), queries::cancel);
        return readOwn()
                .thenCompose(read -> queries.single(new Query.RoomDefinition(room), Payload.ROOM_DEFINITION))
                .thenCompose(this::pull)
                .thenCompose(nothing -> complete())
                .thenApply(nothing -> report())
                .toCompletableFuture()
                .whenComplete((report, failure) -> deadline.cancel());
    }

    /** What was done so far. */
    RoomReport report() {
        return counts.report(room);
    }

    private CompletionStage<Void> readOwn() {
        return context.dailyLog(room).thenCompose(lines -> context.database()
                .read(reader ->
                        new Stored(reader.roomDefinitionDate(room), reader.configuration(completeKey()) != null))
                .thenAccept(stored -> {
                    own = own(stored.date(), lines);
                    before = stored.complete() ? context.rooms().room(room) : null;
                    lines.forEach(line -> counts.known(Integer.toUnsignedLong(line.entryNumber())));
                    progress.run();
                }));
    }

    private record Stored(OptionalLong date, boolean complete) {}

    /** Whether the room was ever pulled wholly: before that what comes is its history, and nothing of it is late. */
    private String completeKey() {
        return "Synchronized " + room;
    }

    private CompletionStage<Void> complete() {
        if (before != null || room.equals(context.privateRoom())) {
            return done();
        }
        return context.database()
                .write(transaction -> {
                    transaction.store().putConfiguration(completeKey(), "");
                    return true;
                })
                .thenAccept(written -> {});
    }

    private Own own(OptionalLong date, List<DailyLog> lines) {
        Map<LogKey, byte[]> hashes = new HashMap<>();
        for (DailyLog line : lines) {
            byte[] hash = line.dailyHash();
            if (hash != null) {
                hashes.put(new LogKey(line.date(), line.entity()), hash);
            }
        }
        return new Own(
                date.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Answers.definitionLog(context, room, date.getAsLong(), lines)),
                hashes);
    }

    private CompletionStage<Void> pull(Optional<RoomDefinitionLog> answer) {
        RoomDefinitionLog theirs = answer.filter(log -> log.room().equals(room))
                .orElseThrow(() -> new DiscretException(
                        ErrorCode.UNKNOWN_ROOM, "The peer listed a room that it does not know any more."));
        return definition(theirs)
                .thenCompose(known -> new PeerUpkeep(context, queries, room, counts).pull())
                .thenCompose(peers -> sameDigest(theirs) ? done() : compare());
    }

    private CompletionStage<Void> definition(RoomDefinitionLog theirs) {
        boolean wanted = own.log().isEmpty() || own.log().get().definitionDate() < theirs.definitionDate();
        if (!wanted || room.equals(context.privateRoom())) {
            return known();
        }
        return queries.single(new Query.RoomNode(room), Payload.ROOM_NODE)
                .thenCompose(received -> context.definitions()
                        .receive(
                                room,
                                received.filter(definition ->
                                                definition.node().id().equals(room))
                                        .orElseThrow(() -> new DiscretException(
                                                ErrorCode.UNKNOWN_ROOM,
                                                "The peer did not send the definition of a room."))))
                .thenCompose(stored -> known());
    }

    private CompletionStage<Void> known() {
        return context.rooms().room(room) == null
                ? CompletableFuture.failedFuture(
                        new DiscretException(ErrorCode.UNKNOWN_ROOM, "A room of a peer has no definition here."))
                : done();
    }

    /** Equal digests of complete logs mean equal logs, whoever sent them (docs/protocol/41 §11.11). */
    private boolean sameDigest(RoomDefinitionLog theirs) {
        byte[] digest = own.log().map(RoomDefinitionLog::historyHash).orElse(null);
        return RoomDigest.same(digest, theirs.historyHash());
    }

    private CompletionStage<Void> compare() {
        List<LogKey> differing = new ArrayList<>();
        RoomRules rules = new RoomRules(context, room, before);
        return queries.parts(new Query.RoomLog(room), Payload.ROOM_LOG, lines -> {
                    lines.stream().filter(line -> differs(line, rules)).forEach(line -> {
                        if (rules.waits(line.date())) {
                            counts.waiting(Integer.toUnsignedLong(line.entryNumber()), line.date());
                        } else {
                            differing.add(new LogKey(line.date(), line.entity()));
                        }
                    });
                    if (differing.size() > SyncLimits.DAYS_PER_ROOM) {
                        throw new DiscretException(ErrorCode.BAD_MESSAGE, "A peer lists more days than there can be.");
                    }
                    return done();
                })
                .thenCompose(all -> Steps.each(differing.iterator(), key -> new DaySync(
                                context, queries, room, key.entity(), key.date(), rules, counts, progress)
                        .pull()));
    }

    /** A line without a hash has nothing to fetch, unless the peer was just computing it (docs/protocol/41 §11.15). */
    private boolean differs(DailyLog line, RoomRules rules) {
        boolean plausible = line.roomId().equals(room)
                && SyncLimits.sane(line.date())
                && Changes.day(line.date()) == line.date()
                && rules.accepts(line.entity());
        if (!plausible || line.dailyHash() == null && !line.needRecompute()) {
            return false;
        }
        byte[] hash = own.hashes().get(new LogKey(line.date(), line.entity()));
        return line.dailyHash() == null || !Arrays.equals(hash, line.dailyHash());
    }

    static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
