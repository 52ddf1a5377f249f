package io.discret.testkit;

import io.discret.spi.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Run tasks on real daemon threads: for contract suites of plugins that use real sockets.
 *
 * <p>Safe for use by any thread. {@link #awaitIdle} tells whether a plugin left a task running.
 */
public final class ThreadScheduler implements Scheduler {
    private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon("testkit-timer", task));

    public ThreadScheduler() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Executor serial(String name) {
        return pool(name, 1);
    }

    @Override
    public Executor pool(String name, int parallelism) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                parallelism, parallelism, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(name, task));
        pool.allowCoreThreadTimeOut(true);
        pools.add(pool);
        return pool;
    }

    @Override
    public Task schedule(Duration delay, Executor executor, Runnable task) {
        Future<?> later = timer.schedule(() -> give(executor, task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> later.cancel(false);
    }

    /**
     * Wait until no task runs and none waits for a thread.
     *
     * @return false when the time ran out before
     */
    public boolean awaitIdle(Duration most) throws InterruptedException {
        return Eventually.within(most, () -> pools.stream()
                .allMatch(pool -> pool.getActiveCount() == 0 && pool.getQueue().isEmpty()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pools.forEach(ExecutorService::shutdown);
    }

    private static void give(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            System.getLogger("io.discret.testkit").log(System.Logger.Level.DEBUG, "A delayed task came too late.");
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
