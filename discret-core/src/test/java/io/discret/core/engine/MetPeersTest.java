package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.DefaultRoom;
import io.discret.api.Event;
import io.discret.core.engine.PeerWorld.Device;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** docs/protocol/31 §10: users met in a room become pending or allowed peers. */
class MetPeersTest {
    private static void open(Configuration.Builder builder) {
        builder.autoAllowNewPeers(true);
    }

    private static void closed(Configuration.Builder builder) {
        builder.autoAllowNewPeers(false);
    }

    private final PeerWorld world = new PeerWorld(9);

    /** A invites B and C into R; afterwards B and C each have one pending AllowedPeer (each other), A has none. */
    @Test
    void theyWaitForADecision() {
        Device[] users = threeInOneRoom(MetPeersTest::closed);
        Device bob = users[1];
        Device carol = users[2];

        world.until(() -> knows(bob, carol) && knows(carol, bob));
        world.settle();
        for (Device device : new Device[] {bob, carol}) {
            assertThat(device.rows(PeerWorld.ALLOWED_PEER)).hasSize(3);
            assertThat(device.told(Event.PendingPeer.class)).hasSize(1);
        }
        assertThat(bob.allows(carol.key())).isFalse();
        assertThat(bob.connections(carol.key())).isZero();
        assertThat(users[0].told(Event.PendingPeer.class)).isEmpty();

        // Both say yes, and meet without a restart
        bob.setPeerStatus(carol.key(), "enabled");
        carol.setPeerStatus(bob.key(), "enabled");
        world.until(() -> bob.connections(carol.key()) == 1 && carol.connections(bob.key()) == 1);
    }

    /** auto_allow_new_peers: they meet at once, without an event. */
    @Test
    void orTheyAreAllowedAtOnce() {
        Device[] users = threeInOneRoom(MetPeersTest::open);
        world.until(() -> users[1].connections(users[2].key()) == 1 && users[2].connections(users[1].key()) == 1);
        assertThat(users[1].told(Event.PendingPeer.class)).isEmpty();
    }

    /** P8: a decision made on one device is not undone by another one that meets the peer later. */
    @Test
    void aDecisionIsOlderThanNobodys() {
        Device[] users = threeInOneRoom(MetPeersTest::open);
        Device bob = users[1];
        Device carol = users[2];
        world.until(() -> knows(bob, carol));
        bob.setPeerStatus(carol.key(), "disabled");

        Device tablet = world.device("tablet", 2, MetPeersTest::open);
        world.until(() -> knows(tablet, carol));
        world.settle();

        assertThat(tablet.allows(carol.key())).isFalse();
        assertThat(bob.allows(carol.key())).isFalse();
        assertThat(tablet.connections(carol.key())).isZero();
    }

    /** §11: the row of an allowed peer travels before his sys.Peer row; it is usable as soon as that comes. */
    @Test
    void aSecondDeviceMeetsThePeerOfTheFirst() {
        Device[] users = threeInOneRoom(MetPeersTest::closed);
        Device laptop = world.device("laptop", 1);

        world.until(() -> laptop.connections(users[1].key()) == 1 && laptop.connections(users[2].key()) == 1);
        world.settle();
        assertThat(laptop.told(Event.PendingPeer.class).size()).isLessThanOrEqualTo(1);
        assertThat(laptop.rows(PeerWorld.ALLOWED_PEER)).hasSize(3);
    }

    private static boolean knows(Device device, Device other) {
        return device.allowedPeer(other.key()).isPresent();
    }

    private Device[] threeInOneRoom(Consumer<Configuration.Builder> settings) {
        Device alice = world.device("alice", 1, settings);
        Device bob = world.device("bob", 2, settings);
        Device carol = world.device("carol", 3, settings);
        DefaultRoom room = alice.room();
        for (Device invited : new Device[] {bob, carol}) {
            invited.accept(alice.invite(room));
            world.until(() -> alice.connections(invited.key()) == 1 && invited.connections(alice.key()) == 1);
        }
        return new Device[] {alice, bob, carol};
    }
}
