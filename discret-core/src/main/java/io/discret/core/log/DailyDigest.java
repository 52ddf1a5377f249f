package io.discret.core.log;

import io.discret.core.identity.Days;
import io.discret.core.rows.DailyHash;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.DaySpans;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.util.List;

/**
 * Compute a line of the daily log (docs/protocol/21 §14.1), and of a large day what its parts hold (41 §12.4): both need all
 * signatures of the day.
 *
 * <p>The history hash is left out: it is a hint whose value differs between peers with the same data (21 §14.6).
 *
 * @param spans of the parts; none when the day is not large
 */
record DailyDigest(DailyLog line, List<DaySpan> spans) {
    /** Read the day and compute both; a day without any signature has no hash. */
    static DailyDigest compute(StoreReader store, KeyDerivation hashing, DailyLog marked) {
        DaySpans spans = whole(store, hashing, marked);
        DailyHash hash = spans.whole();
        DailyLog line =
                new DailyLog(marked.roomId(), marked.date(), marked.entity(), hash.entries(), hash.hash(), null, false);
        return new DailyDigest(line, spans.size() > DaySpans.LARGE_DAY ? spans.spans() : List.of());
    }

    /** The parts of a day: those kept with its digest, or computed. */
    static List<DaySpan> spans(StoreReader store, KeyDerivation hashing, DailyLog line) {
        return DaySpans.decode(store.daySpans(line.roomId(), line.entity(), line.date()), line.dailyHash())
                .orElseGet(() -> whole(store, hashing, line).spans());
    }

    private static DaySpans whole(StoreReader store, KeyDerivation hashing, DailyLog line) {
        return Day.of(line).read(store, hashing, 0, Days.nextDay(line.date()) - line.date());
    }

    void store(StoreWriter store) {
        store.putDailyLog(line);
        byte[] hash = line.dailyHash();
        if (hash != null && !spans.isEmpty()) {
            store.putDaySpans(line.roomId(), line.entity(), line.date(), DaySpans.encode(hash, spans));
        }
    }
}
