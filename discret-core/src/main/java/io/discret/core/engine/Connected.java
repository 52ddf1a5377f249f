package io.discret.core.engine;

import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Changes;
import io.discret.core.events.EventBus;
import io.discret.core.net.PeerConnection;
import io.discret.core.net.TokenEntry;
import io.discret.core.sync.PeerSession;
import io.discret.spi.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Know the sessions of the engine, tell the application of peers that come and go, and tell peers of changes
 * (docs/protocol/21 §19). Used by the serial executor of the engine only.
 */
final class Connected {
    /** Code of a connection that is not wanted (docs/protocol/40 §1). */
    private static final long REFUSED = 2;

    private final EventBus events;
    private final Clock clock;
    private final Election election;
    private final Set<PeerSession> present = new HashSet<>();
    private final LinkedHashMap<PeerSession, PeerConnection> sessions = new LinkedHashMap<>();

    /** Decides whether a connection whose peer is verified stays, when there are two of them. */
    interface Election {
        boolean stays(PeerConnection connection, VerifyingKey user);
    }

    Connected(EventBus events, Clock clock, Election election) {
        this.events = events;
        this.clock = clock;
        this.election = election;
    }

    void add(PeerSession session, PeerConnection connection) {
        sessions.put(session, connection);
    }

    void verified(PeerSession session) {
        PeerConnection connection = sessions.get(session);
        session.remoteKey().ifPresent(key -> {
            if (connection != null && election.stays(connection, key)) {
                present.add(session);
                events.publish(connected(key, connection));
            }
        });
    }

    private Event connected(VerifyingKey key, PeerConnection connection) {
        return new Event.PeerConnected(key, clock.millis(), connection.id().toString());
    }

    void ended(PeerSession session) {
        PeerConnection connection = sessions.remove(session);
        if (present.remove(session) && connection != null) {
            session.remoteKey()
                    .ifPresent(key -> events.publish(new Event.PeerDisconnected(
                            key, clock.millis(), connection.id().toString())));
        }
    }

    /** Close the connections of peers and devices that the user does not want any more (docs/protocol/31 P8). */
    void enforce(PeersInForce.State state) {
        Map.copyOf(sessions).forEach((session, connection) -> {
            boolean refused = session.remoteDevice()
                    .filter(state.devices().refused()::contains)
                    .isPresent();
            if (refused
                    || !user(session, connection).map(state.tokens()::allows).orElse(true)) {
                connection.close(REFUSED);
            }
        });
    }

    /** Who is at the other end: proved, or expected; empty for who comes with an invite and has not proved a key. */
    private static Optional<VerifyingKey> user(PeerSession session, PeerConnection connection) {
        return session.remoteKey()
                .or(() -> connection.entry() instanceof TokenEntry.AllowedPeer expected
                        ? Optional.of(expected.key())
                        : Optional.empty());
    }

    /** Tell every peer of rooms whose data changed here. */
    void dataChanged(Changes changes) {
        for (PeerSession session : sessions.keySet().toArray(PeerSession[]::new)) {
            session.dataChanged(changes);
        }
    }

    /** Tell every peer of rooms whose definitions changed here. */
    void definitionsChanged(Collection<Uid> rooms) {
        for (PeerSession session : sessions.keySet().toArray(PeerSession[]::new)) {
            rooms.forEach(session::definitionChanged);
        }
    }

    /** Pull rooms again from every peer. */
    void pull(Collection<Uid> rooms) {
        for (PeerSession session : sessions.keySet().toArray(PeerSession[]::new)) {
            rooms.forEach(session::pull);
        }
    }
}
