package io.discret.core.sync;

import io.discret.core.wire.RemoteEvent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Send events one after the other; one that waits already is not added again, so that none is ever lost and the queue has
 * at most two entries a room (docs/protocol/41 §11.20). Used by the executor of the session only.
 */
final class EventQueue {
    private final SessionLink link;
    private final Executor executor;
    private final Set<RemoteEvent> waiting = new LinkedHashSet<>();
    private boolean sending;

    EventQueue(SessionLink link, Executor executor) {
        this.link = link;
        this.executor = executor;
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
