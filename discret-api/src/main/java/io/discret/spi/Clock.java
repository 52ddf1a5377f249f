package io.discret.spi;

/** Tell the time. Safe for use by any thread. */
public interface Clock {
    /** Wall clock, ms since 1970-01-01 UTC; may jump in either direction. */
    long millis();

    /** Monotonic clock in ns from an arbitrary start; for time-outs. */
    long nanos();

    /** The clock of the system. */
    static Clock system() {
        return new Clock() {
            @Override
            public long millis() {
                return System.currentTimeMillis();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
