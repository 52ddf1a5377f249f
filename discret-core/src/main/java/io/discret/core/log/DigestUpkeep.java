package io.discret.core.log;

import io.discret.api.Uid;
import io.discret.spi.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Compute marked days when nothing was written for a while: peers that name rows to each other ask for no digest, and a
 * peer that connects later need not wait for those of large days (docs/protocol/41 §12.2). Used by one serial executor only.
 */
public final class DigestUpkeep {
    private static final Logger LOG = System.getLogger(DigestUpkeep.class.getPackageName());

    /** Longer than people pause between two messages, and short beside the time until somebody reconnects. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final DailyLogs logs;
    private final Scheduler scheduler;
    private final Executor executor;
    private final BiConsumer<Uid, Long> counted;
    private final Set<Uid> rooms = new HashSet<>();
    private boolean waiting;
    private boolean written;
    private boolean stopped;

    /**
     * Make one.
     *
     * @param executor serial, where every method is called
     * @param counted told how many rows and deletion entries a room holds, after it was written to; called on the executor
     */
    public DigestUpkeep(DailyLogs logs, Scheduler scheduler, Executor executor, BiConsumer<Uid, Long> counted) {
        this.counted = counted;
        this.logs = logs;
        this.scheduler = scheduler;
        this.executor = executor;
    }

    /** Days of some rooms were marked; those of the last start, of which nobody knows, are computed with them. */
    public void marked(Collection<Uid> written) {
        rooms.addAll(written);
        marked();
    }

    private void marked() {
        if (waiting) {
            written = true;
        } else {
            later();
        }
    }

    private void later() {
        if (!stopped) {
            waiting = true;
            written = false;
            scheduler.schedule(QUIET, executor, this::look);
        }
    }

    private void look() {
        waiting = false;
        if (written) {
            later();
        } else if (!stopped) {
            Set<Uid> counting = Set.copyOf(rooms);
            rooms.clear();
            logs.upToDate()
                    .thenCompose(done -> logs.entries(counting))
                    .whenCompleteAsync(
                            (entries, failure) -> {
                                if (failure == null) {
                                    entries.forEach(counted);
                                } else {
                                    LOG.log(
                                            Level.DEBUG,
                                            "Digests are computed when somebody asks: {0}",
                                            failure.toString());
                                }
                            },
                            executor);
        }
    }

    /** Compute nothing more. */
    public void stop() {
        stopped = true;
    }
}
