package io.discret.testkit;

import io.discret.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Run tasks by virtual time, all on the one thread that drives the {@link VirtualTime}.
 *
 * <p>A call from another thread is an {@link IllegalStateException}: it would make runs differ.
 */
public final class VirtualScheduler implements Scheduler {
    private final VirtualTime time;
    private final String machine;
    private final List<VirtualExecutor> executors = new ArrayList<>();
    private boolean closed;
    private boolean crashed;

    VirtualScheduler(VirtualTime time, String machine) {
        this.time = time;
        this.machine = machine;
    }

    @Override
    public Executor serial(String name) {
        return executor(name, true);
    }

    @Override
    public Executor pool(String name, int parallelism) {
        return executor(name, false);
    }

    @Override
    public Task schedule(Duration delay, Executor executor, Runnable task) {
        VirtualTask handle = new VirtualTask(task);
        if (!closed) {
            time.later(delay, this, executor, handle);
        }
        return handle;
    }

    @Override
    public void close() {
        closed = true;
        executors.forEach(VirtualExecutor::drop);
        executors.clear();
    }

    void crash() {
        crashed = true;
        close();
    }

    boolean closed() {
        return closed;
    }

    /** Whether the process was killed; what its last task throws then is of no interest. */
    boolean crashed() {
        return crashed;
    }

    String machine() {
        return machine;
    }

    private Executor executor(String name, boolean serial) {
        time.checkThread();
        VirtualExecutor executor = new VirtualExecutor(time, this, name, serial);
        if (!closed) {
            executors.add(executor);
        }
        return executor;
    }
}
