package io.discret.core.sync;

import io.discret.api.Uid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decide which room is pulled from which peer next (docs/protocol/41 §5).
 *
 * <p>At most one synchronisation a room and {@code parallelism} in total, over all connections; peers take turns, rooms of
 * one peer in the order of the requests. Who holds a room for long is asked to give it back when others wait. Shared by the sessions of one engine, used by their executor only.
 */
public final class RoomScheduler {
    private final int parallelism;
    private final Map<Puller, Set<Uid>> waiting = new LinkedHashMap<>();
    private final Map<Uid, Lock> locks = new HashMap<>();
    private boolean starting;

    /** Somebody who can pull rooms from one peer. */
    interface Puller {
        /** Pull a room; {@link Lock#release} must be called at the end, whatever it is. */
        void pull(Uid room, Lock lock);
    }

    /** The right to pull one room. */
    final class Lock {
        private final Puller holder;
        private final Uid room;

        private Lock(Puller holder, Uid room) {
            this.holder = holder;
            this.room = room;
        }

        /** Whether another peer waits for the room, or for a place at all. */
        boolean isAwaited() {
            return waiting.entrySet().stream()
                    .filter(others -> others.getKey() != holder)
                    .map(Map.Entry::getValue)
                    .anyMatch(rooms -> rooms.contains(room)
                            || locks.size() >= parallelism
                                    && rooms.stream().anyMatch(other -> !locks.containsKey(other)));
        }

        /** Give the room back; a second call does nothing. */
        void release() {
            if (locks.remove(room, this)) {
                start();
            }
        }
    }

    /**
     * Make one for an engine.
     *
     * @param parallelism rooms pulled at once
     */
    public RoomScheduler(int parallelism) {
        this.parallelism = parallelism;
    }

    /** Pull a room when its turn comes; a request that waits already is merged. */
    void request(Puller puller, Uid room) {
        waiting.computeIfAbsent(puller, key -> new LinkedHashSet<>()).add(room);
        start();
    }

    /** Take back what waits of a peer that does not answer, so that it holds no place; the rooms that waited. */
    Set<Uid> withdraw(Puller puller) {
        Set<Uid> rooms = waiting.remove(puller);
        return rooms == null ? Set.of() : rooms;
    }

    /** Forget a connection and what it holds. */
    void remove(Puller puller) {
        waiting.remove(puller);
        locks.values().removeIf(lock -> lock.holder == puller);
        start();
    }

    /** Rooms pulled now. */
    public int running() {
        return locks.size();
    }

    private void start() {
        if (starting) {
            return; // a pull that ended at once; the loop below goes on
        }
        starting = true;
        try {
            Optional<Lock> next = next();
            while (next.isPresent()) {
                Lock lock = next.get();
                lock.holder.pull(lock.room, lock);
                next = next();
            }
        } finally {
            starting = false;
        }
    }

    private Optional<Lock> next() {
        if (locks.size() >= parallelism) {
            return Optional.empty();
        }
        List<Puller> turn = new ArrayList<>(waiting.keySet());
        for (Puller puller : turn) {
            Optional<Uid> room = take(puller);
            if (room.isPresent()) {
                Lock lock = new Lock(puller, room.get());
                locks.put(lock.room, lock);
                return Optional.of(lock);
            }
        }
        return Optional.empty();
    }

    /** The first room of a peer that nobody pulls; the peer goes to the end of the row. */
    private Optional<Uid> take(Puller puller) {
        Set<Uid> rooms = waiting.getOrDefault(puller, Set.of());
        for (Iterator<Uid> all = rooms.iterator(); all.hasNext(); ) {
            Uid room = all.next();
            if (!locks.containsKey(room)) {
                all.remove();
                waiting.remove(puller);
                if (!rooms.isEmpty()) {
                    waiting.put(puller, rooms);
                }
                return Optional.of(room);
            }
        }
        return Optional.empty();
    }
}
