package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Parameters;
import io.discret.core.identity.Identity;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Assembly;
import io.discret.spi.Clock;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.Environment;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.spi.RandomSource;
import io.discret.spi.ThreadScheduler;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.testkit.Eventually;
import io.discret.testkit.StoreContent;
import io.discret.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Hold a victim in a process of its own, a friend of it and a {@link HostilePeer}, on real QUIC and real multicast of the
 * loopback interface. The friend does not hear the hostile peer.
 *
 * <p>What belongs to the hostile peer is used on its executor only: {@link #on}.
 */
final class RealWorld extends HostileSide implements AutoCloseable {
    /** Nobody waits longer for what must happen, on however busy a machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A datagram may be lost; too early a second one would make the victim dial twice. */
    private static final Duration ANNOUNCE_AGAIN = Duration.ofSeconds(5);

    /** Whom the victim invites. */
    static final Identity GUEST = Device.identity(4);

    private static final String FRIENDLY = "friendly ";

    final String group;
    final VictimProcess victim;
    final Discret friend;
    final Set<Object> allowed = new HashSet<>();
    private final List<HostilePeer> others = new ArrayList<>();
    private final Set<Integer> unheard;
    private final AtomicInteger texts = new AtomicInteger();
    private final StoreContent before;
    private final int friendPort;

    static RealWorld open(Path folder, String group, String store) throws IOException {
        return new RealWorld(folder, group, store, peer(group, Device.identity(HostileWorld.USER)));
    }

    private RealWorld(Path folder, String group, String store, HostilePeer hostile) throws IOException {
        super(hostile);
        this.group = group;
        unheard = ConcurrentHashMap.newKeySet();
        unheard.add(hostile.port());
        victim = new VictimProcess(folder.resolve("victim"), group, store);
        Configuration configuration = RealVictim.configuration(folder.resolve("friend"), group, "sqlcipher");
        Assembly found = Assembly.discover(configuration);
        until("the victim announces", () -> on(() -> !hostile.heard.isEmpty()));
        int victimPort = on(() -> hostile.heard.keySet().iterator().next().getPort());
        friend = Discret.open(
                configuration,
                new Assembly(
                        found.environment(),
                        found.store(),
                        found.transport(),
                        List.of(deaf(found.discoveries().get(0))),
                        found.signer(),
                        found.keyDerivation()));
        friendGetsThrough();
        until("the friend announces", () -> on(() -> hostile.heard.size() > 1));
        friendPort = on(() -> hostile.heard.keySet().stream()
                .mapToInt(InetSocketAddress::getPort)
                .filter(port -> port != victimPort)
                .findFirst()
                .orElseThrow());
        before = victim.content();
    }

    private static HostilePeer peer(String group, Identity identity) {
        Environment environment =
                new Environment(Clock.system(), RandomSource.secure(), new ThreadScheduler("hostile"));
        Configuration configuration = RealVictim.configuration(Path.of("hostile"), group, "sqlcipher");
        Assembly found = Assembly.discover(configuration);
        TestCertificate certificate = TestCertificate.of(CertificateKey.ED25519);
        return new HostilePeer(
                new HostilePeer.Ground(
                        environment,
                        found.transport(),
                        found.discoveries().get(0),
                        configuration,
                        certificate.certificate(),
                        certificate.privateKey()),
                identity);
    }

    /** One more hostile peer, with other keys. */
    HostilePeer another(Identity identity) {
        HostilePeer peer = peer(group, identity);
        unheard.add(peer.port());
        others.add(peer);
        return peer;
    }

    /** The friend takes no notice of hostile peers. */
    private DiscoveryProvider deaf(DiscoveryProvider provider) {
        return new DiscoveryProvider() {
            @Override
            public Discovery open(DiscoveryOptions options) {
                return provider.open(new DiscoveryOptions(
                        options.configuration(),
                        options.environment(),
                        options.transport(),
                        options.keyDerivation(),
                        options.callbacks(),
                        new Deaf(options.listener(), unheard)));
            }

            @Override
            public String id() {
                return provider.id();
            }

            @Override
            public int priority() {
                return provider.priority();
            }
        };
    }

    private record Deaf(DiscoveryListener listener, Set<Integer> ports) implements DiscoveryListener {
        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            if (!ports.contains(address.getPort())) {
                listener.announced(announce, address, local);
            }
        }

        @Override
        public void initiated(AnnounceHeader by, MeetingToken token, InetSocketAddress address, boolean local) {
            if (!ports.contains(address.getPort())) {
                listener.initiated(by, token, address, local);
            }
        }
    }

    @Override
    StoreContent held() {
        return victim.content();
    }

    /** Do something where the hostile peer lives, and wait for it. */
    <T> T on(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, hostile.executor).join();
    }

    void onPeer(Runnable work) {
        CompletableFuture.runAsync(work, hostile.executor).join();
    }

    static void until(String what, BooleanSupplier condition) {
        assertThat(within(PATIENCE, condition)).as(what).isTrue();
    }

    static boolean within(Duration most, BooleanSupplier condition) {
        try {
            return Eventually.within(most, condition);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void pause(Duration time) {
        within(time, () -> false);
    }

    /** Where the victim accepts connections. */
    InetSocketAddress address() {
        int port = on(() -> hostile.heard.keySet().stream()
                .mapToInt(InetSocketAddress::getPort)
                .filter(one -> one != friendPort && !unheard.contains(one))
                .findFirst()
                .orElseThrow());
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where the friend accepts connections. */
    InetSocketAddress friendAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), friendPort);
    }

    /** Put a forgery into what the hostile peer says. */
    void plant(Forgery forgery) {
        forgery.plant().in(this, on(() -> hostile.room(room)));
    }

    /** Have the victim dial the hostile peer; returns when the three streams are open. */
    HostileLine meet() {
        int known = on(() -> {
            hostile.renew();
            return hostile.lines.size();
        });
        until("the victim dials", () -> {
            onPeer(() -> hostile.announce(user.ownToken()));
            return within(ANNOUNCE_AGAIN, () -> on(() -> newLine(known)));
        });
        return on(hostile::lastLine);
    }

    private boolean newLine(int known) {
        return hostile.lines.size() > known && hostile.lastLine().isOpen();
    }

    /** Dial the victim, open the three streams and introduce oneself. */
    HostileLine dial() {
        HostileLine line = dialAndOpen();
        onPeer(() -> line.frame(
                io.discret.core.wire.StreamFlag.EVENTS,
                hostile.info(user.ownToken()).encode()));
        return line;
    }

    /** Dial the victim and open the three streams with their flags. */
    HostileLine dialAndOpen() {
        InetSocketAddress address = address();
        return on(() -> {
                    hostile.renew();
                    return hostile.dialRaw(address).thenCompose(HostileLine::open);
                })
                .join();
    }

    /** Close every connection of the hostile peer, and be honest again. */
    void rest() {
        onPeer(() -> {
            hostile.lines.forEach(line -> line.connection.close(0));
            hostile.lines.clear();
            hostile.rooms.clear();
            hostile.answering = hostile::honest;
            hostile.opened = hostile::askIdentity;
        });
    }

    /** The code with which the victim closes a connection. */
    long awaitClosed(HostileLine line) {
        until("the victim closes the connection", () -> on(() -> line.closed != null));
        return on(() -> line.closed);
    }

    /** The friend writes, and the victim has it in time; how long that took. */
    Duration friendGetsThrough() {
        String text = FRIENDLY + texts.incrementAndGet();
        long start = System.nanoTime();
        friend.mutate(Device.WRITE, Parameters.of("room", room.toString(), "text", text));
        until("the row of the friend arrives", () -> victim.has(text));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What the victim holds, and nobody honest gave to it. */
    Set<Object> intruders() {
        StoreContent now = victim.content();
        Set<Object> found = new HashSet<>();
        now.nodes().stream().filter(node -> !isExpected(node)).forEach(found::add);
        found.addAll(now.edges());
        found.addAll(now.nodeDeletions());
        found.addAll(now.edgeDeletions());
        found.addAll(now.roomDates().keySet());
        found.removeAll(before.edges());
        found.removeAll(before.roomDates().keySet());
        found.removeAll(allowed);
        before.nodes().stream().filter(node -> !now.nodes().contains(node)).forEach(found::add);
        return found;
    }

    /** What the victim wrote of peers by itself since then is no intruder. */
    void allowOwnNotes(StoreContent since) {
        StoreContent now = victim.content();
        now.edges().stream()
                .filter(edge ->
                        edge.srcEntity().startsWith("0.") && !since.edges().contains(edge))
                .forEach(allowed::add);
        now.nodeDeletions().stream()
                .filter(entry -> entry.entity().startsWith("0.")
                        && !since.nodeDeletions().contains(entry))
                .forEach(allowed::add);
    }

    /** Of how many rows that the friend wrote the victim has none. */
    long lost() {
        StoreContent now = victim.content();
        long held = now.nodes().stream().filter(this::isFriendly).count();
        return texts.get() - held;
    }

    /** Besides rows of the friend: what the victim itself notes of devices, of an invite it made, and of its guest. */
    private boolean isExpected(Node node) {
        return before.nodes().contains(node)
                || isFriendly(node)
                || isSystem(node) && user.verifyingKey().matches(node.verifyingKey())
                || node.entity().equals("0.4") && GUEST.verifyingKey().matches(node.verifyingKey());
    }

    private static boolean isSystem(Node node) {
        return node.roomId() == null
                || node.entity().equals("0.6")
                || node.entity().startsWith("0.");
    }

    private boolean isFriendly(Node node) {
        return node.json() != null
                && node.json().startsWith("{\"32\":\"" + FRIENDLY)
                && user.verifyingKey().matches(node.verifyingKey());
    }

    @Override
    public void close() {
        onPeer(hostile::close);
        others.forEach(HostilePeer::close);
        friend.close();
        victim.close();
    }
}
