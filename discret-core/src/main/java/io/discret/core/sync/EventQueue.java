package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.rows.SentRow;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.NodeIdentifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Send events one after the other; one that waits already is not added again, so that none is ever lost and the queue has
 * at most two entries a room, and a few that name rows (docs/protocol/41 §11.20, §12.2). Used by the executor of the session only.
 */
final class EventQueue {
    /** Events that name rows and wait, up to 6 KiB each; a peer that reads too slowly compares days instead. */
    private static final int MOST_NAMES = 64;

    private final SessionLink link;
    private final Executor executor;
    private final Set<RemoteEvent> waiting = new LinkedHashSet<>();
    private boolean sending;
    private int names;

    EventQueue(SessionLink link, Executor executor) {
        this.link = link;
        this.executor = executor;
    }

    /**
     * Tell that the data of a room changed.
     *
     * @param named the rows that changed by entity, when they are all that did; empty = the peer has to compare
     * @param written gives the row behind a name, when it was written here and the peer may have it
     */
    void dataChanged(
            Uid room, Map<String, List<NodeIdentifier>> named, Function<NodeIdentifier, Optional<SentRow>> written) {
        RemoteEvent everything = new RemoteEvent.RoomDataChanged(room);
        if (waiting.contains(everything)) {
            return; // it has not left yet, and says more
        }
        if (named.isEmpty() || names >= MOST_NAMES) {
            send(everything);
        } else {
            named.forEach((entity, rows) -> {
                names++;
                List<SentRow> whole = written(rows, written);
                send(
                        whole.isEmpty()
                                ? new RemoteEvent.RowsChanged(room, entity, rows)
                                : new RemoteEvent.RowsWritten(room, entity, whole));
            });
        }
    }

    /** All of the rows; none when one of them is not there, or they are too large for an event. */
    private static List<SentRow> written(
            List<NodeIdentifier> names, Function<NodeIdentifier, Optional<SentRow>> written) {
        List<SentRow> rows = new ArrayList<>();
        int bytes = 0;
        for (NodeIdentifier name : names) {
            Optional<SentRow> row = written.apply(name);
            bytes += row.map(SentRow::size).orElse(SyncLimits.WRITTEN_ROWS);
            if (row.isEmpty() || bytes > SyncLimits.WRITTEN_ROWS) {
                return List.of();
            }
            rows.add(row.get());
        }
        return rows;
    }

    void send(RemoteEvent event) {
        waiting.add(event);
        next();
    }

    private void next() {
        Iterator<RemoteEvent> events = waiting.iterator();
        if (sending || !events.hasNext()) {
            return;
        }
        RemoteEvent event = events.next();
        events.remove();
        names -= event instanceof RemoteEvent.Own ? 1 : 0;
        sending = true;
        link.sendEvent(event.encode()).whenCompleteAsync((sent, failure) -> sent(failure == null), executor);
    }

    private void sent(boolean success) {
        sending = false;
        if (success) {
            next();
        } else {
            waiting.clear(); // the connection is gone
        }
    }
}
