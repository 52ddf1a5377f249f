package io.discret.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.CircuitId;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Announces wait for their turn, and who sends very many takes it from nobody (docs/protocol/40 §7, §9). */
class DialQueueTest {
    private static final int ALICE = 1;
    private static final int BOB = 2;
    private static final int CAROL = 3;

    /** Four dials at once, two of one peer; six endpoints wait, four of one peer; two addresses of each. */
    private final DialQueue queue = new DialQueue(new DialQueue.Bounds(4, 2, 6, 4, 2, Duration.ofSeconds(1)));

    private long now;

    @Test
    void whatIsBeyondTheDialsAtOnceIsDialedWhenOneEnds() {
        for (int user = 1; user <= 6; user++) {
            queue.add(target(user, "only", 1));
        }
        List<DialTarget> dialed = drain();
        assertThat(names(dialed)).containsExactly("1 only", "2 only", "3 only", "4 only");

        queue.ended(dialed.get(2), false);
        assertThat(names(drain())).containsExactly("5 only");
        queue.ended(dialed.get(0), true);
        assertThat(names(drain())).containsExactly("6 only");
        assertThat(queue.size()).isZero();
    }

    @Test
    void linesTakeTurnsAndHaveAShare() {
        for (String endpoint : List.of("a", "b", "c", "d")) {
            queue.add(target(ALICE, endpoint, 1));
        }
        queue.add(target(BOB, "a", 1));
        List<DialTarget> dialed = drain();
        assertThat(names(dialed)).containsExactly("1 a", "2 a", "1 b");

        queue.add(target(CAROL, "a", 1));
        assertThat(names(drain())).containsExactly("3 a");
        queue.ended(dialed.get(0), true);
        assertThat(names(drain())).containsExactly("1 c");
    }

    @Test
    void aFloodOfOnePutsOutItsOwnOldest() {
        queue.add(target(BOB, "a", 1));
        List<Boolean> room = IntStream.range(0, 100)
                .mapToObj(i -> queue.add(target(ALICE, "a" + i, 1)))
                .toList();

        assertThat(room.subList(0, 4)).containsOnly(true);
        assertThat(room.subList(4, 100)).containsOnly(false);
        assertThat(queue.size()).isEqualTo(5);
        assertThat(names(drain())).containsExactly("2 a", "1 a96", "1 a97");
    }

    @Test
    void theLongestLineMakesRoom() {
        for (String endpoint : List.of("a", "b", "c", "d")) {
            queue.add(target(ALICE, endpoint, 1));
        }
        queue.add(target(BOB, "a", 1));
        queue.add(target(BOB, "b", 1));

        assertThat(queue.add(target(CAROL, "a", 1))).isFalse();
        assertThat(queue.size()).isEqualTo(6);
        assertThat(names(drain())).containsExactly("1 b", "2 a", "3 a", "1 c");
    }

    /** All lines are equally long, and the one that grows is the first of them. */
    @Test
    void aLineThatMakesRoomForItselfStays() {
        for (int user = 1; user <= 6; user++) {
            queue.add(target(user, "a", 1));
        }

        assertThat(queue.add(target(ALICE, "b", 1))).isFalse();
        assertThat(queue.size()).isEqualTo(6);
        assertThat(names(drain())).containsExactly("1 b", "2 a", "3 a", "4 a");
    }

    @Test
    void theLatestAnnounceOfAnEndpointCounts() {
        queue.add(target(ALICE, "a", 1));
        queue.add(target(ALICE, "b", 1));
        DialTarget moved = target(ALICE, "a", 2);
        queue.add(moved);

        List<DialTarget> dialed = drain();
        assertThat(dialed.get(0)).isEqualTo(moved);
        assertThat(names(dialed)).containsExactly("1 a", "1 b");
        assertThat(queue.hasOther(moved)).isTrue();
    }

    @Test
    void anAddressHeardDuringADialIsTriedWhenItFails() {
        queue.add(target(ALICE, "a", 1));
        DialTarget first = drain().get(0);
        queue.add(target(ALICE, "a", 1));
        assertThat(queue.hasOther(first)).isFalse();
        DialTarget second = target(ALICE, "a", 2);
        queue.add(second);

        assertThat(drain()).isEmpty();
        assertThat(queue.hasOther(first)).isTrue();
        queue.ended(first, true);
        assertThat(drain()).containsExactly(second);
    }

    @Test
    void anAddressHeardDuringADialIsForgottenWhenItSucceeds() {
        queue.add(target(ALICE, "a", 1));
        DialTarget first = drain().get(0);
        queue.add(target(ALICE, "a", 2));

        queue.ended(first, false);
        assertThat(drain()).isEmpty();
        assertThat(queue.size()).isZero();
    }

    /** The endpoint of a friend may be claimed by anybody who is known here. */
    @Test
    void whoClaimsTheEndpointOfAnotherTakesNotItsPlace() {
        queue.add(target(ALICE, "a", 1));
        queue.add(target(BOB, "a", 2));

        assertThat(names(drain())).containsExactly("1 a", "2 a");
    }

    @Test
    void addressesOfOneEndpointAreBounded() {
        queue.add(target(ALICE, "a", 0));
        DialTarget running = drain().get(0);
        for (int port = 1; port <= 1000; port++) {
            queue.add(target(ALICE, "a", port));
        }
        List<Integer> tried = new ArrayList<>();
        for (Optional<DialTarget> next = Optional.of(running); next.isPresent(); next = next()) {
            tried.add(next.get().address().getPort());
            queue.ended(next.get(), true);
        }

        assertThat(tried).containsExactly(0, 1000, 999);
    }

    @Test
    void whatIsOldOrNotWantedIsForgotten() {
        queue.add(target(ALICE, "old", 1));
        now += Duration.ofMillis(1001).toNanos();
        queue.add(target(ALICE, "connected", 1));
        queue.add(target(ALICE, "new", 1));

        assertThat(queue.next(now, target -> !target.circuit().text().equals("connected")))
                .map(target -> target.circuit().text())
                .contains("new");
        assertThat(queue.size()).isZero();
    }

    private Optional<DialTarget> next() {
        return queue.next(now, target -> true);
    }

    private List<DialTarget> drain() {
        List<DialTarget> dialed = new ArrayList<>();
        for (Optional<DialTarget> next = next(); next.isPresent(); next = next()) {
            dialed.add(next.get());
        }
        return dialed;
    }

    private static List<String> names(List<DialTarget> targets) {
        return targets.stream()
                .map(target -> user(target) + " " + target.circuit().text())
                .toList();
    }

    private static int user(DialTarget target) {
        return ((TokenEntry.AllowedPeer) target.entry()).key().bytes()[1];
    }

    private DialTarget target(int user, String endpoint, int port) {
        byte[] key = new byte[VerifyingKey.SIZE];
        key[0] = VerifyingKey.ED25519;
        key[1] = (byte) user;
        return new DialTarget(
                new CircuitId(endpoint),
                new AnnounceHeader(Uid.ZERO, new byte[32], new byte[64]),
                new MeetingToken(user),
                new TokenEntry.AllowedPeer(VerifyingKey.of(key)),
                new InetSocketAddress("10.0.0.1", port),
                false,
                true,
                now);
    }
}
