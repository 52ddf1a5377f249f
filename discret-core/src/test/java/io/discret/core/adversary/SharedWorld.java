package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Invite;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.testkit.LogWatch;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.StoreContent;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Hold a victim who administers a room, a friend who is a user of it, and a {@link HostilePeer} who is a user too: three
 * people who met by invites. The hostile one reaches only the victim, and may write messages of its own.
 */
final class SharedWorld implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String FRIENDLY = "{\"32\":\"friendly ";

    final VirtualTime time;
    final VirtualNetwork network;
    final LogWatch logs = new LogWatch();
    final Identity alice = Device.identity(1);
    final Identity bob = Device.identity(2);
    final Identity mallory = Device.identity(3);
    final Identity stranger = Device.identity(9);
    final Device victim;
    final Device friend;
    final HostilePeer hostile;
    final Definition definition;
    final Uid room;

    private final StoreContent before;
    private int texts;

    SharedWorld(long seed) {
        time = new VirtualTime(seed);
        network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.perfect());
        victim = new Device(network, time.machine("victim"), 1);
        friend = new Device(network, time.machine("friend"), 2);
        hostile = new HostilePeer(network, time.machine("hostile"), mallory);
        network.cut(time.machine("friend"), time.machine("hostile"));
        definition = new Definition(hostile.uids::next, alice, bob, mallory);
        room = definition.id;

        byte[] toFriend = time.await(victim.engine.async().invite(), PATIENCE);
        time.await(friend.engine.async().acceptInvite(toFriend), PATIENCE);
        until(() -> connected(victim, bob) && connected(friend, alice));
        byte[] toHostile = time.await(victim.engine.async().invite(), PATIENCE);
        hostile.announce(Invite.token(Invite.decode(toHostile).id(), Crypto.DERIVATION));
        until(() -> connected(victim, mallory));
        learnDefinition();
        friendGetsThrough();
        before = victim.content();
    }

    /** The definition is genuine, whoever brings it. */
    private void learnDefinition() {
        HostileRoom said = hostile.room(room);
        said.definition = definition.build();
        said.definitionDate = Definition.FOUNDED;
        meet();
        until(() -> victim.content().roomDates().containsKey(room));
        until(() -> friend.content().roomDates().containsKey(room));
    }

    private static boolean connected(Device device, Identity to) {
        return device.events.stream()
                .anyMatch(event -> event instanceof Event.PeerConnected connected
                        && connected.key().equals(to.verifyingKey()));
    }

    /** The token under which the two are allowed peers. */
    MeetingToken token() {
        return mallory.token(alice.meetingPublicKey());
    }

    /** Have the victim dial the hostile peer; returns when the three streams are open. */
    HostileLine meet() {
        int known = hostile.lines.size();
        hostile.renew();
        hostile.announce(token());
        time.runUntil(() -> hostile.lines.size() > known && hostile.lastLine().isOpen(), Duration.ofSeconds(10));
        return hostile.lastLine();
    }

    /** Have the victim pull everything the hostile peer has to say. */
    HostileLine pull() {
        HostileLine line = meet();
        time.run(Duration.ofSeconds(3));
        return line;
    }

    void until(BooleanSupplier condition) {
        time.runUntil(condition, PATIENCE);
    }

    /** The friend writes into the room, and the victim has it in time. */
    final void friendGetsThrough() {
        String text = "friendly " + texts++;
        time.await(friend.write(room.toString(), text), PATIENCE);
        until(() -> victim.row("{\"32\":\"" + text + "\"}").isPresent());
    }

    /** A row that the friend wrote. */
    Node friendly() {
        return victim.content().nodes().stream()
                .filter(node -> node.json() != null && node.json().startsWith(FRIENDLY))
                .findFirst()
                .orElseThrow();
    }

    /** A message of the hostile peer, which it may write. */
    Node message(String text) {
        return hostile.signer.sign(
                HostileSide.unsigned(hostile.uids.next(), room, now(), "1.0", "{\"32\":\"" + text + "\"}"));
    }

    long now() {
        return hostile.environment.clock().millis();
    }

    /** Nothing got in but what is allowed, nothing failed on the side, and the friend is served. */
    void verify(Object... allowed) {
        friendGetsThrough();
        assertThat(intruders(Set.of(allowed))).isEmpty();
        assertThat(logs.defects()).isEmpty();
    }

    private Set<Object> intruders(Set<Object> allowed) {
        StoreContent now = victim.content();
        Set<Object> found = new LinkedHashSet<>();
        found.addAll(now.nodes());
        found.removeIf(node -> isFriendly((Node) node));
        found.addAll(now.edges());
        found.addAll(now.nodeDeletions());
        found.addAll(now.edgeDeletions());
        found.addAll(now.roomDates().entrySet());
        found.removeAll(before.nodes());
        found.removeAll(before.edges());
        found.removeAll(before.nodeDeletions());
        found.removeAll(before.edgeDeletions());
        found.removeAll(before.roomDates().entrySet());
        found.removeAll(allowed);
        before.nodes().stream().filter(node -> !now.nodes().contains(node)).forEach(found::add);
        before.edges().stream().filter(edge -> !now.edges().contains(edge)).forEach(found::add);
        return found;
    }

    private boolean isFriendly(Node node) {
        return node.json() != null
                && node.json().startsWith(FRIENDLY)
                && bob.verifyingKey().matches(node.verifyingKey());
    }

    @Override
    public void close() {
        try {
            hostile.close();
            time.await(victim.engine.async().close(), PATIENCE);
            time.await(friend.engine.async().close(), PATIENCE);
            time.run(Duration.ofMinutes(1));
            assertThat(network.openEndpoints()).isZero();
            assertThat(logs.defects()).isEmpty();
        } finally {
            logs.close();
        }
    }
}
