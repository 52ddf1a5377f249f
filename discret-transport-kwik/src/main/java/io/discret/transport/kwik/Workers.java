package io.discret.transport.kwik;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lend threads to calls that block, because every call of the library may. Safe for use by any thread.
 *
 * <p>Daemon threads, at most {@link #MAX_THREADS}; idle ones end after a second.
 */
final class Workers {
    /** Three streams a connection and two threads a stream: some 300 connections, more than a device holds. */
    private static final int MAX_THREADS = 2048;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, MAX_THREADS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon("worker", task));
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> daemon("timer", task));

    Workers() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Run a task that may block.
     *
     * @return the task, to be interrupted with {@code cancel(true)}
     * @throws RejectedExecutionException when the transport is closed, or all threads are taken
     */
    Future<?> run(Runnable task) {
        return pool.submit(task);
    }

    /** Run a task that may block; whether a thread was there for it. */
    boolean tryRun(Runnable task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Run a short task later; nothing happens when the transport is closed by then. */
    ScheduledFuture<?> later(long millis, Runnable task) {
        return timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    boolean closed() {
        return timer.isShutdown();
    }

    /** Let no task begin any more; what runs is interrupted. */
    void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private Thread daemon(String role, Runnable task) {
        Thread thread = new Thread(task, "discret-kwik-" + role + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
