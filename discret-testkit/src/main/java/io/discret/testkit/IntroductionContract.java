package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Prove that a {@link DiscoveryProvider} that asks a server keeps the law of {@link Discovery} (docs/protocol/40 §8): nobody
 * hears an announce of another, the server introduces those who have a token in common. A discovery whose instances hear each
 * other proves itself by {@link DiscoveryContract}.
 *
 * <p>A sub-class brings provider and server; everything runs in virtual time on a virtual network.
 */
public abstract class IntroductionContract {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime(11);
    private final VirtualNetwork network = new VirtualNetwork(time);
    private final VirtualMachine machine = time.machine("server");

    /** The provider to prove. */
    protected abstract DiscoveryProvider provider();

    /** The key derivation that client and server use. */
    protected abstract KeyDerivation keyDerivation();

    /** Start a server on a machine; in one test every one is the same server, started again after it was closed. */
    protected abstract AutoCloseable serve(VirtualNetwork virtual, VirtualMachine server);

    /** Name the server in the configuration of a client. */
    protected abstract Configuration.Builder configured(
            Configuration.Builder client, VirtualNetwork virtual, VirtualMachine server);

    private AutoCloseable serve() {
        return serve(network, machine);
    }

    @Test
    @DisplayName("Who has a token in common is told the header, the token and the address of the other, not as local")
    void whoSharesATokenIsIntroduced() {
        // Given
        serve();
        Client one = new Client("one");
        Client two = new Client("two");

        // When
        one.announce(1, 2, 3);
        two.announce(3, 4, 5);
        time.runUntil(() -> !one.told.isEmpty() && !two.told.isEmpty(), SOON);

        // Then
        assertThat(one.told).containsExactly(two.introduced(3));
        assertThat(two.told).containsExactly(one.introduced(3));
        assertThat(one.discovery.counters().sent()).isPositive();
    }

    @Test
    @DisplayName("Who has no token in common learns nothing of the other")
    void strangersAreNotIntroduced() {
        // Given
        serve();
        Client one = new Client("one");
        Client two = new Client("two");

        // When
        one.announce(1, 2);
        two.announce(3, 4);
        time.run(LATER);

        // Then
        assertThat(one.told).isEmpty();
        assertThat(two.told).isEmpty();
    }

    @Test
    @DisplayName("Tokens that do not fit into one announce all count")
    void manyTokensCount() {
        // Given
        serve();
        Client one = new Client("one");
        Client two = new Client("two");
        long[] many = LongStream.rangeClosed(1, Announce.MAX_TOKENS).toArray();
        long beyond = Announce.MAX_TOKENS + 1L;

        // When
        one.announce(List.of(one.part(many), one.part(beyond)));
        two.announce(beyond);
        time.runUntil(() -> !one.told.isEmpty() && !two.told.isEmpty(), SOON);

        // Then
        assertThat(one.told).contains(two.introduced(beyond));
        assertThat(two.told).contains(one.introduced(beyond));
    }

    @Test
    @DisplayName("Without the server nothing fails: its user is told, and it is tried until it is there")
    void aServerThatIsNotThereIsTriedAgain() {
        // Given
        Client one = new Client("one");
        Client two = new Client("two");

        // When
        one.announce(7);
        two.announce(7);
        time.run(LATER);
        assertThat(one.servers).isNotEmpty().doesNotContain("connected");
        serve();
        time.runUntil(() -> !one.told.isEmpty() && !two.told.isEmpty(), LATER);

        // Then
        assertThat(one.told).contains(two.introduced(7));
        assertThat(one.servers).last().isEqualTo("connected");
    }

    @Test
    @DisplayName("A server that was away introduces again when it is back")
    void aServerThatComesBackIsFound() throws Exception {
        // Given
        AutoCloseable before = serve();
        Client one = new Client("one");
        Client two = new Client("two");
        one.announce(7);
        two.announce(7);
        time.runUntil(() -> !one.told.isEmpty() && !two.told.isEmpty(), SOON);

        // When
        before.close();
        time.run(LATER);
        serve();
        time.runUntil(() -> one.told.size() > 1 && two.told.size() > 1, LATER);

        // Then
        assertThat(one.told).hasSizeGreaterThan(1).allMatch(two.introduced(7)::equals);
        assertThat(two.told).hasSizeGreaterThan(1).allMatch(one.introduced(7)::equals);
    }

    @Test
    @DisplayName("After close nothing runs, nothing is told, and what is sent fails in silence")
    void closeEndsEverything() {
        // Given
        serve();
        Client one = new Client("one");
        Client two = new Client("two");
        one.announce(7);
        time.run(SOON);

        // When
        one.discovery.close();
        one.discovery.close();
        two.announce(7);
        one.announce(8);
        one.discovery.initiate(one.header, new MeetingToken(7), 1);
        time.run(LATER);

        // Then
        assertThat(one.told).isEmpty();
        assertThat(two.told).isEmpty();
        assertThat(one.discovery.counters().failed()).isPositive();
    }

    private record Introduced(AnnounceHeader header, long token, InetSocketAddress address, boolean local) {}

    /** A peer that remembers what it is told. */
    private final class Client implements DiscoveryListener {
        final List<Introduced> told = Collections.synchronizedList(new ArrayList<>());
        final List<String> servers = Collections.synchronizedList(new ArrayList<>());
        final AnnounceHeader header;
        final Transport transport;
        final Discovery discovery;

        Client(String name) {
            VirtualMachine own = time.machine(name);
            Executor engine = own.environment().scheduler().serial("engine");
            transport = network.transport(own)
                    .open(TransportOptions.defaults(
                            new InetSocketAddress(0), new byte[] {1}, new byte[] {1}, List.of("h3"), engine));
            header = new AnnounceHeader(Uid.of(own.environment().random().bytes(Uid.SIZE)), new byte[32], new byte[64]);
            Configuration configuration = configured(
                            Configuration.builder()
                                    .applicationKey("example.app")
                                    .keyMaterial(KeyMaterial.of(new byte[32])),
                            network,
                            machine)
                    .build();
            discovery = provider()
                    .open(new DiscoveryOptions(
                            configuration, own.environment(), transport, keyDerivation(), engine, this));
        }

        Announce part(long... tokens) {
            return new Announce(
                    header, LongStream.of(tokens).mapToObj(MeetingToken::new).toList());
        }

        void announce(long... tokens) {
            discovery.announce(part(tokens), transport.localAddress().getPort());
        }

        void announce(List<Announce> parts) {
            discovery.announce(parts, transport.localAddress().getPort());
        }

        /** What others are told of it. */
        Introduced introduced(long token) {
            return new Introduced(header, token, transport.localAddress(), false);
        }

        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            throw new AssertionError("An announce is for the server alone.");
        }

        @Override
        public void initiated(AnnounceHeader from, MeetingToken token, InetSocketAddress address, boolean local) {
            told.add(new Introduced(from, token.value(), address, local));
        }

        @Override
        public void serverChanged(String server, boolean connected, String reason) {
            servers.add(connected ? "connected" : "lost: " + reason);
        }
    }
}
