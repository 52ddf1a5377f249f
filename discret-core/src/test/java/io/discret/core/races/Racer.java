package io.discret.core.races;

import org.jspecify.annotations.Nullable;

/** One thread of a history; what it throws is thrown again by who waits for it. */
final class Racer extends Thread {
    private final Runnable task;
    private volatile @Nullable Throwable failure;

    private Racer(Runnable task) {
        this.task = task;
    }

    static Racer start(Runnable task) {
        Racer racer = new Racer(task);
        racer.start();
        return racer;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // thrown again by who waits
    public void run() {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
    }

    void await() {
        try {
            join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new AssertionError("A thread failed.", thrown);
        }
    }
}
