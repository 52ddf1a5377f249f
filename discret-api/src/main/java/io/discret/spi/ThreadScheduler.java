package io.discret.spi;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Run tasks on platform threads: those of one engine, or of one beacon.
 *
 * <p>Store work pins carriers of virtual threads (docs/protocol/60 §8.4), and an engine needs few threads, so all of
 * them are platform threads. They are daemons: a program that forgets to close its database can still end.
 */
public final class ThreadScheduler implements Scheduler {
    private static final Logger LOG = System.getLogger(ThreadScheduler.class.getPackageName());

    /** An idle pool gives its threads back after this time. */
    private static final long KEEP_ALIVE_SECONDS = 10;

    /** How long {@link #close} waits for running tasks. */
    private static final long CLOSE_SECONDS = 10;

    private final String name;
    private final ScheduledThreadPoolExecutor timer;
    private final List<ExecutorService> executors = new CopyOnWriteArrayList<>();

    /**
     * Start with no thread but the timer.
     *
     * @param name part of the names of its threads
     */
    public ThreadScheduler(String name) {
        this.name = name;
        timer = new ScheduledThreadPoolExecutor(1, threads("timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Executor serial(String executor) {
        return pool(executor, 1);
    }

    @Override
    public Executor pool(String executor, int parallelism) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                parallelism,
                parallelism,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads(executor));
        pool.allowCoreThreadTimeOut(true);
        executors.add(pool);
        return task -> execute(pool, task);
    }

    @Override
    public Task schedule(Duration delay, Executor executor, Runnable task) {
        try {
            Future<?> waiting =
                    timer.schedule(() -> executor.execute(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {}; // closed: the task is dropped, as the contract says
        }
    }

    /** Stop without waiting; may be called by a task of this scheduler. */
    public void shutdown() {
        timer.shutdownNow();
        executors.forEach(ExecutorService::shutdown);
    }

    @Override
    public void close() {
        shutdown();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        for (ExecutorService executor : executors) {
            try {
                if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.log(Logger.Level.WARNING, "A task of ''{0}'' did not end in time; it is interrupted.", name);
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                executors.forEach(ExecutorService::shutdownNow);
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void execute(ThreadPoolExecutor pool, Runnable task) {
        try {
            pool.execute(() -> runLogged(task));
        } catch (RejectedExecutionException e) {
            LOG.log(Logger.Level.DEBUG, "A task came after the end and was dropped.");
        }
    }

    /** A task that fails must not end its thread silently: whoever waits for it would wait for ever. */
    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Logger.Level.ERROR, "A task failed; please report this.", e);
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
        }
    }

    private ThreadFactory threads(String executor) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "discret-" + name + "-" + executor + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
