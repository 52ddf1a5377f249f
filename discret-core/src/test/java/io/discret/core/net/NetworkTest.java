package io.discret.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.EndpointCertificate;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Signer SIGNER =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    private static final KeyDerivation DERIVATION = KeyDerivation.discover();
    private static final byte[] ALICE = new byte[32];

    /** Two devices of one user usually dial each other; docs/protocol/40 §9: both ends keep the same connection. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void bothEndsKeepTheSameConnection(long seed) {
        // Given two devices on a network that loses packets
        VirtualTime time = new VirtualTime(seed);
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.rough());
        Device one = new Device(time.machine("one"), network, ALICE);
        Device two = new Device(time.machine("two"), network, ALICE);

        // When both announce
        one.start();
        two.start();
        time.runUntil(() -> one.alive.size() == 1 && two.alive.size() == 1, Duration.ofMinutes(5));
        time.run(Duration.ofSeconds(30));

        // Then each has one session, of the same connection, and knows that it is local
        assertThat(one.alive).hasSize(1);
        assertThat(two.alive).hasSize(1);
        PeerConnection connection = one.alive.get(0);
        assertThat(connection.id()).isEqualTo(two.alive.get(0).id());
        assertThat(one.network.isLocal(connection)).isTrue();
        assertThat(two.network.isLocal(connection)).isTrue();
    }

    /** docs/protocol/31 P12: "above 511 tokens announce in several messages instead of stopping". */
    @Test
    void moreTokensThanAnAnnounceHoldsAreAnnounced() {
        // Given a device that knows a thousand others
        VirtualTime time = new VirtualTime(7);
        VirtualNetwork network = new VirtualNetwork(time);
        Device one = new Device(time.machine("one"), network, ALICE, 1000);
        Device two = new Device(time.machine("two"), network, ALICE);

        // When it announces, and the other one only listens to it
        one.start();
        two.start();

        // Then they meet
        time.runUntil(() -> one.alive.size() == 1 && two.alive.size() == 1, Duration.ofMinutes(5));
        assertThat(one.tokens.tokens()).hasSize(1001);
    }

    @Test
    void peersWithoutACommonTokenDoNotMeet() {
        // Given two users
        VirtualTime time = new VirtualTime(7);
        VirtualNetwork network = new VirtualNetwork(time);
        byte[] bob = new byte[32];
        bob[0] = 1;
        Device one = new Device(time.machine("one"), network, ALICE);
        Device two = new Device(time.machine("two"), network, bob);

        // When both announce for minutes
        one.start();
        two.start();
        time.run(Duration.ofMinutes(3));

        // Then no session begins
        assertThat(one.begun).isZero();
        assertThat(two.begun).isZero();
    }

    /** docs/protocol/40 §3: reconnection happens at the next announce; ours comes soon after the loss. */
    @Test
    void aLostPeerIsCalledBackBeforeTheNextPeriod() {
        // Given a connection
        VirtualTime time = new VirtualTime(11);
        VirtualNetwork network = new VirtualNetwork(time);
        VirtualMachine first = time.machine("one");
        VirtualMachine second = time.machine("two");
        Device one = new Device(first, network, ALICE);
        Device two = new Device(second, network, ALICE);
        one.start();
        two.start();
        time.runUntil(() -> one.alive.size() == 1 && two.alive.size() == 1, Duration.ofMinutes(2));

        // When the path breaks until both have noticed, and comes back
        network.cut(first, second);
        time.runUntil(() -> one.alive.isEmpty() && two.alive.isEmpty(), Duration.ofMinutes(2));
        network.mend(first, second);
        long mended = time.nanos();
        time.runUntil(() -> one.alive.size() == 1 && two.alive.size() == 1, Duration.ofMinutes(2));

        // Then they meet again within some seconds
        assertThat(Duration.ofNanos(time.nanos() - mended)).isLessThan(Duration.ofSeconds(20));
    }

    /** A peer that a beacon introduced and that never answers: both networks let no hole be punched. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeerOutOfReachIsToldUnlessItWasHeardOnTheLocalNetwork(boolean local) throws Exception {
        // Given another device of the user, whose public address nobody answers at
        VirtualTime time = new VirtualTime(3);
        VirtualNetwork network = new VirtualNetwork(time);
        Device one = new Device(time.machine("one"), network, ALICE);
        Device two = new Device(time.machine("two"), network, ALICE);
        one.engine.execute(() -> one.network.start(List.of(), one.tokens));
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getByName("203.0.113.9"), 5000);

        // When one is told to dial it
        MeetingToken token = one.tokens.tokens().get(0);
        one.engine.execute(() -> one.network.initiated(two.header, token, nowhere, local));
        time.run(Duration.ofMinutes(2));

        // Then it is told after all attempts, once, and who it is about
        List<Event> told = local
                ? List.of()
                : List.of(new Event.PeerUnreachable(
                        Optional.of(one.key),
                        "A peer that a beacon introduced does not answer at its public address: one "
                                + "of the two networks gives each destination another port (symmetric address translation) "
                                + "or drops UDP, so no hole can be punched. Use another network on one side, or meet on one "
                                + "local network."));
        assertThat(one.events).isEqualTo(told);
    }

    /** More announces in one moment than dials at once: those beyond wait for their turn, not for the next announce. */
    @Test
    void aHundredPeersHeardAtOnceAreAllMet() {
        // Given a device, and a hundred others that do not announce by themselves
        VirtualTime time = new VirtualTime(5);
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.perfect());
        Device one = new Device(time.machine("one"), network, ALICE);
        one.engine.execute(() -> one.network.start(List.of(), one.tokens));
        List<Device> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Device other = new Device(time.machine("other" + i), network, ALICE);
            other.engine.execute(() -> other.network.start(List.of(), other.tokens));
            others.add(other);
        }

        // When it hears each of them once, all in one moment
        one.engine.execute(() -> others.forEach(other -> one.hear(other, other.address())));
        time.run(Duration.ofSeconds(2));

        // Then it has met them all
        assertThat(one.alive).hasSize(100);
        assertThat(others).allMatch(other -> other.alive.size() == 1);
    }

    /** A device with two networks is heard from two addresses, and only one of them may be in reach. */
    @Test
    void theSecondAddressIsTriedWhenTheFirstFails() throws Exception {
        // Given
        VirtualTime time = new VirtualTime(5);
        VirtualNetwork network = new VirtualNetwork(time);
        Device one = new Device(time.machine("one"), network, ALICE);
        Device two = new Device(time.machine("two"), network, ALICE);
        one.engine.execute(() -> one.network.start(List.of(), one.tokens));
        two.engine.execute(() -> two.network.start(List.of(), two.tokens));
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getByName("203.0.113.9"), 5000);

        // When both addresses are heard once, first the one that nobody answers at
        one.engine.execute(() -> {
            one.hear(two, nowhere);
            one.hear(two, two.address());
        });

        // Then they meet, and nobody is told that a peer is out of reach
        time.runUntil(() -> one.alive.size() == 1 && two.alive.size() == 1, Duration.ofMinutes(1));
        assertThat(one.events).isEmpty();
    }

    @Test
    void theStateOfAServerIsTold() {
        // Given
        Device one = new Device(new VirtualTime(3).machine("one"), new VirtualNetwork(new VirtualTime(3)), ALICE);

        // When
        one.network.serverChanged("beacon.example.net:4264", false, "Why.");

        // Then
        assertThat(one.events).containsExactly(new Event.BeaconStatusChanged("beacon.example.net:4264", false, "Why."));
    }

    /** An endpoint with its network; sessions do nothing but exist. */
    private static final class Device {
        final List<PeerConnection> alive = new ArrayList<>();
        final List<Event> events = new ArrayList<>();
        final Network network;
        final AnnounceHeader header;
        final VerifyingKey key;
        private final TokenTable tokens;
        private final Executor engine;
        private final VirtualMachine machine;
        private final VirtualNetwork medium;
        private final Transport transport;
        int begun;

        Device(VirtualMachine machine, VirtualNetwork medium, byte[] secret) {
            this(machine, medium, secret, 0);
        }

        /** @param others tokens of others, before the own one */
        Device(VirtualMachine machine, VirtualNetwork medium, byte[] secret, int others) {
            this.machine = machine;
            this.medium = medium;
            var environment = machine.environment();
            engine = environment.scheduler().serial("engine");
            Identity identity = Identity.of("example.app", KeyMaterial.of(secret), SIGNER, DERIVATION);
            EndpointCertificate certificate = EndpointCertificate.ed25519("abc.example", environment.random(), SIGNER);
            transport = medium.transport(machine)
                    .open(TransportOptions.defaults(
                            new InetSocketAddress(0),
                            certificate.certificate(),
                            certificate.privateKey(),
                            List.of(Network.H3),
                            engine));
            key = identity.verifyingKey();
            var uids = new Uids(environment.clock(), environment.random());
            List<Map.Entry<MeetingToken, TokenEntry>> known = new ArrayList<>();
            TokenEntry self = new TokenEntry.AllowedPeer(identity.verifyingKey());
            for (int i = 0; i < others; i++) {
                known.add(Map.entry(MeetingToken.of(DERIVATION.hash(new byte[] {(byte) i, (byte) (i >> 8)})), self));
            }
            known.add(Map.entry(identity.ownToken(), self));
            tokens = TokenTable.of(known);
            header = Endpoint.sign(uids.next(), certificate.hash(DERIVATION), identity, DERIVATION);
            network = new Network(new Network.Parts(
                    identity,
                    SIGNER,
                    DERIVATION,
                    environment,
                    engine,
                    transport,
                    header,
                    1 << 20,
                    Duration.ofSeconds(60),
                    this::begin,
                    events::add));
        }

        void start() {
            Configuration configuration = Configuration.builder()
                    .applicationKey("example.app")
                    .keyMaterial(KeyMaterial.of(ALICE))
                    .build();
            var discovery = medium.discovery(machine)
                    .open(new DiscoveryOptions(
                            configuration, machine.environment(), transport, DERIVATION, engine, network));
            engine.execute(() -> network.start(List.of(discovery), tokens));
        }

        InetSocketAddress address() {
            return new InetSocketAddress(
                    medium.address(machine), transport.localAddress().getPort());
        }

        /** Hear an announce of another device, as if it came from beyond a beacon. */
        void hear(Device other, InetSocketAddress from) {
            network.announced(new Announce(other.header, other.tokens.tokens()), from, false);
        }

        private Session begin(PeerConnection connection) {
            alive.add(connection);
            begun++;
            return () -> alive.remove(connection);
        }
    }
}
