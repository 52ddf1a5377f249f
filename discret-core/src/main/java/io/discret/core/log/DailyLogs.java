package io.discret.core.log;

import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.db.Database;
import io.discret.core.rows.DaySpan;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keep the daily logs true without a cost for each write.
 *
 * <p>A write only marks its days (docs/protocol/21 §14.2). The digests are computed when somebody asks, on a snapshot and
 * beside the writer, and are stored when no later commit has marked the day again. What is answered belongs to the
 * snapshot and never holds a marked line (docs/protocol/21, "Where to do better" 19). Safe for use by any thread.
 */
public final class DailyLogs {
    private final Database database;
    private final KeyDerivation hashing;

    private final ChangedParts parts;

    /** Number of the last commit that marked each day, as far as a computation may need it; confined to the writer. */
    private final Map<Day, Long> marks = new HashMap<>();

    private final AtomicInteger computing = new AtomicInteger();
    private volatile long commits;

    private record Computed(long commit, List<DailyLog> lines, List<DailyDigest> anew) {}

    public DailyLogs(Database database, KeyDerivation hashing) {
        this.database = database;
        this.hashing = hashing;
        parts = new ChangedParts(hashing);
        database.onCommit(Database.WRITER, this::remember);
    }

    /** All lines of a room by (date, entity), every one computed. */
    public CompletableFuture<List<DailyLog>> of(Uid room) {
        return computed(store -> store.dailyLog(room), line -> true).thenApply(Computed::lines);
    }

    /**
     * As {@link #of(Uid)}, but large days of which little changed stay marked: {@link #spans} says quickly what they hold,
     * and a new digest would take all of their signatures.
     */
    public CompletableFuture<List<DailyLog>> withMarkedDays(Uid room) {
        return computed(store -> store.dailyLog(room), line -> !parts.knows(Day.of(line)))
                .thenApply(Computed::lines);
    }

    /**
     * The lines of a room on one day by entity, every one computed.
     *
     * @param day ms since 1970, midnight UTC
     */
    public CompletableFuture<List<DailyLog>> of(Uid room, long day) {
        return computed(store -> store.dailyLog(room, day), line -> true).thenApply(Computed::lines);
    }

    /**
     * Compute the marked days of a room and store them; completes after that commit. Days marked by later commits are
     * marked again: whoever needs lines that are all computed asks {@link #of}.
     */
    public CompletableFuture<Void> upToDate(Uid room) {
        return upToDate(line -> line.roomId().equals(room));
    }

    /** How many rows and deletion entries rooms hold, as far as their days are computed. */
    CompletableFuture<Map<Uid, Long>> entries(Collection<Uid> rooms) {
        return database.read(store -> {
            Map<Uid, Long> entries = new HashMap<>();
            rooms.forEach(room -> entries.put(
                    room,
                    store.dailyLog(room).stream()
                            .mapToLong(line -> Integer.toUnsignedLong(line.entryNumber()))
                            .sum()));
            return entries;
        });
    }

    /** Compute the marked days of all rooms, like {@link #upToDate(Uid)}. */
    public CompletableFuture<Void> upToDate() {
        return upToDate(line -> true);
    }

    private CompletableFuture<Void> upToDate(Predicate<DailyLog> wanted) {
        return computed(store -> marked(store, wanted), line -> true)
                .thenCompose(computed -> database.write(transaction -> {
                    // What the snapshot did not see is computed here: rare, and only for the days just written.
                    marked(transaction.reader(), wanted).stream()
                            .map(line -> DailyDigest.compute(transaction.reader(), hashing, line))
                            .forEach(digest -> digest.store(transaction.store()));
                    return null;
                }));
    }

    private static List<DailyLog> marked(StoreReader store, Predicate<DailyLog> wanted) {
        return store.markedDays().stream().filter(wanted).toList();
    }

    /**
     * The parts of a day that hold anything, ascending (docs/protocol/41 §12.4): quickly when the digest of the day was
     * computed and little changed since.
     */
    public CompletableFuture<List<DaySpan>> spans(Uid room, String entity, long day) {
        return database.read(store -> store.dailyLog(room, day).stream()
                .filter(line -> line.entity().equals(entity))
                .findFirst()
                .map(line -> spans(store, line))
                .orElse(List.of()));
    }

    /** What changed is asked for after the snapshot is taken: a part too many may be digested, none too few. */
    private List<DaySpan> spans(StoreReader store, DailyLog line) {
        return (line.needRecompute() ? parts.spans(store, Day.of(line)) : Optional.<List<DaySpan>>empty())
                .orElseGet(() -> DailyDigest.spans(store, hashing, line));
    }

    private CompletableFuture<Computed> computed(
            Function<StoreReader, List<DailyLog>> source, Predicate<DailyLog> wanted) {
        computing.incrementAndGet(); // first, so that no mark made from now on is forgotten
        long commit = commits; // before the snapshot is taken: what it misses has a greater number
        return database.read(store -> compute(commit, store, source.apply(store), wanted))
                .thenCompose(this::keep)
                .whenComplete((computed, failure) -> computing.decrementAndGet());
    }

    private Computed compute(long commit, StoreReader store, List<DailyLog> stored, Predicate<DailyLog> wanted) {
        List<DailyLog> lines = new ArrayList<>(stored.size());
        List<DailyDigest> anew = new ArrayList<>();
        for (DailyLog line : stored) {
            if (line.needRecompute() && wanted.test(line)) {
                DailyDigest digest = DailyDigest.compute(store, hashing, line);
                lines.add(digest.line());
                anew.add(digest);
            } else {
                lines.add(line);
            }
        }
        return new Computed(commit, List.copyOf(lines), anew);
    }

    /** Store what was computed; the answer waits for it, so that a caller in a loop cannot outrun the writer. */
    private CompletableFuture<Computed> keep(Computed computed) {
        if (computed.anew().isEmpty()) {
            return CompletableFuture.completedFuture(computed);
        }
        return database.write(transaction -> {
            for (DailyDigest digest : computed.anew()) {
                Day day = Day.of(digest.line());
                if (marks.getOrDefault(day, 0L) <= computed.commit()) {
                    digest.store(transaction.store()); // marks of the same group are written later, so they win
                    parts.computed(day, digest.spans()); // true also when this group is rolled back
                }
            }
            return computed;
        });
    }

    private void remember(Changes changes) {
        if (computing.get() == 0) {
            marks.clear();
        }
        long commit = commits + 1;
        changes.forEachMoments((room, entity, date, moments) -> {
            Day day = new Day(room, entity, date);
            marks.put(day, commit);
            parts.changed(day, moments);
        });
        commits = commit;
    }
}
