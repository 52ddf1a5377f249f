package io.discret.testkit;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Make the stores of a {@link MemoryStoreProvider} fail at chosen points.
 *
 * <p>Every change is one point; a commit is two, one before and one after it is durable. Points are counted from 1 over
 * all stores of the provider, so a test can fail at each of them in turn. Safe for use by any thread.
 */
public final class StoreFaults {
    private long points;
    private long at;
    private @Nullable Runnable action;
    private @Nullable ErrorCode always;

    /** Points passed so far. */
    public synchronized long points() {
        return points;
    }

    /**
     * Fail once with an error. A point after a commit cannot fail: the next one does.
     *
     * @param count 1 = at the next point
     */
    public synchronized void failAt(long count, ErrorCode code) {
        at = points + count;
        action = () -> {
            throw error(code);
        };
    }

    /**
     * Crash once: run the action, such as {@link VirtualMachine#crash}, and unwind with a {@link SimulatedCrash}.
     *
     * @param count 1 = at the next point
     */
    public synchronized void crashAt(long count, Runnable crash) {
        at = points + count;
        action = () -> {
            crash.run();
            throw new SimulatedCrash();
        };
    }

    /** Fail each change and each commit with an error, such as a full disk, until {@link #recover}. */
    public synchronized void failAlways(ErrorCode code) {
        always = code;
    }

    /** Nothing goes wrong from now on. */
    public synchronized void recover() {
        action = null;
        always = null;
    }

    void beforeChange() {
        pass(true);
    }

    void beforeCommit() {
        pass(true);
    }

    void afterCommit() {
        pass(false);
    }

    private void pass(boolean mayFail) {
        Runnable due = null;
        synchronized (this) {
            points++;
            if (always != null && mayFail) {
                throw error(always);
            }
            if (action != null && points >= at) {
                due = action;
                action = null;
            }
        }
        if (due == null) {
            return;
        }
        try {
            due.run();
        } catch (StoreException e) {
            if (mayFail) {
                throw e;
            }
            synchronized (this) {
                action = due;
            }
        }
    }

    private static StoreException error(ErrorCode code) {
        return new StoreException(code, "The store failed, as the test wanted; nothing was written.");
    }
}
