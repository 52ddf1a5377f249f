package io.discret.core.identity;

/** Cut time into days of UTC (docs/protocol/20 §14). Dates are ms since 1970; every {@code long} is safe. Stateless. */
public final class Days {
    /** Length of a day in ms. */
    public static final long DAY = 86_400_000;

    /**
     * The last ms of the year 9999: no honest date lies beyond, and a date beyond ±8.2·10¹⁵ stops a thread of a
     * reference peer (docs/protocol/21, where to do better 1).
     */
    public static final long LAST = 253_402_300_799_999L;

    private static final long FIRST_DAY = Math.floorDiv(Long.MIN_VALUE, DAY) + 1;

    private Days() {}

    /** Midnight at or before a date; the first day that fits for dates before it. */
    public static long day(long date) {
        return Math.max(FIRST_DAY, Math.floorDiv(date, DAY)) * DAY;
    }

    /** Midnight after a date; {@link Long#MAX_VALUE} when that does not fit. */
    public static long nextDay(long date) {
        long day = day(date);
        return day > Long.MAX_VALUE - DAY ? Long.MAX_VALUE : day + DAY;
    }

    /** Whether a date of a row, a query or an answer may be used: from 1970 to the year 9999. */
    public static boolean isPlausible(long date) {
        return date >= 0 && date <= LAST;
    }
}
