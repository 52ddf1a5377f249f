package io.discret.transport.kwik;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wake a stream on which the library forgot that there is something to send (docs/protocol/60 §3.3). Safe for use by any
 * thread.
 *
 * <p>The library counts queued requests to send and loses one now and then; writing nothing at all queues it again. That
 * leaves an empty entry in its buffer, behind which an end mark is never sent; so a stream is woken only when bytes seem
 * to be missing, and after {@link #SURE_MILLIS} without a write once more in any case, because the count of what was
 * sent is too high after a loss.
 */
final class StallWatch {
    private static final long FIRST_MILLIS = 25;
    private static final long LONGEST_MILLIS = 1000;

    /** Well below the idle time-out of 10 s. */
    private static final long SURE_MILLIS = 3000;

    private static final byte[] NOTHING = new byte[0];

    private final Workers workers;
    private final OutputStream out;
    private final BooleanSupplier sent;
    private long distance = FIRST_MILLIS;
    private long lastWrite;
    private boolean stopped;
    private @Nullable Future<?> next;

    /**
     * Watch one stream.
     *
     * @param sent whether all that was written was also sent, as far as one can count
     */
    StallWatch(Workers workers, OutputStream out, BooleanSupplier sent) {
        this.workers = workers;
        this.out = out;
        this.sent = sent;
    }

    /** Something is being written. */
    synchronized void writing() {
        lastWrite = System.nanoTime();
        if (next == null || distance > FIRST_MILLIS) {
            if (next != null) {
                next.cancel(false);
            }
            distance = FIRST_MILLIS;
            schedule(distance);
        }
    }

    /** Wake it no more; no wake-up is under way when this returns. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Under the lock: a wake-up that runs while the stream is finished could lose the end mark. */
    private synchronized void check() {
        next = null;
        if (stopped) {
            return;
        }
        long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastWrite);
        boolean missing = idle >= FIRST_MILLIS && !sent.getAsBoolean();
        if (missing || idle >= SURE_MILLIS) {
            wake();
        }
        if (idle < FIRST_MILLIS) {
            schedule(FIRST_MILLIS);
        } else if (missing) {
            distance = Math.min(LONGEST_MILLIS, 2 * distance);
            schedule(distance);
        } else if (idle < SURE_MILLIS) {
            distance = SURE_MILLIS;
            schedule(SURE_MILLIS - idle);
        }
    }

    private void wake() {
        try {
            out.write(NOTHING, 0, 0);
        } catch (IOException e) {
            stopped = true; // finished, reset or gone: nothing to wake
        }
    }

    private void schedule(long millis) {
        try {
            next = stopped ? null : workers.later(millis, this::check);
        } catch (RejectedExecutionException e) {
            stopped = true;
        }
    }
}
