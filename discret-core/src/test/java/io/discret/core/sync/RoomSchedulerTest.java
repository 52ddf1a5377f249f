package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.testkit.StoreRows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which room is pulled from whom (docs/protocol/41 §5). */
class RoomSchedulerTest {
    private static final Uid R = StoreRows.uid(1);
    private static final Uid S = StoreRows.uid(2);
    private static final Uid T = StoreRows.uid(3);

    private final RoomScheduler scheduler = new RoomScheduler(2);

    /** Keeps what it was told to pull. */
    private static final class Peer implements RoomScheduler.Puller {
        private final List<Uid> pulled = new ArrayList<>();
        private final List<RoomScheduler.Lock> locks = new ArrayList<>();

        @Override
        public void pull(Uid room, RoomScheduler.Lock lock) {
            pulled.add(room);
            locks.add(lock);
        }
    }

    private final Peer one = new Peer();
    private final Peer two = new Peer();

    @Test
    void aRoomIsPulledFromOnePeerAtATime() {
        scheduler.request(one, R);
        scheduler.request(two, R);
        assertThat(two.pulled).isEmpty();
        one.locks.get(0).release();
        assertThat(two.pulled).containsExactly(R);
        assertThat(one.pulled).containsExactly(R);
    }

    @Test
    void noMoreRoomsThanAllowed() {
        scheduler.request(one, R);
        scheduler.request(one, S);
        scheduler.request(one, T);
        assertThat(scheduler.running()).isEqualTo(2);
        one.locks.get(1).release();
        assertThat(one.pulled).containsExactly(R, S, T);
    }

    @Test
    void peersTakeTurns() {
        RoomScheduler single = new RoomScheduler(1);
        single.request(one, R);
        single.request(one, S);
        single.request(one, T);
        single.request(two, T);
        one.locks.get(0).release();
        one.locks.get(1).release();
        assertThat(one.pulled).containsExactly(R, S);
        assertThat(two.pulled).containsExactly(T);
    }

    /** Whoever waits for one room does not wait for a place while there is one: the other rooms need not be given back. */
    @Test
    void onlyTheRoomThatIsWaitedForIsAwaited() {
        RoomScheduler three = new RoomScheduler(3);
        three.request(one, R);
        three.request(one, S);
        three.request(two, S);
        assertThat(one.locks.get(0).isAwaited()).isFalse();
        assertThat(one.locks.get(1).isAwaited()).isTrue();
    }

    @Test
    void requestsAreMergedAndARunningRoomRunsAgain() {
        scheduler.request(one, R);
        scheduler.request(one, R);
        scheduler.request(one, R);
        assertThat(one.pulled).containsExactly(R);
        one.locks.get(0).release();
        assertThat(one.pulled).containsExactly(R, R);
        one.locks.get(1).release();
        assertThat(scheduler.running()).isZero();
    }

    @Test
    void aLostConnectionGivesItsRoomsBack() {
        scheduler.request(one, R);
        scheduler.request(one, S);
        scheduler.request(two, R);
        scheduler.remove(one);
        assertThat(two.pulled).containsExactly(R);
        // A release that comes late takes nothing from the new holder.
        one.locks.get(0).release();
        scheduler.request(one, R);
        assertThat(one.pulled).containsExactly(R, S);
    }
}
