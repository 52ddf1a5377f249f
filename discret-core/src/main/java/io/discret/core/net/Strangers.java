package io.discret.core.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keep the accepted connections whose peer has not proved who it is, and choose which of them has to go when there are too
 * many (docs/protocol/31 P15).
 *
 * <p>An honest dialer proves itself within a few round trips. So the oldest goes first, of the address that a new one comes
 * from when that has its share, else of all: who floods puts out its own connections, and somebody honest is put out only
 * when as many come after it in those few round trips.
 *
 * <p>Pure bookkeeping: used by one thread, closes nothing by itself.
 *
 * @param <C> what is kept for a connection
 */
final class Strangers<C> {
    private final int most;
    private final int mostOfOne;
    private final Map<C, Origin> waiting = new LinkedHashMap<>();
    private final Map<Origin, Integer> counts = new HashMap<>();

    /** What one machine can choose freely counts as one: an IPv4 address, an IPv6 network of 64 bits. */
    private record Origin(ByteBuffer bytes) {
        private static final int NETWORK = 8;

        static Origin of(InetAddress address) {
            byte[] bytes = address.getAddress();
            return new Origin(ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK) : bytes));
        }
    }

    Strangers(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Note a new one; the one that must be closed for it, if any. */
    Optional<C> add(C connection, InetAddress address) {
        Origin origin = Origin.of(address);
        Optional<C> oldest = counts.getOrDefault(origin, 0) >= mostOfOne ? oldestOf(origin) : oldestOfAll();
        oldest.ifPresent(this::remove);
        waiting.put(connection, origin);
        counts.merge(origin, 1, Integer::sum);
        return oldest;
    }

    private Optional<C> oldestOf(Origin origin) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().equals(origin))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Optional<C> oldestOfAll() {
        Iterator<C> all = waiting.keySet().iterator();
        return waiting.size() >= most ? Optional.of(all.next()) : Optional.empty();
    }

    /** Forget one: it has proved who it is, or is gone. */
    void remove(C connection) {
        Origin origin = waiting.remove(connection);
        if (origin != null) {
            counts.merge(origin, -1, (count, less) -> count + less == 0 ? null : count + less);
        }
    }

    int size() {
        return waiting.size();
    }
}
