package io.discret.core.net;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.CircuitId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keep at most one connection a circuit, the same on both ends (docs/protocol/40 §9).
 *
 * <p>Endpoint ids are claimed, and everybody in reach can hear them. So a connection only displaces another one of the
 * same user once its peer has proved to be that user; before that it may displace one that is not proved either and comes
 * from the same address, which settles two dials at once as the reference does (31 §5).
 *
 * <p>Pure bookkeeping: used by one thread, closes nothing by itself.
 *
 * @param <C> what is kept for a connection
 */
final class Circuits<C> {
    private final Map<Uid, Opened<C>> opened = new LinkedHashMap<>();
    private final Map<CircuitId, List<Opened<C>>> byCircuit = new HashMap<>();
    private final Map<CircuitId, Map<VerifyingKey, Opened<C>>> connected = new HashMap<>();
    private final Set<CircuitId> local = new LinkedHashSet<>();

    /** A connection, whoever is at its other end. */
    private record Opened<C>(CircuitId circuit, Uid id, InetAddress address, C value) {}

    /** Whether a proved connection exists; {@code user} null = whoever it is. */
    boolean isConnected(CircuitId circuit, @Nullable VerifyingKey user) {
        Map<VerifyingKey, Opened<C>> users = connected.getOrDefault(circuit, Map.of());
        return user == null ? !users.isEmpty() : users.containsKey(user);
    }

    /**
     * Whether a dial that just succeeded has been overtaken by a connection of the other endpoint, so that opening a second
     * one would only end one of the two in the middle of its work.
     *
     * @param address that was dialed; an unproved connection counts when it comes from there, one of somebody else never
     */
    boolean isOvertaken(CircuitId circuit, @Nullable VerifyingKey user, InetAddress address) {
        return isConnected(circuit, user) || unproved(circuit, address).isPresent();
    }

    /** A connection from an address whose peer has proved nothing yet. */
    private Optional<Opened<C>> unproved(CircuitId circuit, InetAddress address) {
        Map<VerifyingKey, Opened<C>> users = connected.getOrDefault(circuit, Map.of());
        return byCircuit.getOrDefault(circuit, List.of()).stream()
                .filter(one -> one.address().equals(address) && !users.containsValue(one))
                .findFirst();
    }

    /** Note that the other endpoint was heard on the local network; of very many the latest are known. */
    void markLocal(CircuitId circuit) {
        local.remove(circuit);
        local.add(circuit);
        if (local.size() > NetLimits.LOCAL_CIRCUITS) {
            Iterator<CircuitId> oldest = local.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean isLocal(CircuitId circuit) {
        return local.contains(circuit);
    }

    /** Note a connection whose peer has proved nothing yet. */
    Election<C> open(CircuitId circuit, Uid id, InetAddress address, C value) {
        Opened<C> mine = new Opened<>(circuit, id, address, value);
        if (opened.containsKey(id)) {
            return new Election<>(false, value);
        }
        Optional<Opened<C>> other = unproved(circuit, address);
        if (other.isPresent() && other.get().id().compareTo(id) <= 0) {
            return new Election<>(false, value);
        }
        other.ifPresent(this::forget);
        opened.put(id, mine);
        byCircuit.computeIfAbsent(circuit, absent -> new ArrayList<>(1)).add(mine);
        return new Election<>(true, other.map(Opened::value).orElse(null));
    }

    /** The peer of a connection has proved who it is: of two connections with one user the smaller id stays. */
    Election<C> prove(CircuitId circuit, Uid id, VerifyingKey user, C value) {
        Opened<C> mine = opened.get(id);
        Opened<C> old = connected.getOrDefault(circuit, Map.of()).get(user);
        if (mine == null
                || !mine.value().equals(value)
                || old != null && old.id().compareTo(id) < 0) {
            return new Election<>(false, value);
        }
        connected.computeIfAbsent(circuit, absent -> new LinkedHashMap<>()).put(user, mine);
        return new Election<>(true, old == null || old.id().equals(id) ? null : old.value());
    }

    /**
     * How it ended.
     *
     * @param admitted whether the new connection stays
     * @param loser the connection to close, old or new; null when there was only one
     */
    record Election<C>(boolean admitted, @Nullable C loser) {}

    /** Forget a connection that ended; false when another one is kept for the circuit. */
    boolean remove(CircuitId circuit, Uid id, C value) {
        Opened<C> mine = opened.get(id);
        if (mine != null && mine.value().equals(value)) {
            forget(mine);
        }
        boolean left = byCircuit.containsKey(circuit);
        if (!left) {
            local.remove(circuit);
        }
        return !left;
    }

    private void forget(Opened<C> one) {
        opened.remove(one.id());
        byCircuit.computeIfPresent(one.circuit(), (circuit, all) -> all.remove(one) && all.isEmpty() ? null : all);
        connected.computeIfPresent(
                one.circuit(), (circuit, users) -> users.values().remove(one) && users.isEmpty() ? null : users);
    }

    /** The connections there are, proved or not. */
    List<C> connections() {
        return opened.values().stream().map(Opened::value).toList();
    }
}
