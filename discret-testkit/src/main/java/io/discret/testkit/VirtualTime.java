package io.discret.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drive a whole network of machines on one thread, by virtual time and with a seed.
 *
 * <p>Tasks of all executors of all machines stand in one queue. Among tasks that are ready at the same time the seed
 * chooses whose turn it is; within one serial executor the order given is kept. A task takes no time; when nothing is
 * ready the time jumps to the next delayed task. The same seed and the same program give the same run.
 *
 * <p>What a task throws fails the test: the call that drives the time throws an {@link AssertionError} with the seed.
 * Used by one thread, the first that touches it.
 */
public final class VirtualTime {
    /** More tasks than any test runs without the time moving: two tasks that wake each other for ever. */
    private static final long MOST_STEPS_AT_ONE_TIME = 2_000_000;

    /** Where all messages take as long, each machine may hear all others at one time, and answer some. */
    private static final long MORE_STEPS_FOR_A_PAIR = 20;

    private final long seed;
    private final SplittableRandom random;
    private final Map<String, VirtualMachine> machines = new LinkedHashMap<>();
    private final List<VirtualExecutor> ready = new ArrayList<>();
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>();
    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable Thread thread;
    private Consumer<String> trace = line -> {};
    private boolean tracing;
    private long nanos;
    private long sequence;
    private long steps;
    private long fingerprint;
    private long stepsAtThisTime;

    public VirtualTime(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
    }

    /** The seed that chose this run. */
    public long seed() {
        return seed;
    }

    /** Virtual time since the start, ns. */
    public long nanos() {
        return nanos;
    }

    /** The machine with a name, made at the first call. */
    public VirtualMachine machine(String name) {
        checkThread();
        return machines.computeIfAbsent(name, n -> new VirtualMachine(this, n));
    }

    /** Run everything that becomes ready within a duration; the time then stands at its end. */
    public void run(Duration duration) {
        long end = nanos + duration.toNanos();
        while (stepUntil(end)) {
            failOnFailure();
        }
        nanos = end;
    }

    /**
     * Run until something holds; it is asked before each task.
     *
     * @param limit virtual time
     * @throws AssertionError when it does not hold by then, or nothing is left to run
     */
    public void runUntil(BooleanSupplier condition, Duration limit) {
        long end = nanos + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!stepUntil(end)) {
                throw new AssertionError("What was waited for did not happen within " + limit + " of virtual time ("
                        + (next() == null ? "nothing is left to run" : "more is to come") + ", seed " + seed + ").");
            }
            failOnFailure();
        }
    }

    /**
     * Run until a stage completes, and return its value.
     *
     * @throws CompletionException with what it failed with
     */
    public <T> T await(CompletionStage<T> stage, Duration limit) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        runUntil(future::isDone, limit);
        return future.join();
    }

    /** Run one task, moving the time when none is ready; false when nothing is left to run. */
    public boolean step() {
        boolean ran = stepUntil(Long.MAX_VALUE);
        failOnFailure();
        return ran;
    }

    /** Whether no task is ready now; delayed ones may wait. */
    public boolean idle() {
        return ready.stream().allMatch(VirtualExecutor::isEmpty);
    }

    /** Tasks run so far. */
    public long steps() {
        return steps;
    }

    /** A number that stands for everything that ran, when and in which order. */
    public long fingerprint() {
        return fingerprint;
    }

    /** Be told a line for each task: time in ns, machine, executor. */
    public void trace(Consumer<String> lines) {
        trace = lines;
        tracing = true;
    }

    void checkThread() {
        Thread current = Thread.currentThread();
        if (thread == null) {
            thread = current;
        } else if (thread != current) {
            throw new IllegalStateException("Virtual time is driven by " + thread.getName() + ", not by "
                    + current.getName() + ": a part of this test starts threads of its own.");
        }
    }

    void ready(VirtualExecutor executor) {
        ready.add(executor);
    }

    void later(Duration delay, VirtualScheduler scheduler, Executor executor, VirtualTask task) {
        checkThread();
        long due = nanos + Math.max(0, delay.toNanos());
        delayed.add(new Delayed(due, sequence++, scheduler, executor, task));
    }

    private boolean stepUntil(long end) {
        checkThread();
        while (true) {
            VirtualExecutor executor = choose();
            if (executor == null) {
                Delayed next = next();
                if (next == null || next.due > end) {
                    return false;
                }
                advance(next.due);
                continue;
            }
            VirtualTask task = executor.take(random);
            if (!executor.isEmpty()) {
                ready.add(executor);
            }
            if (task != null && !task.cancelled()) {
                perform(executor.scheduler, executor.name, task.body);
                return true;
            }
        }
    }

    /** Take an executor that has something to do out of the list. */
    private @Nullable VirtualExecutor choose() {
        while (!ready.isEmpty()) {
            int chosen = random.nextInt(ready.size());
            VirtualExecutor executor = ready.get(chosen);
            int last = ready.size() - 1;
            ready.set(chosen, ready.get(last));
            ready.remove(last);
            if (!executor.isEmpty()) {
                return executor;
            }
        }
        return null;
    }

    private @Nullable Delayed next() {
        Delayed next = delayed.peek();
        while (next != null && (next.task.cancelled() || next.scheduler.closed())) {
            delayed.remove();
            next = delayed.peek();
        }
        return next;
    }

    private void advance(long to) {
        if (to > nanos) {
            nanos = to;
            stepsAtThisTime = 0;
        }
        for (Delayed next = next(); next != null && next.due <= to; next = next()) {
            delayed.remove();
            if (next.executor instanceof VirtualExecutor executor) {
                executor.add(next.task);
            } else {
                perform(next.scheduler, "timer", wrap(next));
            }
        }
    }

    private static Runnable wrap(Delayed delayed) {
        return () -> delayed.executor.execute(() -> {
            if (!delayed.task.cancelled()) {
                delayed.task.body.run();
            }
        });
    }

    private void perform(VirtualScheduler scheduler, String executor, Runnable body) {
        steps++;
        if (++stepsAtThisTime > mostSteps()) {
            throw new AssertionError("The time stands still: " + mostSteps()
                    + " tasks ran without a delay, the last on " + scheduler.machine() + "/" + executor + " (seed "
                    + seed + ").");
        }
        fingerprint = (fingerprint * 31 + nanos) * 31 + scheduler.machine().hashCode() * 31L + executor.hashCode();
        if (tracing) {
            trace.accept(nanos + " " + scheduler.machine() + " " + executor);
        }
        try {
            body.run();
        } catch (Throwable e) {
            if (!scheduler.crashed()) {
                failures.add(e);
            }
        }
    }

    private long mostSteps() {
        return MOST_STEPS_AT_ONE_TIME + MORE_STEPS_FOR_A_PAIR * machines.size() * machines.size();
    }

    private void failOnFailure() {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        AssertionError error = new AssertionError(
                "A task failed at " + Duration.ofNanos(nanos) + " of virtual time, seed " + seed + ": " + first, first);
        failures.stream().skip(1).forEach(error::addSuppressed);
        failures.clear();
        throw error;
    }

    private record Delayed(long due, long sequence, VirtualScheduler scheduler, Executor executor, VirtualTask task)
            implements Comparable<Delayed> {
        @Override
        public int compareTo(Delayed other) {
            int order = Long.compare(due, other.due);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }
}
