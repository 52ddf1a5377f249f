package io.discret.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Wait for what nobody tells: counters, threads that end. Stateless, safe for use by any thread. */
public final class Eventually {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private Eventually() {}

    /**
     * Wait until a condition holds.
     *
     * @return false when the time ran out before
     */
    public static boolean within(Duration most, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(LOOK_AGAIN);
        }
        return true;
    }

    /** Let time pass; to prove that something survives it. */
    static void pause(Duration time) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        if (never.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }
}
