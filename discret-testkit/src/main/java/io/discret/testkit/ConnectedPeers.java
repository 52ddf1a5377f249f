package io.discret.testkit;

import io.discret.api.Discret;
import io.discret.api.Event;
import java.util.HashMap;
import java.util.Map;

/** Count the verified connections of engines, as their applications are told. Used by the thread of the time line only. */
final class ConnectedPeers {
    private final Map<Discret, Integer> counts = new HashMap<>();

    /** Count those of an engine from now on. */
    void watch(Discret engine) {
        counts.put(engine, 0);
        engine.events().onEvent(Event.PeerConnected.class, event -> add(engine, 1));
        engine.events().onEvent(Event.PeerDisconnected.class, event -> add(engine, -1));
    }

    /** The engine ends; what it is told on the way counts no more. */
    void forget(Discret engine) {
        counts.remove(engine);
    }

    /** Ends of connections: two for each. */
    long ends() {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    private void add(Discret engine, int change) {
        counts.computeIfPresent(engine, (same, count) -> count + change);
    }
}
