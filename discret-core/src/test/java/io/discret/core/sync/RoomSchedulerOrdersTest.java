package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.testkit.StoreRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every order in which two peers can ask for two rooms, end, be withdrawn and be lost (docs/protocol/41 §5). The scheduler
 * belongs to one executor, so the orders of its calls are all the interleavings there are; each is played.
 */
class RoomSchedulerOrdersTest {
    private static final int CALLS = Boolean.getBoolean("discret.soak") ? 7 : 5;
    private static final List<Uid> ROOMS = List.of(StoreRows.uid(1), StoreRows.uid(2));
    private static final int ACTIONS = 11;

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void noOrderLosesARoomOrPullsItTwice(int parallelism, boolean secondEndsAtOnce) {
        int[] order = new int[CALLS];
        long played = 0;
        do {
            World world = new World(parallelism, secondEndsAtOnce);
            for (int i = 0; i < CALLS; i++) {
                world.act(order[i]);
                String broken = world.broken();
                if (broken != null) {
                    assertThat(broken)
                            .as("after the first %s of %s", i + 1, Arrays.toString(order))
                            .isNull();
                }
            }
            played++;
        } while (next(order));
        assertThat(played).isEqualTo((long) Math.pow(ACTIONS, CALLS));
    }

    private static boolean next(int[] order) {
        for (int i = order.length - 1; i >= 0; i--) {
            order[i]++;
            if (order[i] < ACTIONS) {
                return true;
            }
            order[i] = 0;
        }
        return false;
    }

    /** What must be so, kept beside the scheduler. */
    private static final class World {
        private final RoomScheduler scheduler;
        private final int parallelism;
        private final List<Peer> peers;
        private final Map<Peer, Set<Uid>> waiting = new LinkedHashMap<>();
        private final Map<Uid, Peer> pulledFrom = new HashMap<>();
        private final List<RoomScheduler.Lock> stale = new ArrayList<>();
        private String fault;

        World(int parallelism, boolean secondEndsAtOnce) {
            this.parallelism = parallelism;
            scheduler = new RoomScheduler(parallelism);
            peers = List.of(new Peer(this, false), new Peer(this, secondEndsAtOnce));
            peers.forEach(peer -> waiting.put(peer, new LinkedHashSet<>()));
        }

        void act(int action) {
            Peer peer = peers.get(action % 2);
            switch (action / 2) {
                case 0, 1 -> {
                    Uid room = ROOMS.get(action / 2);
                    waiting.get(peer).add(room);
                    scheduler.request(peer, room);
                }
                case 2 -> peer.end();
                case 3 -> {
                    Set<Uid> expected = waiting.put(peer, new LinkedHashSet<>());
                    check(scheduler.withdraw(peer).equals(expected), "withdrew other rooms than those that waited");
                }
                case 4 -> {
                    waiting.get(peer).clear();
                    pulledFrom.values().removeIf(peer::equals);
                    stale.addAll(peer.locks.values());
                    peer.locks.clear();
                    scheduler.remove(peer);
                }
                default -> stale.forEach(RoomScheduler.Lock::release); // of connections that are lost: too late
            }
        }

        void pulled(Peer peer, Uid room) {
            check(waiting.get(peer).remove(room), "pulled a room that nobody asked for");
            check(pulledFrom.put(room, peer) == null, "pulled a room twice at once");
            check(pulledFrom.size() <= parallelism, "more rooms than allowed");
        }

        void check(boolean holds, String broken) {
            if (!holds && fault == null) {
                fault = broken;
            }
        }

        String broken() {
            check(scheduler.running() == pulledFrom.size(), "another number of rooms than are pulled");
            boolean place = pulledFrom.size() < parallelism;
            for (Peer peer : peers) {
                for (Uid room : waiting.get(peer)) {
                    check(!place || pulledFrom.containsKey(room), "a room waits though nothing stands in its way");
                }
                peer.locks.forEach((room, lock) ->
                        check(lock.isAwaited() == awaited(peer, room), "says wrongly whether somebody waits"));
            }
            return fault;
        }

        /** Somebody else wants this room, or wants another that nobody pulls and there is no place left. */
        private boolean awaited(Peer holder, Uid room) {
            for (Peer other : peers) {
                for (Uid wanted : waiting.get(other)) {
                    boolean blocked = pulledFrom.size() >= parallelism && !pulledFrom.containsKey(wanted);
                    if (other != holder && (wanted.equals(room) || blocked)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** Pulls what it is told, and ends at once or when told. */
    private static final class Peer implements RoomScheduler.Puller {
        private final World world;
        private final boolean endsAtOnce;
        private final Map<Uid, RoomScheduler.Lock> locks = new LinkedHashMap<>();

        Peer(World world, boolean endsAtOnce) {
            this.world = world;
            this.endsAtOnce = endsAtOnce;
        }

        @Override
        public void pull(Uid room, RoomScheduler.Lock lock) {
            world.pulled(this, room);
            locks.put(room, lock);
            if (endsAtOnce) {
                end();
            }
        }

        void end() {
            if (!locks.isEmpty()) {
                Uid room = locks.keySet().iterator().next();
                RoomScheduler.Lock lock = locks.remove(room);
                world.pulledFrom.remove(room);
                lock.release();
            }
        }
    }
}
