package io.discret.core.log;

import io.discret.core.db.Moments;
import io.discret.core.rows.DaySpan;
import io.discret.spi.KeyDerivation;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remember the parts of large days that were digested, and at which times something changed since: then only the parts
 * around those are digested anew (docs/protocol/41 §12.4). Nothing of it outlives the process. Safe for use by any thread;
 * {@link #computed} and {@link #changed} are called by the writer.
 */
final class ChangedParts {
    /** Days remembered, some 60 bytes for each 700 rows of one. */
    private static final int DAYS = 64;

    private final KeyDerivation hashing;
    private final Map<Day, Known> days = new ConcurrentHashMap<>();

    private record Known(List<DaySpan> spans, Moments changed) {}

    ChangedParts(KeyDerivation hashing) {
        this.hashing = hashing;
    }

    /** A day has these parts, and no commit has changed it since; none = it is not large. */
    void computed(Day day, List<DaySpan> spans) {
        if (spans.isEmpty()) {
            days.remove(day);
            return;
        }
        days.put(day, new Known(List.copyOf(spans), new Moments()));
        if (days.size() > DAYS) {
            days.keySet().stream().min(Comparator.comparingLong(Day::date)).ifPresent(days::remove);
        }
    }

    /** A commit changed what is dated at some times of a day. */
    void changed(Day day, Moments moments) {
        days.computeIfPresent(day, (key, known) -> {
            Moments changed = known.changed.with(moments);
            return changed.tooMany() ? null : new Known(known.spans, changed);
        });
    }

    /** Whether {@link #spans} costs little for a day. */
    boolean knows(Day day) {
        return days.containsKey(day);
    }

    /** The parts of a day as they are now; empty when it is not known. */
    Optional<List<DaySpan>> spans(StoreReader store, Day day) {
        Known known = days.get(day);
        return known == null ? Optional.empty() : Optional.of(anew(store, day, known));
    }

    private List<DaySpan> anew(StoreReader store, Day day, Known known) {
        NavigableMap<Integer, DaySpan> spans = new TreeMap<>();
        known.spans.forEach(span -> spans.put(span.from(), span));
        NavigableMap<Integer, DaySpan> areas = new TreeMap<>();
        known.changed.offsets().forEach(offset -> {
            DaySpan area = area(spans, offset);
            areas.put(area.from(), area);
        });
        for (DaySpan area : areas.values()) {
            spans.remove(area.from());
            for (DaySpan span :
                    day.read(store, hashing, area.from(), area.until()).of(area)) {
                spans.put(span.from(), span);
            }
        }
        return new ArrayList<>(spans.values());
    }

    /** The part around a time; where there is none, the largest that could be there. */
    private static DaySpan area(NavigableMap<Integer, DaySpan> spans, int offset) {
        DaySpan area = DaySpan.WHOLE_DAY;
        while (area.bits() > 0 && !isPart(spans, area) && reachesInto(spans, area)) {
            area = area.half(offset);
        }
        return area;
    }

    private static boolean isPart(NavigableMap<Integer, DaySpan> spans, DaySpan area) {
        DaySpan span = spans.get(area.from());
        return span != null && span.covers(area);
    }

    private static boolean reachesInto(NavigableMap<Integer, DaySpan> spans, DaySpan area) {
        @Nullable Integer first = spans.ceilingKey(area.from());
        return first != null && first < area.to();
    }
}
