package io.discret.core.identity;

import io.discret.api.Uid;
import io.discret.spi.Clock;
import io.discret.spi.RandomSource;

/**
 * Make new identifiers: 6 bytes of time, then 10 random bytes. Safe for use by any thread.
 *
 * <p>The reference takes 2 bytes of time by mistake; nobody reads an identifier, and rows made one after the other stay
 * neighbours in an index this way (docs/protocol/20 §2, where to do better 2).
 */
public final class Uids {
    private static final int TIME_BYTES = 6;

    private final Clock clock;
    private final RandomSource random;

    public Uids(Clock clock, RandomSource random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new identifier. */
    public Uid next() {
        byte[] bytes = random.bytes(Uid.SIZE);
        long now = clock.millis();
        for (int i = 0; i < TIME_BYTES; i++) {
            bytes[i] = (byte) (now >>> 8 * (TIME_BYTES - 1 - i));
        }
        return Uid.of(bytes);
    }
}
