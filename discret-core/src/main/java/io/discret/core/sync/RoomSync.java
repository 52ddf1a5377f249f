package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.db.Failures;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.rows.DaySpans;
import io.discret.core.rows.RoomDigest;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.RoomDefinitionLog;
import io.discret.query.Entity;
import io.discret.spi.DailyLog;
import io.discret.spi.Scheduler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
final class RoomSync implements RoomWork {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final Uid room;
    private final RoomReport.Counts counts = new RoomReport.Counts();
    private final Runnable progress;
    private final SeenDefinitions seen;
    private final Consumer<Uid> tellPeer;
    private boolean fetched;
    private Own own = new Own(Optional.empty(), Map.of());
    private @Nullable Room before;

    private record LogKey(long date, String entity) {}

    /** What the room was like here at the beginning. */
    private record Own(Optional<RoomDefinitionLog> log, Map<LogKey, DailyLog> lines) {}

    /**
     * Make one.
     *
     * @param seen definitions fetched on this connection
     * @param tellPeer called with the room when the peer should look at the definition here
     * @param progress called when something changed in {@link #report}
     */
    RoomSync(
            SessionContext context,
            Queries.Scope queries,
            Uid room,
            SeenDefinitions seen,
            Consumer<Uid> tellPeer,
            Consumer<RoomReport> progress) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.seen = seen;
        this.tellPeer = tellPeer;
        this.progress = () -> progress.accept(report());
    }

    @Override
    public CompletableFuture<RoomReport> run() {
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

    @Override
    public RoomReport report() {
        return counts.report(room);
    }

    private CompletionStage<Void> readOwn() {
        return lines().thenCompose(lines -> context.database()
                .read(reader ->
                        new Stored(reader.roomDefinitionDate(room), reader.configuration(completeKey()) != null))
                .thenAccept(stored -> {
                    own = own(stored.date(), lines);
                    before = stored.complete() ? context.rooms().room(room) : null;
                    lines.forEach(line -> counts.known(Integer.toUnsignedLong(line.entryNumber())));
                    progress.run();
                }));
    }

    private CompletionStage<List<DailyLog>> lines() {
        return Answers.lines(context, queries.speaksOwn(), room);
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
        return new Own(
                date.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Answers.definitionLog(context, room, date.getAsLong(), lines)),
                byKey(lines));
    }

    private static Map<LogKey, DailyLog> byKey(List<DailyLog> lines) {
        Map<LogKey, DailyLog> byKey = new HashMap<>();
        lines.forEach(line -> byKey.put(new LogKey(line.date(), line.entity()), line));
        return byKey;
    }

    private CompletionStage<Void> pull(Optional<RoomDefinitionLog> answer) {
        RoomDefinitionLog theirs = answer.filter(log -> log.room().equals(room))
                .orElseThrow(() -> new DiscretException(
                        ErrorCode.UNKNOWN_ROOM, "The peer listed a room that it does not know any more."));
        return definition(theirs)
                .thenCompose(known -> new PeerUpkeep(context, queries, room, counts).pull())
                .thenCompose(peers -> sameDigest(theirs) ? done() : compare())
                .thenCompose(compared -> reconsider(theirs));
    }

    /**
     * Fetch the definition when the peer has a later one, and once also an older one, or one of the ms of an own change: it
     * may hold parts that are missing here, put in apart, and the rows that they allow come next (docs/protocol/30 B18).
     */
    private CompletionStage<Void> definition(RoomDefinitionLog theirs) {
        if (room.equals(context.privateRoom())) {
            return known();
        }
        long date = own.log().map(RoomDefinitionLog::definitionDate).orElse(Long.MIN_VALUE);
        if (date < theirs.definitionDate()) {
            return fetchDefinition(theirs).thenCompose(changed -> known());
        }
        if (seen.isSeen(room, theirs.definitionDate())) {
            return known();
        }
        return (date == theirs.definitionDate() ? isInDoubt(date) : CompletableFuture.completedFuture(true))
                .thenCompose(look -> look ? tryDefinition(theirs).thenCompose(changed -> known()) : known());
    }

    /**
     * Whether the peer may have said something else in the ms in which the own user changed the room: then both have one
     * date, and neither would ever fetch. Whoever took the definition from here has said nothing else.
     */
    private CompletionStage<Boolean> isInDoubt(long date) {
        if (seen.isSettled(room, date)) {
            return CompletableFuture.completedFuture(false);
        }
        return context.database()
                .read(reader -> StoredDefinitions.read(reader, room)
                        .filter(stored -> DefinitionRows.isChangedBy(stored, context.self(), date))
                        .isPresent())
                .thenApply(changedHere -> {
                    if (!changedHere) {
                        seen.settle(room, date);
                    }
                    return changedHere;
                });
    }

    /** A definition that nothing here waits for: a bad one does not keep the data of the room out. */
    private CompletionStage<Boolean> tryDefinition(RoomDefinitionLog theirs) {
        return fetchDefinition(theirs).exceptionallyCompose(failure -> {
            DiscretException reason = Failures.of(failure);
            seen.see(room, theirs.definitionDate());
            return reason.code() == ErrorCode.CLOSED || reason.code() == ErrorCode.TIME_OUT
                    ? CompletableFuture.failedFuture(reason)
                    : CompletableFuture.completedFuture(false);
        });
    }

    private CompletionStage<Boolean> fetchDefinition(RoomDefinitionLog theirs) {
        return queries.single(new Query.RoomNode(room), Payload.ROOM_NODE)
                .thenCompose(received -> context.definitions()
                        .receive(
                                room,
                                received.filter(definition ->
                                                definition.node().id().equals(room))
                                        .orElseThrow(() -> new DiscretException(
                                                ErrorCode.UNKNOWN_ROOM,
                                                "The peer did not send the definition of a room."))))
                .thenApply(result -> {
                    fetched = true;
                    seen.see(room, theirs.definitionDate());
                    if (result.senderIsBehind() && !result.changed()) {
                        tellPeer.accept(room);
                    }
                    return result.changed();
                });
    }

    /**
     * Rows that nobody may write here yet: their right may be in a definition of the same date that has other parts. It
     * is looked at, once, before they count as refused.
     */
    private CompletionStage<Void> reconsider(RoomDefinitionLog theirs) {
        if (fetched
                || !counts.hasRefused(ErrorCode.NOT_AUTHORISED)
                || room.equals(context.privateRoom())
                || seen.isSeen(room, theirs.definitionDate())) {
            return done();
        }
        return tryDefinition(theirs).thenCompose(changed -> {
            if (!changed) {
                return done();
            }
            counts.forgetDropped();
            return lines().thenCompose(lines -> {
                own = own(OptionalLong.of(theirs.definitionDate()), lines);
                return compare();
            });
        });
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
        Differing differing = new Differing();
        long written = counts.written();
        RoomRules rules = new RoomRules(context, room, before);
        return queries.parts(new Query.RoomLog(room), Payload.ROOM_LOG, lines -> {
                    lines.stream().filter(line -> differs(line, rules)).forEach(line -> {
                        if (rules.waits(line.date())) {
                            counts.waiting(Integer.toUnsignedLong(line.entryNumber()), line.date());
                        } else {
                            LogKey key = key(line);
                            differing.add(key, manner(own.lines().get(key), line));
                        }
                    });
                    return done();
                })
                .thenCompose(all -> Steps.each(
                        differing.days.entrySet().iterator(), day -> pull(day.getKey(), day.getValue(), rules)))
                .thenCompose(all -> differing.more && counts.written() > written ? compareAgain() : done());
    }

    private CompletionStage<Void> pull(LogKey day, DaySync.Manner manner, RoomRules rules) {
        return new DaySync(context, queries, room, day.entity(), day.date(), manner, rules, counts, progress).pull();
    }

    /** Of a day of which nothing is here the rows are asked for at once, of a large one that is here the parts that differ. */
    private DaySync.Manner manner(@Nullable DailyLog line, DailyLog theirs) {
        long entries = Integer.toUnsignedLong(theirs.entryNumber());
        if (!queries.speaksOwn()) {
            return new DaySync.Manner(DaySync.Kind.NAMES, entries);
        }
        if (line == null) {
            return new DaySync.Manner(DaySync.Kind.ROWS, entries);
        }
        boolean byParts = entries > DaySpans.LARGE_DAY && Integer.toUnsignedLong(line.entryNumber()) >= entries / 2;
        return new DaySync.Manner(byParts ? DaySync.Kind.PARTS : DaySync.Kind.NAMES, entries);
    }

    private CompletionStage<Void> compareAgain() {
        return lines().thenCompose(lines -> {
            own = new Own(own.log(), byKey(lines));
            return compare();
        });
    }

    /** Days that differ, each once; what is beyond the bound is found again in a further round. */
    private static final class Differing {
        /** How each is pulled. */
        private final Map<LogKey, DaySync.Manner> days = new LinkedHashMap<>();

        private boolean more;

        void add(LogKey key, DaySync.Manner manner) {
            if (days.size() < SyncLimits.DAYS_PER_ROOM) {
                days.putIfAbsent(key, manner);
            } else {
                more |= !days.containsKey(key);
            }
        }
    }

    /** The name is that of the model: a peer may send very many lines, each with a text of its own. */
    private LogKey key(DailyLog line) {
        Entity entity = context.entity(line.entity());
        return new LogKey(line.date(), entity == null ? line.entity() : entity.shortName());
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
        DailyLog here = own.lines().get(new LogKey(line.date(), line.entity()));
        return line.dailyHash() == null || here == null || !Arrays.equals(here.dailyHash(), line.dailyHash());
    }

    static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
