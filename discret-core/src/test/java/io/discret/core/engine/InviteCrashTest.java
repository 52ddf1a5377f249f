package io.discret.core.engine;

import static io.discret.core.engine.PeerWorld.INVITE;
import static io.discret.core.engine.PeerWorld.OWNED_INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.core.engine.PeerWorld.Device;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * docs/protocol/31 P1: a process that dies, or a store that fails, while an invite is used leaves all or nothing on its
 * side, and the two still become peers: the one that committed answers to the invite until the other has.
 */
class InviteCrashTest {
    /** More than the points of an introduction; at the last ones nothing is left to go wrong. */
    private static final int MOST_POINTS = 80;

    /** Two users who are about to meet by an invite. */
    private record Meeting(PeerWorld world, Device inviter, Device invited) {
        static Meeting prepare(long seed) {
            PeerWorld world = new PeerWorld(seed);
            Device alice = world.device("alice", 1);
            Device bob = world.device("bob", 2);
            world.network.cut(alice.machine, bob.machine);
            bob.accept(alice.invite(alice.room()));
            world.time.run(Duration.ofSeconds(1));
            world.network.mend(alice.machine, bob.machine);
            return new Meeting(world, alice, bob);
        }

        boolean done() {
            return inviter.isOn()
                    && invited.isOn()
                    && inviter.connections(invited.key()) == 1
                    && invited.connections(inviter.key()) == 1;
        }

        void end() {
            world.until(this::done);
            assertThat(inviter.rows(OWNED_INVITE)).isEmpty();
            assertThat(invited.rows(INVITE)).isEmpty();
            assertThat(inviter.allows(invited.key())).isTrue();
            assertThat(invited.allows(inviter.key())).isTrue();
            assertThat(inviter.entriesOf(invited.key())).isOne();
            for (Device device : List.of(inviter, invited)) {
                assertThat(device.rows(PeerWorld.ALLOWED_PEER)).hasSize(2);
            }
        }
    }

    @Test
    void theInviterDiesAtEachPoint() {
        diesAtEachPoint(Meeting::inviter);
    }

    @Test
    void theInvitedDiesAtEachPoint() {
        diesAtEachPoint(Meeting::invited);
    }

    private static void diesAtEachPoint(Function<Meeting, Device> role) {
        int point = 1;
        while (point < MOST_POINTS && diesAt(point, role)) {
            point++;
        }
        // A row of a peer, an allowed peer, its edge, the invite, its deletion, the note of its use, two marks, the
        // commit.
        assertThat(point).as("first point at which nothing was left to do").isBetween(9, MOST_POINTS - 1);
    }

    /** Whether the device died at this point of the introduction; either way the two meet in the end. */
    private static boolean diesAt(int point, Function<Meeting, Device> role) {
        Meeting meeting = Meeting.prepare(point);
        Device victim = role.apply(meeting);
        victim.disk.faults().crashAt(point, victim.machine::crash);
        meeting.world().time.runUntil(() -> !victim.isOn() || meeting.done(), PeerWorld.LIMIT);
        boolean died = !victim.isOn();
        victim.disk.faults().recover();
        if (died) {
            boolean open =
                    !victim.rows(OWNED_INVITE).isEmpty() || !victim.rows(INVITE).isEmpty();
            assertThat(victim.rows(PeerWorld.ALLOWED_PEER)).hasSize(open ? 1 : 2);
            if (victim == meeting.inviter()) {
                assertThat(victim.entriesOf(meeting.invited().key())).isEqualTo(open ? 0 : 1);
            }
            victim.start();
        }
        meeting.end();
        return died;
    }

    @Test
    void aStoreThatFailsAtEachPointOnlyDelays() {
        for (int point = 1; point < 14; point++) {
            for (Function<Meeting, Device> role :
                    List.<Function<Meeting, Device>>of(Meeting::inviter, Meeting::invited)) {
                Meeting meeting = Meeting.prepare(point);
                role.apply(meeting).disk.faults().failAt(point, ErrorCode.STORAGE);
                meeting.end();
            }
        }
    }
}
