package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Event;
import io.discret.api.Parameters;
import io.discret.core.engine.PeerWorld.Device;
import io.discret.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/protocol/31 §10, P8, P9: what the user decides about peers and devices is in force at once, everywhere. */
class PeersLifeTest {
    /** A call-back after a lost connection is at most one period of announces away. */
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private final PeerWorld world = new PeerWorld(3);

    private static boolean met(Device one, Device other) {
        return one.connections(other.key()) == 1 && other.connections(one.key()) == 1;
    }

    private void introduce(Device one, Device other) {
        other.accept(one.invite());
        world.until(() -> met(one, other));
    }

    /** P8: blocking closes the connection, also of a peer that dials again; unblocking needs no restart. */
    @Test
    void blockingAndUnblocking() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        introduce(alice, bob);

        alice.setPeerStatus(bob.key(), "disabled");
        world.until(() -> bob.connections(alice.key()) == 0);
        world.settle();
        assertThat(alice.connections(bob.key())).isZero();
        long before = alice.told(Event.PeerConnected.class).size();
        world.settle();
        assertThat(alice.told(Event.PeerConnected.class)).hasSize((int) before);

        alice.setPeerStatus(bob.key(), "enabled");
        world.time.runUntil(() -> met(alice, bob), A_WHILE);
    }

    /** P8, §11: a decision made on another own device closes the connection of this one. */
    @Test
    void blockingOnAnotherDevice() {
        Device alice = world.device("alice", 1);
        Device laptop = world.device("laptop", 1);
        Device bob = world.device("bob", 2);
        introduce(alice, bob);
        world.until(() -> laptop.rows(PeerWorld.ALLOWED_PEER).size() == 2);

        // The laptop has no sys.Peer row of bob, so it names the row by its id
        String id = alice.allowedPeer(bob.key()).orElseThrow().id().toString();
        laptop.mutate(
                "mutate { sys.AllowedPeer { id: $id status: $status } }",
                Parameters.of("id", id, "status", "disabled"));

        world.until(() -> alice.connections(bob.key()) == 0 && bob.connections(alice.key()) == 0);
        world.settle();
        assertThat(alice.connections(bob.key())).isZero();
    }

    /** §8.6, §11: an invite is a row of the private room: either device of either user stands by it. */
    @Test
    void everyDeviceLearnsOfAnInvite() {
        Device alice = world.device("alice", 1);
        Device laptop = world.device("laptop", 1);
        byte[] invite = alice.invite();
        world.until(() -> laptop.rows(PeerWorld.OWNED_INVITE).size() == 1);
        alice.stop();

        // When the other device is the one that is met
        Device bob = world.device("bob", 2);
        Device tablet = world.device("tablet", 2);
        bob.accept(invite);
        world.until(() -> laptop.allows(bob.key()) || laptop.allows(tablet.key()));
        alice.start();

        // Then the invite is gone everywhere, and everybody has the row of the peer
        world.until(() -> List.of(alice, laptop, bob, tablet).stream()
                .allMatch(device -> device.rows(PeerWorld.ALLOWED_PEER).size() == 2
                        && device.rows(PeerWorld.OWNED_INVITE).isEmpty()
                        && device.rows(PeerWorld.INVITE).isEmpty()));
        world.settle();
        assertThat(sameRows(alice, laptop)).isTrue();
        assertThat(sameRows(bob, tablet)).isTrue();
    }

    private static boolean sameRows(Device one, Device other) {
        List<Node> rows = one.rows(PeerWorld.ALLOWED_PEER);
        return rows.containsAll(other.rows(PeerWorld.ALLOWED_PEER))
                && other.rows(PeerWorld.ALLOWED_PEER).containsAll(rows);
    }

    /** §7, P4, P13: a device that is not welcome waits for a decision, which is in force at once and travels. */
    @Test
    void aDeviceWaitsForADecision() {
        Device alice = world.device("alice", 1, builder -> builder.autoAcceptLocalDevice(false));
        Device laptop = world.device("laptop", 1);
        world.until(() -> !alice.told(Event.PendingHardware.class).isEmpty());
        laptop.write("private");
        world.settle();
        assertThat(alice.rows("1.0")).isEmpty();
        assertThat(alice.told(Event.PeerConnected.class)).isEmpty();
        assertThat(alice.told(Event.PendingHardware.class)).hasSize(1);

        // When it is let in
        setDevice(alice, pending(alice), "allowed");
        world.time.runUntil(() -> alice.rows("1.0").size() == 1, A_WHILE);

        // And when it is refused
        setDevice(alice, laptopRow(alice), "disabled");
        world.until(() -> alice.connections(alice.key()) == 0 && laptop.connections(alice.key()) == 0);
        laptop.write("after");
        world.settle();
        assertThat(alice.rows("1.0")).hasSize(1);
        assertThat(alice.connections(alice.key())).isZero();
        assertThat(alice.told(Event.PendingHardware.class)).hasSize(1);
    }

    private static Node pending(Device device) {
        return device.rows(PeerWorld.HARDWARE).stream()
                .filter(row -> String.valueOf(row.json()).contains("pending"))
                .findFirst()
                .orElseThrow();
    }

    /** The row of the device that the user decided on. */
    private static Node laptopRow(Device device) {
        return device.rows(PeerWorld.HARDWARE).stream()
                .filter(row -> row.mdate() > 0)
                .findFirst()
                .orElseThrow();
    }

    private static void setDevice(Device device, Node row, String status) {
        device.mutate(
                "mutate { sys.AllowedHardware { id: $id status: $status } }",
                Parameters.of("id", row.id().toString(), "status", status));
    }

    /** P11: own devices that meet by an invite of their user are checked as devices, and use up nothing. */
    @Test
    void anOwnDeviceUsesUpNoInvite() {
        Device alice = world.device("alice", 1);
        alice.invite();
        Device laptop = world.device("laptop", 1);
        world.until(() -> laptop.rows(PeerWorld.OWNED_INVITE).size() == 1);
        world.settle();

        assertThat(alice.rows(PeerWorld.OWNED_INVITE)).hasSize(1);
        assertThat(alice.rows(PeerWorld.ALLOWED_PEER)).hasSize(1);
        assertThat(alice.told(Event.InviteAccepted.class)).isEmpty();
    }

    /** P9: every connection that was told of ends, whatever elections, cuts and restarts do. */
    @Test
    void connectionsAreToldInPairs() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        introduce(alice, bob);
        for (int i = 0; i < 5; i++) {
            world.network.cut(alice.machine, bob.machine);
            world.until(() -> alice.connections(bob.key()) == 0 && bob.connections(alice.key()) == 0);
            world.network.mend(alice.machine, bob.machine);
            world.until(() -> met(alice, bob));
        }
        for (Device device : List.of(alice, bob)) {
            List<String> open = new ArrayList<>();
            for (Event event : device.events) {
                if (event instanceof Event.PeerConnected connected) {
                    open.add(connected.connection());
                } else if (event instanceof Event.PeerDisconnected ended) {
                    assertThat(open.remove(ended.connection())).isTrue();
                }
            }
            assertThat(open).hasSize(1);
        }
    }
}
