package io.discret.core.log;

import io.discret.api.Uid;
import io.discret.core.rows.DaySpans;
import io.discret.spi.DailyLog;
import io.discret.spi.KeyDerivation;
import io.discret.spi.StoreReader;

/**
 * Name a line of the daily logs.
 *
 * @param entity short name
 * @param date midnight UTC, ms since 1970
 */
record Day(Uid room, String entity, long date) {
    static Day of(DailyLog line) {
        return new Day(line.roomId(), line.entity(), line.date());
    }

    /** Read the signatures of a part of the day, half-open, ms from midnight. */
    DaySpans read(StoreReader store, KeyDerivation hashing, long from, long to) {
        DaySpans spans = new DaySpans(hashing, date);
        store.forEachDatedSignature(room, entity, date + from, date + to, spans::add);
        return spans;
    }
}
