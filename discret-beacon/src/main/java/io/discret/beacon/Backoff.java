package io.discret.beacon;

import io.discret.spi.RandomSource;
import java.time.Duration;

/** Wait ever longer between attempts, for ever; many clients of one server must not come back at once. One thread. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RandomSource random;
    private Duration next = FIRST;

    Backoff(RandomSource random) {
        this.random = random;
    }

    /** How long to wait now: three quarters to five quarters of 1, 2, 4 … 60 s. */
    Duration next() {
        Duration pause = next.multipliedBy(192 + (random.bytes(1)[0] & 0x7f)).dividedBy(256);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return pause;
    }

    /** It worked: the next loss is tried again quickly. */
    void reset() {
        next = FIRST;
    }
}
