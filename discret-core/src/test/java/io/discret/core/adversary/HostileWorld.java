package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.Node;
import io.discret.testkit.LogWatch;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.StoreContent;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Hold a victim, a friend of it, and a {@link HostilePeer} that reaches only the victim.
 *
 * <p>Victim and friend are two devices of one user with whole engines; the hostile peer has the keys of that user: a
 * stolen device. What it may write with them it may write; everything else must stay out.
 */
final class HostileWorld extends HostileSide implements AutoCloseable {
    static final int USER = 1;

    /** The friend's rows arrive in this time, whatever the hostile peer does. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String FRIENDLY = "{\"32\":\"friendly ";

    final VirtualTime time;
    final VirtualNetwork network;
    final LogWatch logs = new LogWatch();
    final Device victim;
    final Device friend;
    private final StoreContent before;
    private int texts;

    HostileWorld(long seed) {
        this(new VirtualTime(seed));
    }

    private HostileWorld(VirtualTime time) {
        this(time, network(time));
    }

    private HostileWorld(VirtualTime time, VirtualNetwork network) {
        super(new HostilePeer(network, time.machine("hostile"), Device.identity(USER)));
        this.time = time;
        this.network = network;
        victim = new Device(network, time.machine("victim"), USER);
        friend = new Device(network, time.machine("friend"), USER);
        friendGetsThrough();
        network.cut(time.machine("friend"), time.machine("hostile"));
        before = victim.content();
    }

    private static VirtualNetwork network(VirtualTime time) {
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.perfect());
        return network;
    }

    @Override
    StoreContent held() {
        return victim.content();
    }

    /** Have the victim dial the hostile peer; returns when the three streams are open. */
    HostileLine meet() {
        int known = hostile.lines.size();
        hostile.renew();
        hostile.announce(user.ownToken());
        time.runUntil(() -> hostile.lines.size() > known && hostile.lastLine().isOpen(), Duration.ofSeconds(10));
        return hostile.lastLine();
    }

    /** Have the victim pull everything the hostile peer has to say, with a second attempt if the first fails. */
    HostileLine pull() {
        HostileLine line = meet();
        settle();
        return line;
    }

    /** The port of the victim, as it announced it. */
    int port() {
        return announced(victim.machine).getKey().getPort();
    }

    /** The endpoint of a machine, as it announced it. */
    Uid endpoint(VirtualMachine machine) {
        return announced(machine).getValue().header().endpointId();
    }

    private Map.Entry<InetSocketAddress, Announce> announced(VirtualMachine machine) {
        InetAddress address = network.address(machine);
        until(() ->
                hostile.heard.keySet().stream().anyMatch(one -> one.getAddress().equals(address)));
        return hostile.heard.entrySet().stream()
                .filter(one -> one.getKey().getAddress().equals(address))
                .findFirst()
                .orElseThrow();
    }

    void until(BooleanSupplier condition) {
        time.runUntil(condition, PATIENCE);
    }

    void settle() {
        time.run(Duration.ofSeconds(3));
    }

    /** The friend writes, and the victim has it in time. */
    void friendGetsThrough() {
        friendWrites("");
    }

    /** The friend writes a text with an end of its own, and the victim has it in time; the id of the row. */
    Uid friendWrites(String end) {
        String json = FRIENDLY + texts++ + end + "\"}";
        String text = json.substring("{\"32\":\"".length(), json.length() - 2);
        time.await(friend.write(room.toString(), text), PATIENCE);
        until(() -> victim.row(json).isPresent());
        return victim.row(json).orElseThrow().id();
    }

    /** Nothing got in but what is allowed, nothing failed on the side, and the friend is served. */
    void verify(Object... allowed) {
        friendGetsThrough();
        assertThat(intruders(victim.content(), Set.of(allowed))).isEmpty();
        assertThat(logs.defects()).isEmpty();
    }

    /** What the victim holds now, and nobody honest gave to it. */
    private Set<Object> intruders(StoreContent now, Set<Object> allowed) {
        Set<Object> found = new LinkedHashSet<>();
        now.nodes().stream().filter(node -> !isExpected(node)).forEach(found::add);
        addNew(found, now.edges(), before.edges());
        addNew(found, now.nodeDeletions(), before.nodeDeletions());
        addNew(found, now.edgeDeletions(), before.edgeDeletions());
        now.roomDates().keySet().stream()
                .filter(id -> !before.roomDates().containsKey(id))
                .forEach(found::add);
        before.nodes().stream().filter(node -> !now.nodes().contains(node)).forEach(found::add);
        before.edges().stream().filter(edge -> !now.edges().contains(edge)).forEach(found::add);
        found.removeAll(allowed);
        return found;
    }

    private static <T> void addNew(Set<Object> found, Collection<T> now, Set<T> before) {
        now.stream().filter(one -> !before.contains(one)).forEach(found::add);
    }

    /** A row that was there, that the friend wrote, or by which the victim notes the hostile device. */
    private boolean isExpected(Node node) {
        return before.nodes().contains(node)
                || node.json() != null
                        && node.json().startsWith(FRIENDLY)
                        && user.verifyingKey().matches(node.verifyingKey())
                || node.entity().equals("0.6") && user.verifyingKey().matches(node.verifyingKey());
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
