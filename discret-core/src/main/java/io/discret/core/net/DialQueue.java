package io.discret.core.net;

import io.discret.core.identity.CircuitId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keep the announces that wait for a dial, and choose the next one (docs/protocol/40 §7, §9).
 *
 * <p>Who signs an announce chooses endpoint and address freely, and who holds an invite signs with any key. So endpoints
 * stand in one line for each reason a token is known here, an allowed peer or an invite: lines take turns, each has its
 * share of the dials at once, and the longest loses its oldest when there are too many in all. A flood keeps waiting, or
 * puts out, what came with the same key.
 *
 * <p>Of one endpoint the latest announce counts; the addresses of the ones before are tried after it, also those heard
 * while a dial runs.
 *
 * <p>Pure bookkeeping: used by one thread, dials nothing by itself.
 */
final class DialQueue {
    private final Bounds bounds;
    private final Map<TokenEntry, Line> lines = new LinkedHashMap<>();
    private int running;
    private int waiting;

    /**
     * How much is kept.
     *
     * @param running dials at once
     * @param runningOfOne of them for one reason
     * @param waiting endpoints that wait, in all
     * @param waitingOfOne of them for one reason
     * @param addresses of one endpoint that wait
     * @param age after which an announce counts no more
     */
    record Bounds(int running, int runningOfOne, int waiting, int waitingOfOne, int addresses, Duration age) {
        static final Bounds USUAL = new Bounds(
                NetLimits.DIALS_AT_ONCE,
                NetLimits.DIALS_OF_ONE,
                NetLimits.DIALS_WAITING,
                NetLimits.DIALS_WAITING_OF_ONE,
                NetLimits.ADDRESSES_WAITING,
                NetLimits.ANNOUNCE_AGE);
    }

    /** Endpoints known for one reason: those that wait, the oldest first, and those that are dialed. */
    private static final class Line {
        final Map<CircuitId, Deque<DialTarget>> waiting = new LinkedHashMap<>();
        final Map<CircuitId, Running> running = new HashMap<>();

        boolean isEmpty() {
            return waiting.isEmpty() && running.isEmpty();
        }
    }

    /** A dial, and the other addresses of the endpoint, the latest first. */
    private record Running(DialTarget target, Deque<DialTarget> others) {}

    DialQueue(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Keep an announce; it takes the place of what the endpoint announced before from the same address.
     *
     * @return false when an endpoint that waited had to go for it
     */
    boolean add(DialTarget target) {
        Line line = lines.computeIfAbsent(target.entry(), entry -> new Line());
        Running dial = line.running.get(target.circuit());
        if (dial == null) {
            boolean room = line.waiting.containsKey(target.circuit()) || makeRoom(line);
            keep(waiting(line, target.circuit()), target);
            return room;
        }
        if (!dial.target().address().equals(target.address())) {
            keep(dial.others(), target);
        }
        return true;
    }

    private void keep(Deque<DialTarget> addresses, DialTarget target) {
        addresses.removeIf(other -> other.address().equals(target.address()));
        addresses.addFirst(target);
        if (addresses.size() > bounds.addresses()) {
            addresses.removeLast();
        }
    }

    private Deque<DialTarget> waiting(Line line, CircuitId circuit) {
        return line.waiting.computeIfAbsent(circuit, absent -> {
            waiting++;
            return new ArrayDeque<>();
        });
    }

    /** Before one more waits; false when another one had to go. */
    private boolean makeRoom(Line line) {
        if (line.waiting.size() >= bounds.waitingOfOne()) {
            removeOldest(line);
        } else if (waiting >= bounds.waiting()) {
            Line longest = lines.values().stream()
                    .max(Comparator.comparingInt(one -> one.waiting.size()))
                    .orElseThrow();
            removeOldest(longest);
            if (longest != line && longest.isEmpty()) {
                lines.values().remove(longest);
            }
        } else {
            return true;
        }
        return false;
    }

    private void removeOldest(Line line) {
        Iterator<CircuitId> oldest = line.waiting.keySet().iterator();
        oldest.next();
        oldest.remove();
        waiting--;
    }

    /**
     * Choose what is dialed now; it counts as running until it {@link #ended}.
     *
     * @param now by the monotonic clock, ns
     * @param wanted whether a dial still makes sense; what does not is forgotten
     * @return empty when nothing waits that may be dialed now
     */
    Optional<DialTarget> next(long now, Predicate<DialTarget> wanted) {
        if (running >= bounds.running()) {
            return Optional.empty();
        }
        Predicate<DialTarget> good =
                target -> now - target.heard() <= bounds.age().toNanos() && wanted.test(target);
        Iterator<Map.Entry<TokenEntry, Line>> turns = lines.entrySet().iterator();
        while (turns.hasNext()) {
            Line line = turns.next().getValue();
            Optional<DialTarget> next =
                    line.running.size() < bounds.runningOfOne() ? take(line, good) : Optional.empty();
            if (next.isPresent() || line.isEmpty()) {
                turns.remove();
            }
            if (next.isPresent()) {
                lines.put(next.get().entry(), line); // behind all others
                return next;
            }
        }
        return Optional.empty();
    }

    private Optional<DialTarget> take(Line line, Predicate<DialTarget> good) {
        Iterator<Deque<DialTarget>> oldest = line.waiting.values().iterator();
        while (oldest.hasNext()) {
            Deque<DialTarget> addresses = oldest.next();
            oldest.remove();
            waiting--;
            addresses.removeIf(good.negate());
            DialTarget target = addresses.pollFirst();
            if (target != null) {
                line.running.put(target.circuit(), new Running(target, addresses));
                running++;
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /** Whether another address is known of an endpoint that is being dialed. */
    boolean hasOther(DialTarget target) {
        Line line = lines.get(target.entry());
        Running dial = line == null ? null : line.running.get(target.circuit());
        return dial != null && !dial.others().isEmpty();
    }

    /** A dial is over; when it failed the other addresses of the endpoint wait for their turn, else they are forgotten. */
    void ended(DialTarget target, boolean failed) {
        Line line = lines.get(target.entry());
        if (line == null) {
            return;
        }
        Running dial = line.running.remove(target.circuit());
        if (dial == null) {
            return;
        }
        running--;
        if (failed && !dial.others().isEmpty()) {
            makeRoom(line);
            waiting(line, target.circuit()).addAll(dial.others());
        }
        if (line.isEmpty()) {
            lines.remove(target.entry());
        }
    }

    /** Endpoints that wait. */
    int size() {
        return waiting;
    }
}
