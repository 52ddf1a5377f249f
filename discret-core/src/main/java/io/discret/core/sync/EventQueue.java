package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.NodeIdentifier;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

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
     */
    void dataChanged(Uid room, Map<String, List<NodeIdentifier>> named) {
        RemoteEvent whole = new RemoteEvent.RoomDataChanged(room);
        if (waiting.contains(whole)) {
            return; // it has not left yet, and says more
        }
        if (named.isEmpty() || names >= MOST_NAMES) {
            send(whole);
        } else {
            named.forEach((entity, rows) -> {
                names++;
                send(new RemoteEvent.RowsChanged(room, entity, rows));
            });
        }
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
        names -= event instanceof RemoteEvent.RowsChanged ? 1 : 0;
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
