package io.discret.core.engine;

import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.events.EventBus;
import io.discret.core.net.PeerConnection;
import io.discret.core.sync.PeerSession;
import io.discret.spi.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;

/**
 * Know the sessions of the engine, tell the application of peers that come and go, and tell peers of changes
 * (docs/protocol/21 §19). Used by the serial executor of the engine only.
 */
final class Connected {
    private final EventBus events;
    private final Clock clock;
    private final Runnable onVerified;
    private final LinkedHashMap<PeerSession, PeerConnection> sessions = new LinkedHashMap<>();

    Connected(EventBus events, Clock clock, Runnable onVerified) {
        this.events = events;
        this.clock = clock;
        this.onVerified = onVerified;
    }

    void add(PeerSession session, PeerConnection connection) {
        sessions.put(session, connection);
    }

    void verified(PeerSession session) {
        onVerified.run();
        PeerConnection connection = sessions.get(session);
        session.remoteKey().ifPresent(key -> {
            if (connection != null) {
                events.publish(connected(key, connection));
            }
        });
    }

    private Event connected(VerifyingKey key, PeerConnection connection) {
        return new Event.PeerConnected(key, clock.millis(), connection.id().toString());
    }

    void ended(PeerSession session, boolean wasVerified) {
        PeerConnection connection = sessions.remove(session);
        if (wasVerified && connection != null) {
            session.remoteKey()
                    .ifPresent(key -> events.publish(new Event.PeerDisconnected(
                            key, clock.millis(), connection.id().toString())));
        }
    }

    /** Tell every peer of rooms whose data changed here. */
    void dataChanged(Collection<Uid> rooms) {
        for (PeerSession session : sessions.keySet().toArray(PeerSession[]::new)) {
            session.dataChanged(rooms);
        }
    }

    /** Pull rooms again from every peer. */
    void pull(Collection<Uid> rooms) {
        for (PeerSession session : sessions.keySet().toArray(PeerSession[]::new)) {
            rooms.forEach(session::pull);
        }
    }
}
