package io.discret.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Run tasks now or later. The only source of threads of an engine.
 *
 * <p>Everything given to one {@link #serial} executor runs one task after the other, in the order given, each seeing the
 * effects of the one before. A virtual scheduler runs all tasks of all executors on one thread, by virtual time.
 * Safe for use by any thread.
 */
public interface Scheduler extends AutoCloseable {
    /** An executor that runs one task at a time, in order. */
    Executor serial(String name);

    /** An executor that runs up to {@code parallelism} tasks at once, in no particular order. */
    Executor pool(String name, int parallelism);

    /** Give a task to an executor after a delay. */
    Task schedule(Duration delay, Executor executor, Runnable task);

    /** Stop: running tasks end, waiting and delayed ones are dropped. */
    @Override
    void close();

    /** A task that waits for its time. */
    interface Task {
        /** Drop the task if it has not begun. */
        void cancel();
    }
}
