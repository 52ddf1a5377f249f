package io.discret.core.net;

import io.discret.api.Uid;
import io.discret.core.identity.CircuitId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keep at most one connection a circuit, the same on both ends (docs/protocol/40 §9).
 *
 * <p>Pure bookkeeping: used by one thread, closes nothing
 * by itself.
 *
 * @param <C> what is kept for a connection
 */
final class Circuits<C> {
    private final Map<CircuitId, Kept<C>> connected = new HashMap<>();
    private final Set<CircuitId> dialing = new HashSet<>();
    private final Set<CircuitId> local = new HashSet<>();

    private record Kept<C>(Uid connection, C value) {}

    /** Whether a connection exists or is being made, so that an announce needs no answer. */
    boolean busy(CircuitId circuit) {
        return connected.containsKey(circuit) || dialing.contains(circuit);
    }

    boolean isConnected(CircuitId circuit) {
        return connected.containsKey(circuit);
    }

    /** Note that a dial has begun; false when the circuit is busy already. */
    boolean beginDial(CircuitId circuit) {
        return !busy(circuit) && dialing.add(circuit);
    }

    /** Note that a dial has failed or was given up. */
    void endDial(CircuitId circuit) {
        dialing.remove(circuit);
    }

    /** Note that the other endpoint was heard on the local network. */
    void markLocal(CircuitId circuit) {
        local.add(circuit);
    }

    boolean isLocal(CircuitId circuit) {
        return local.contains(circuit);
    }

    /** Elect: of two connections of one circuit the smaller id stays; equal ids keep the old one. */
    Election<C> admit(CircuitId circuit, Uid connection, C value) {
        dialing.remove(circuit);
        Kept<C> old = connected.get(circuit);
        if (old != null && old.connection().compareTo(connection) <= 0) {
            return new Election<>(false, value);
        }
        connected.put(circuit, new Kept<>(connection, value));
        return new Election<>(true, old == null ? null : old.value());
    }

    /**
     * How it ended.
     *
     * @param admitted whether the new connection stays
     * @param loser the connection to close, old or new; null when there was only one
     */
    record Election<C>(boolean admitted, @Nullable C loser) {}

    /** Forget a connection that ended; false when another one is kept for the circuit, or none. */
    boolean remove(CircuitId circuit, Uid connection) {
        Kept<C> kept = connected.get(circuit);
        if (kept == null || !kept.connection().equals(connection)) {
            return false;
        }
        connected.remove(circuit);
        local.remove(circuit);
        return true;
    }

    /** The connections kept. */
    Collection<C> connections() {
        return List.copyOf(connected.values().stream().map(Kept::value).toList());
    }
}
