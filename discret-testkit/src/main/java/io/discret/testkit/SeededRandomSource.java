package io.discret.testkit;

import io.discret.spi.RandomSource;
import java.util.SplittableRandom;

/** Give bytes that depend on a seed only: the same seed, the same bytes. Safe for use by any thread. */
public final class SeededRandomSource implements RandomSource {
    private final SplittableRandom random;

    public SeededRandomSource(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A seed for a part of a test, independent of the seeds of other names. */
    public static long derive(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = new SplittableRandom(mixed ^ name.charAt(i)).nextLong();
        }
        return mixed;
    }

    @Override
    public synchronized void fill(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
