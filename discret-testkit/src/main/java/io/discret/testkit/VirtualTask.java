package io.discret.testkit;

import io.discret.spi.Scheduler;

/** Hold a task until it runs or is cancelled. */
final class VirtualTask implements Scheduler.Task {
    final Runnable body;
    private boolean cancelled;

    VirtualTask(Runnable body) {
        this.body = body;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }
}
