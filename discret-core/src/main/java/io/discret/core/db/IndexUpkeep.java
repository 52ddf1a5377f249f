package io.discret.core.db;

import io.discret.spi.Scheduler;
import io.discret.spi.StoreWriter;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * Have texts entered into the full-text index that commits put off, little by little, so that a request in between waits
 * for a moment only. Safe for use by any thread.
 */
final class IndexUpkeep {
    /** Texts entered between two pauses when nothing else is written: some ms of work. */
    private static final int IDLE_ROWS = 512;

    /** Texts entered between two pauses otherwise; a stream is not held up by what can wait. */
    private static final int BUSY_ROWS = 64;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final StoreWriter store;
    private final Scheduler scheduler;
    private final Executor executor;
    private final IntConsumer catchUp;
    private boolean set;
    private boolean busy;

    /**
     * Assemble.
     *
     * @param catchUp has at most so many texts entered, and calls {@link #keepUp} after that; run on {@code executor}
     */
    IndexUpkeep(StoreWriter store, Scheduler scheduler, Executor executor, IntConsumer catchUp) {
        this.store = store;
        this.scheduler = scheduler;
        this.executor = executor;
        this.catchUp = catchUp;
    }

    /** Enters some of the texts that wait. */
    static WriteTask<Boolean> entering(int most) {
        return transaction -> {
            transaction.store().catchUp(most);
            return Boolean.TRUE;
        };
    }

    /** See to it that texts are entered soon, when any wait. */
    synchronized void keepUp() {
        busy = set;
        if (set || !store.searchIsBehind()) {
            return;
        }
        set = true;
        scheduler.schedule(PAUSE, executor, this::run);
    }

    private void run() {
        int most;
        synchronized (this) {
            set = false;
            most = busy ? BUSY_ROWS : IDLE_ROWS;
        }
        catchUp.accept(most);
    }
}
