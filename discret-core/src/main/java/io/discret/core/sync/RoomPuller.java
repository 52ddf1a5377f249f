package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Failures;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
    private final SeenDefinitions seen;
    /** Rooms to be compared when their turn comes. */
    private final Set<Uid> whole = new HashSet<>();
    /** Rooms that were compared without failure. */
    private final Set<Uid> complete = new HashSet<>();

    private final OfferedRows offers = new OfferedRows();
    private final Map<Uid, Duration> pauses = new HashMap<>();
    private final Map<Uid, Scheduler.Task> retries = new HashMap<>();
    private boolean closed;

    RoomPuller(
            SessionContext context,
            PeerSession session,
            Queries queries,
            RoomScheduler scheduler,
            SeenDefinitions seen) {
        this.seen = seen;
        this.context = context;
        this.session = session;
        this.queries = queries;
        this.scheduler = scheduler;
    }

    /**
     * Pull rows that the peer named, or take those that it sent; the whole room when it was not pulled wholly before, or
     * something went wrong.
     */
    void offered(RemoteEvent.Own event) {
        Uid room = event.room();
        if (closed || whole.contains(room)) {
            return; // a comparison that begins later finds them too
        }
        if (complete.contains(room) && !retries.containsKey(room) && offers.add(event)) {
            scheduler.request(this, room);
        } else {
            request(room);
        }
    }

    void request(Uid room) {
        if (!closed) {
            whole.add(room);
            offers.forget(room);
            Scheduler.Task retry = retries.remove(room);
            if (retry != null) {
                retry.cancel();
            }
            scheduler.request(this, room);
        }
    }

    @Override
    public void pull(Uid room, RoomScheduler.Lock lock) {
        new Pull(room, lock).start();
    }

    /** One synchronisation of one room. */
    private final class Pull {
        private final Uid room;
        private final RoomScheduler.Lock lock;
        private final Queries.Scope scope = queries.scope();
        private final RoomWork sync;
        private final boolean compares;
        private boolean yielded;
        private Scheduler.Task turn = () -> {};

        Pull(Uid room, RoomScheduler.Lock lock) {
            this.room = room;
            this.lock = lock;
            compares = whole.remove(room);
            sync = compares
                    ? new RoomSync(context, scope, room, seen, session::definitionChanged, this::progress)
                    : new OfferSync(context, scope, room, offers.take(room));
        }

        private void progress(RoomReport soFar) {
            if (!closed) {
                context.roomPulling(session, soFar);
            }
        }

        void start() {
            watch();
            sync.run().whenComplete((report, failure) -> {
                turn.cancel();
                if (closed) {
                    lock.release();
                } else if (failure == null && !compares && !report.refused().isEmpty()) {
                    // Perhaps the definition here is behind; a comparison tells, and reports what stays refused.
                    request(room);
                    lock.release();
                } else if (failure == null && !compares) {
                    received(report);
                    lock.release();
                } else if (failure == null) {
                    pulled(report);
                    lock.release();
                } else if (yielded) {
                    // Released first, so that whoever waits comes before this peer.
                    lock.release();
                    request(room);
                } else {
                    failed(room, Failures.of(failure), sync.report());
                    lock.release();
                }
            });
        }

        /** A slow peer keeps nobody else from the room for long (docs/protocol/41 §5). */
        private void watch() {
            turn = later(SyncLimits.TURN, () -> {
                if (lock.isAwaited()) {
                    yielded = true;
                    scope.cancel();
                } else {
                    watch();
                }
            });
        }
    }

    private void pulled(RoomReport report) {
        pauses.remove(report.room());
        complete.add(report.room());
        if (!report.refused().isEmpty()) {
            LOG.log(Level.WARNING, "A peer sent what is not accepted in a room: " + report.refused());
        }
        report.nextDate().ifPresent(date -> again(report.room(), untilAccepted(date)));
        context.roomSynchronized(session, report);
    }

    private void received(RoomReport report) {
        report.nextDate().ifPresent(date -> again(report.room(), untilAccepted(date)));
        context.rowsReceived(session, report);
    }

    /** Until a row dated so far ahead is accepted. */
    private Duration untilAccepted(long date) {
        long now = context.environment().clock().millis();
        Duration wait = Duration.ofMillis(date - now - context.settings().maxFuture());
        return wait.compareTo(SyncLimits.LONGEST_WAIT) > 0 ? SyncLimits.LONGEST_WAIT : atLeastFirst(wait);
    }

    private static Duration atLeastFirst(Duration wait) {
        return wait.compareTo(SyncLimits.FIRST_RETRY) < 0 ? SyncLimits.FIRST_RETRY : wait;
    }

    private void failed(Uid room, DiscretException reason, RoomReport report) {
        complete.remove(room);
        if (reason.code() == ErrorCode.CLOSED) {
            return;
        }
        // Whoever is not let in, or brings a definition that is refused, waits for a change; few retries will do.
        boolean refused = reason.code() == ErrorCode.NOT_AUTHORISED;
        LOG.log(
                refused ? Level.DEBUG : Level.WARNING,
                "A room could not be synchronised and is tried again: " + reason.getMessage());
        if (report.changed()) {
            pauses.remove(room);
        }
        Duration pause = pauses.getOrDefault(room, refused ? SyncLimits.LAST_RETRY : SyncLimits.FIRST_RETRY);
        Duration twice = pause.multipliedBy(2);
        pauses.put(room, twice.compareTo(SyncLimits.LAST_RETRY) > 0 ? SyncLimits.LAST_RETRY : twice);
        again(room, pause);
        if (reason.code() == ErrorCode.TIME_OUT) {
            // Whoever is silent about one room is silent about the next, and others wait for the place.
            scheduler.withdraw(this).forEach(other -> again(other, pause));
        }
        context.roomFailed(session, report, reason);
    }

    private void again(Uid room, Duration pause) {
        Scheduler.Task before = retries.put(room, later(pause, () -> {
            retries.remove(room);
            request(room);
        }));
        if (before != null) {
            before.cancel();
        }
    }

    private Scheduler.Task later(Duration delay, Runnable task) {
        return context.environment().scheduler().schedule(delay, context.executor(), task);
    }

    void close() {
        closed = true;
        offers.clear();
        retries.values().forEach(Scheduler.Task::cancel);
        retries.clear();
        scheduler.remove(this);
    }
}
