package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.BeaconAddress;
import io.discret.api.ConfigurationException;
import io.discret.spi.Announce;
import io.discret.spi.MeetingToken;
import io.discret.testkit.IntroducedPeer;
import io.discret.testkit.NetworkConditions;
import io.discret.testkit.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that meet through a beacon, in virtual time (docs/protocol/40 §8, 50). */
class BeaconDiscoveryTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final World world = new World(5);
    private final VirtualMachine server = world.time.machine("beacon");
    private final BeaconCertificate certificate = World.certificate(server);
    private final String hash = certificate.hash(World.DERIVATION);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twoPeersLearnTheAddressOfEachOther(long seed) {
        // Given a beacon and a network that loses packets
        World rough = new World(seed);
        rough.network.conditions(NetworkConditions.rough());
        VirtualMachine machine = rough.time.machine("beacon");
        Beacon beacon = rough.beacon(machine, certificate, BeaconLimits.defaults());
        IntroducedPeer one = rough.peer("one", rough.address(machine, hash));
        IntroducedPeer two = rough.peer("two", rough.address(machine, hash));

        // When
        one.announce(1, 2, 3);
        two.announce(3, 4, 5);
        rough.time.runUntil(
                () -> !one.initiations().isEmpty() && !two.initiations().isEmpty(), SOON);

        // Then each is told the header of the other, where it is, and that this is no local network
        IntroducedPeer.Initiation told = one.initiations().get(0);
        assertThat(told.header()).isEqualTo(two.header());
        assertThat(told.token()).isEqualTo(3);
        assertThat(told.address()).isEqualTo(two.address());
        assertThat(told.local()).isFalse();
        assertThat(two.initiations().get(0).address()).isEqualTo(one.address());
        assertThat(one.servers()).containsExactly("up");
        assertThat(beacon.counters().introductions()).isEqualTo(2);
    }

    @Test
    void peersWithoutACommonTokenLearnNothing() {
        // Given
        open(BeaconLimits.defaults());
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");

        // When
        one.announce(1, 2);
        two.announce(3, 4);
        world.time.run(Duration.ofMinutes(5));

        // Then
        assertThat(one.initiations()).isEmpty();
        assertThat(two.initiations()).isEmpty();
    }

    /** 40 §10.10: peers that lost each other while both stay connected to the beacon. */
    @Test
    void anAnnounceRepeatedAfterAMinuteIntroducesAgain() {
        // Given
        open(BeaconLimits.defaults());
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");
        one.announce(7);
        two.announce(7);
        world.time.runUntil(
                () -> !one.initiations().isEmpty() && !two.initiations().isEmpty(), SOON);

        // When one announces the same at once, and after a minute
        one.announce(7);
        world.time.run(Duration.ofSeconds(5));
        int soon = two.initiations().size();
        world.time.run(Duration.ofSeconds(55));
        one.announce(7);
        world.time.run(Duration.ofSeconds(5));

        // Then
        assertThat(soon).isEqualTo(1);
        assertThat(two.initiations()).hasSize(2);
        assertThat(one.initiations()).hasSize(2);
    }

    /** 40 §10.9: "reset the counter after a success, back off exponentially, never give up". */
    @Test
    void aBeaconThatComesBackIsFoundAgain() {
        // Given
        Beacon before = open(BeaconLimits.defaults());
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");
        one.announce(7);
        two.announce(7);
        world.time.runUntil(
                () -> one.initiations().size() == 1 && two.initiations().size() == 1, SOON);

        // When it is away for hours, and another program starts with the same certificate
        before.close();
        world.time.run(Duration.ofHours(5));
        open(BeaconLimits.defaults());
        world.time.runUntil(
                () -> one.initiations().size() == 2 && two.initiations().size() == 2, Duration.ofMinutes(5));

        // Then both were told, in a sentence each
        assertThat(one.servers()).hasSize(3);
        assertThat(one.servers().get(1)).contains("lost").contains("tried again");
        assertThat(one.servers().get(2)).isEqualTo("up");
    }

    /** 40 §10.12: "DNS failure at start should not be fatal"; the same holds for a beacon that is not there yet. */
    @Test
    void aBeaconThatIsNotThereIsToldOnceAndTriedForEver() {
        // Given
        IntroducedPeer one = peer("one");

        // When
        one.announce(7);
        world.time.run(Duration.ofHours(1));

        // Then
        assertThat(one.servers()).hasSize(1);
        assertThat(one.servers().get(0)).startsWith("down: ").contains("cannot be reached");
        Beacon late = open(BeaconLimits.defaults());
        world.time.runUntil(() -> late.counters().registrations() == 1, Duration.ofMinutes(3));
    }

    @Test
    void anotherCertificateIsRefusedWithASentence() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        IntroducedPeer one = world.peer(
                "one", world.address(server, World.certificate(server).hash(World.DERIVATION)));

        // When
        one.announce(7);
        world.time.run(Duration.ofMinutes(10));

        // Then
        assertThat(one.servers()).hasSize(1);
        assertThat(one.servers().get(0)).contains("another certificate");
        assertThat(beacon.counters().registrations()).isZero();
    }

    /** 40 §10.11: an announce replaces the one before, so a long list takes several connections. */
    @Test
    void moreTokensThanAnAnnounceHoldsAreAllRegistered() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");
        List<Announce> parts = List.of(
                new Announce(one.header(), tokens(0, Announce.MAX_TOKENS)),
                new Announce(one.header(), tokens(Announce.MAX_TOKENS, 900)));

        // When
        one.discovery().announce(parts, 1);
        two.announce(899);
        world.time.runUntil(() -> beacon.counters().registrations() == 901, SOON);
        world.time.run(Duration.ofSeconds(1));

        // Then
        assertThat(two.initiations()).hasSize(1);
        one.announce(1);
        world.time.runUntil(() -> beacon.counters().registrations() == 2, SOON);
        assertThat(beacon.counters().connections()).isEqualTo(2);
    }

    /** Spec 50 §7.10: how long a client that vanished is introduced. */
    @Test
    void aClientThatFallsSilentIsForgotten() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        IntroducedPeer one = peer("one");
        one.announce(7);
        world.time.runUntil(() -> beacon.counters().tokens() == 1, SOON);

        // When
        world.time.machine("one").crash();

        // Then
        world.time.runUntil(() -> beacon.counters().tokens() == 0, Duration.ofSeconds(16));
        assertThat(beacon.counters().connections()).isZero();
    }

    @Test
    void closeEndsEverything() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        IntroducedPeer one = peer("one");
        one.announce(7);
        world.time.runUntil(() -> beacon.counters().connections() == 1, SOON);

        // When
        one.close();
        one.announce(8);
        world.time.run(Duration.ofMinutes(5));

        // Then
        assertThat(beacon.counters().connections()).isZero();
        assertThat(beacon.counters().accepted()).isEqualTo(1);
        assertThat(one.discovery().counters().failed()).isEqualTo(1);
        assertThat(one.servers()).containsExactly("up");
        beacon.close();
        assertThat(world.network.openEndpoints()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beacon.example.net", "beacon:0", "beacon:70000", ":4264", "beacon:x"})
    void anAddressThatIsNoneIsRefusedAtTheStart(String name) {
        assertThatThrownBy(() -> world.peer("one", new BeaconAddress(name, hash)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aHashThatIsNoneIsRefusedAtTheStart(String wrong) {
        assertThatThrownBy(() -> world.peer("one", new BeaconAddress("a:1", wrong)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("certificate_hash.txt");
    }

    private Beacon open(BeaconLimits limits) {
        return world.beacon(server, certificate, limits);
    }

    private IntroducedPeer peer(String name) {
        return world.peer(name, world.address(server, hash));
    }

    private static List<MeetingToken> tokens(long from, long to) {
        return LongStream.range(from, to).mapToObj(MeetingToken::new).toList();
    }
}
