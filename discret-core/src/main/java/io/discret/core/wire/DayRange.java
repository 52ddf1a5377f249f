package io.discret.core.wire;

import io.discret.core.identity.Days;
import java.util.List;

/**
 * Name a part of a day (docs/protocol/41 §12.4).
 *
 * @param from first ms, counted from midnight
 * @param to the ms after the last
 */
public record DayRange(int from, int to) {
    /** Parts in one query. */
    public static final int MOST = 1024;

    static final Lists<DayRange> LIST =
            new Lists<>(2 * Integer.BYTES, in -> new DayRange(in.u32(), in.u32()), (out, range) -> out.u32(range.from)
                    .u32(range.to));

    /** Whether a peer may ask for them: parts of the day, one after the other, not too many. */
    public static boolean arePlausible(List<DayRange> ranges) {
        int end = 0;
        for (DayRange range : ranges) {
            if (range.from < end || range.to <= range.from || range.to > Days.DAY) {
                return false;
            }
            end = range.to;
        }
        return ranges.size() <= MOST;
    }
}
