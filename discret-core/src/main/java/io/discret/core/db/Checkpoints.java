package io.discret.core.db;

import io.discret.spi.Scheduler;
import io.discret.spi.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Have the store write its checkpoints on a thread of their own, so that no commit waits for one. Safe for use by any thread. */
final class Checkpoints {
    private static final Logger LOG = System.getLogger(Checkpoints.class.getPackageName());

    private final Store store;
    private final Executor executor;
    private final Lifecycle lifecycle;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Checkpoints(Store store, Scheduler scheduler, Lifecycle lifecycle) {
        this.store = store;
        executor = scheduler.serial("checkpoints");
        this.lifecycle = lifecycle;
    }

    /** Something was committed. */
    void committed() {
        if (store.isCheckpointDue() && underWay.compareAndSet(false, true)) {
            if (lifecycle.enter()) {
                executor.execute(this::write);
            } else {
                underWay.set(false);
            }
        }
    }

    private void write() {
        try {
            store.checkpoint();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "A checkpoint failed, nothing is lost: {0}", failure.getMessage());
        } finally {
            underWay.set(false);
            lifecycle.leave();
        }
    }
}
