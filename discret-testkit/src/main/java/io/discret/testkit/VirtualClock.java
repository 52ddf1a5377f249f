package io.discret.testkit;

import io.discret.spi.Clock;
import java.time.Duration;

/**
 * Tell the virtual time as one machine sees it: a monotonic clock common to all, and a wall clock that may be wrong.
 *
 * <p>Used by the thread of its {@link VirtualTime} only.
 */
public final class VirtualClock implements Clock {
    /** Wall clock of every machine when virtual time begins: 2023-11-14 22:13:20 UTC, a little before midnight. */
    public static final long START_MILLIS = 1_700_000_000_000L;

    private final VirtualTime time;
    private Duration offset = Duration.ZERO;

    VirtualClock(VirtualTime time) {
        this.time = time;
    }

    @Override
    public long millis() {
        return START_MILLIS + Math.floorDiv(time.nanos(), 1_000_000L) + offset.toMillis();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    /** Set the wall clock: how far it is ahead of the true time, negative when it is behind. */
    public void offset(Duration value) {
        offset = value;
    }

    /** How far the wall clock is ahead of the true time. */
    public Duration offset() {
        return offset;
    }
}
