package io.discret.transport.kwik;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wake a stream on which the library forgot that there is something to send (docs/protocol/60 §3.3). Safe for use by any
 * thread.
 *
 * <p>The library counts queued requests to send and loses one now and then, that of a write or that of bytes to repeat;
 * writing nothing at all queues it again. That leaves an empty entry in its buffer, behind which an end mark is never
 * sent; so a stream is woken only
 * <ul>
 *   <li>while bytes seem to be missing;
 *   <li>when the library noticed a loss since the last look: it may have forgotten to repeat those bytes, or the request
 *       of a write met that of the repetition, and the count of what was sent is too high by what was repeated;
 *   <li>once, {@link #SURE_MILLIS} after the last write.
 * </ul>
 */
final class StallWatch {
    private static final long FIRST_MILLIS = 25;
    private static final long LONGEST_MILLIS = 1000;

    /** Well below the idle time-out of 10 s. */
    private static final long SURE_MILLIS = 3000;

    /** A loss is noticed until here: a peer that heard nothing for longer has given the connection up. */
    private static final long LAST_MILLIS = 30_000;

    private static final byte[] NOTHING = new byte[0];

    private final Workers workers;
    private final OutputStream out;
    private final BooleanSupplier sent;
    private final LongSupplier losses;
    private long distance = FIRST_MILLIS;
    private long lastWrite;
    private long lossesKnown;
    private boolean sure;
    private boolean finishing;
    private boolean stopped;
    private @Nullable Future<?> next;

    /**
     * Watch one stream.
     *
     * @param sent whether all that was written was also sent, as far as one can count
     * @param losses how many packets of the connection were lost; raised when they were queued to be repeated
     */
    StallWatch(Workers workers, OutputStream out, BooleanSupplier sent, LongSupplier losses) {
        this.workers = workers;
        this.out = out;
        this.sent = sent;
        this.losses = losses;
    }

    /** Something is being written. Its request may be used up by bytes that wait to be repeated, so losses of before count. */
    synchronized void writing() {
        lastWrite = System.nanoTime();
        sure = false;
        if (next == null || distance > FIRST_MILLIS) {
            if (next != null) {
                next.cancel(false);
            }
            distance = FIRST_MILLIS;
            schedule(distance);
        }
    }

    /** The end mark comes next, which wakes the stream too: wake it only when bytes are missing. */
    synchronized void finishing() {
        finishing = true;
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
        if (idle < FIRST_MILLIS) {
            schedule(FIRST_MILLIS);
            return;
        }
        boolean missing = !sent.getAsBoolean();
        if (missing || isWorthAWake(idle)) {
            wake();
        }
        if (missing || idle < LAST_MILLIS) {
            distance = Math.min(LONGEST_MILLIS, 2 * distance);
            schedule(distance);
        }
    }

    /** Whether a stream that seems to have sent everything is woken all the same. */
    private boolean isWorthAWake(long idle) {
        long now = losses.getAsLong();
        boolean lost = now != lossesKnown;
        boolean late = idle >= SURE_MILLIS && !sure;
        lossesKnown = now;
        sure |= late;
        return (lost || late) && !finishing;
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
