package io.discret.core.races;

import io.discret.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Give every task a thread of its own, also those of a serial executor: who hands it one task after the other must not
 * rely on more. No task runs later.
 */
public final class RacingScheduler implements Scheduler, Executor {
    private final List<Racer> racers = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        synchronized (racers) {
            racers.add(Racer.start(task));
        }
    }

    @Override
    public Executor serial(String name) {
        return this;
    }

    @Override
    public Executor pool(String name, int parallelism) {
        return this;
    }

    @Override
    public Task schedule(Duration delay, Executor executor, Runnable task) {
        throw new UnsupportedOperationException();
    }

    /** Wait for every task, also for those that tasks begin. */
    @Override
    public void close() {
        for (Racer racer = next(); racer != null; racer = next()) {
            racer.await();
        }
    }

    private Racer next() {
        synchronized (racers) {
            return racers.isEmpty() ? null : racers.remove(0);
        }
    }
}
