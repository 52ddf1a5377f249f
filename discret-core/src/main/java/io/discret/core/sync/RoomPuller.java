package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Failures;
import io.discret.spi.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Pull the rooms of one peer, each when the scheduler says so; one that failed again later (docs/protocol/41 §11.10).
 * Used by the executor of the session only.
 */
final class RoomPuller implements RoomScheduler.Puller {
    private static final Logger LOG = System.getLogger(RoomPuller.class.getPackageName());

    private final SessionContext context;
    private final PeerSession session;
    private final Queries queries;
    private final RoomScheduler scheduler;
    private final Map<Uid, Duration> pauses = new HashMap<>();
    private final Map<Uid, Scheduler.Task> retries = new HashMap<>();
    private boolean closed;

    RoomPuller(SessionContext context, PeerSession session, Queries queries, RoomScheduler scheduler) {
        this.context = context;
        this.session = session;
        this.queries = queries;
        this.scheduler = scheduler;
    }

    void request(Uid room) {
        if (!closed) {
            Scheduler.Task retry = retries.remove(room);
            if (retry != null) {
                retry.cancel();
            }
            scheduler.request(this, room);
        }
    }

    @Override
    public void pull(Uid room, RoomScheduler.Lock lock) {
        RoomSync sync = new RoomSync(context, queries.scope(), room);
        sync.run().whenComplete((report, failure) -> {
            if (closed) {
                lock.release();
                return;
            }
            if (failure == null) {
                pauses.remove(room);
                if (!report.refused().isEmpty()) {
                    LOG.log(Level.WARNING, "A peer sent what is not accepted in a room: " + report.refused());
                }
                context.roomSynchronized(session, report);
            } else {
                retry(room, Failures.of(failure), sync.progressed());
            }
            lock.release();
        });
    }

    private void retry(Uid room, DiscretException reason, boolean progressed) {
        if (reason.code() == ErrorCode.CLOSED) {
            return;
        }
        LOG.log(Level.WARNING, "A room could not be synchronised and is tried again: " + reason.getMessage());
        if (progressed) {
            pauses.remove(room);
        }
        Duration pause = pauses.getOrDefault(room, SyncLimits.FIRST_RETRY);
        Duration twice = pause.multipliedBy(2);
        pauses.put(room, twice.compareTo(SyncLimits.LAST_RETRY) > 0 ? SyncLimits.LAST_RETRY : twice);
        retries.put(room, context.environment().scheduler().schedule(pause, context.executor(), () -> {
            retries.remove(room);
            request(room);
        }));
    }

    void close() {
        closed = true;
        retries.values().forEach(Scheduler.Task::cancel);
        retries.clear();
        scheduler.remove(this);
    }
}
