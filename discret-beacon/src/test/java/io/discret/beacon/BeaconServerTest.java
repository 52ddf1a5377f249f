package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.MeetingToken;
import io.discret.testkit.VirtualMachine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a beacon takes and what it does not (docs/protocol/50 §4.2, §4.4, §6, §7). */
class BeaconServerTest {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final World world = new World(3);
    private final VirtualMachine server = world.time.machine("beacon");
    private final BeaconCertificate certificate = World.certificate(server);

    /** "first byte 0x00 or 0x7f instead of 0x01: accepted" (50 §6). */
    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 0x7f})
    void theFirstByteMayBeAny(byte first) {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());

        // When
        client("one").send(new byte[] {first}).announce(announce(1, 7));
        world.time.run(MOMENT);

        // Then
        assertThat(beacon.counters().registrations()).isEqualTo(1);
    }

    /** "frame length 4097: connection ended, tokens removed" (50 §6); 566 tokens are the most (50 §4.4). */
    @Test
    void aFrameOf4096BytesIsTheLongest() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        RawClient one = client("one").send(new byte[] {1});

        // When
        one.announce(announce(1, LongStream.range(0, 566).toArray()));
        world.time.run(MOMENT);
        long most = beacon.counters().registrations();
        one.announce(announce(1, LongStream.range(0, 567).toArray()));

        // Then
        assertThat(most).isEqualTo(566);
        assertThat(one.closed()).isEqualTo(ClientConnection.CLOSE_ENDED);
        world.time.run(MOMENT);
        assertThat(beacon.counters().registrations()).isZero();
        assertThat(beacon.counters().ended()).isEqualTo(1);
    }

    /** "frame of garbage: connection ended" (50 §6). */
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "0000000401020304", "ffffffff"})
    void garbageEndsTheConnection(String hex) {
        open(BeaconLimits.defaults());
        RawClient one =
                client("one").send(new byte[] {1}).send(java.util.HexFormat.of().parseHex(hex));
        assertThat(one.closed()).isEqualTo(ClientConnection.CLOSE_ENDED);
    }

    /**
     * "A client can send a header with a signature vector of up to about 3900 bytes; the resulting message exceeds the
     * other client's 512-byte limit … a remote kill. MUST be filtered." (50 §7.5).
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 3800})
    void aSignatureThatIsNoneEndsTheConnectionAndHarmsNobody(int length) {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        RawClient victim = client("victim").send(new byte[] {1}).announce(announce(1, 7));

        // When
        AnnounceHeader header = new AnnounceHeader(id(2), new byte[32], new byte[length]);
        RawClient hostile =
                client("hostile").send(new byte[] {1}).announce(new Announce(header, List.of(new MeetingToken(7))));

        // Then
        assertThat(hostile.closed()).isEqualTo(ClientConnection.CLOSE_ENDED);
        world.time.run(MOMENT);
        assertThat(victim.isOpen()).isTrue();
        assertThat(victim.messages).isEmpty();
        assertThat(beacon.counters().registrations()).isEqualTo(1);
    }

    /** "Bytes left over after the value inside a frame are ignored" (40 §4.2), and never passed on (50 §7.5). */
    @Test
    void bytesAfterAnAnnounceAreIgnored() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        RawClient one = client("one").send(new byte[] {1}).announce(announce(1, 7));
        BincodeWriter body = new BincodeWriter();
        announce(2, 7).write(body);

        // When
        client("two").send(new byte[] {1}).send(Frames.of(body.fixed(new byte[500])));
        world.time.run(MOMENT);

        // Then
        assertThat(one.messages).hasSize(1);
        assertThat(beacon.counters().introductions()).isEqualTo(2);
    }

    /** "Require the stream byte and first announce within some seconds." (50 §7.2). */
    @Test
    void whoAnnouncesNothingIsSentAway() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        RawClient silent = client("silent");
        RawClient halfSilent = client("half silent").send(new byte[] {1});
        RawClient empty = client("empty").send(new byte[] {1}).announce(announce(1));

        // When
        world.time.run(Duration.ofSeconds(9));
        boolean before = silent.isOpen() && halfSilent.isOpen();
        world.time.run(MOMENT);

        // Then
        assertThat(before).isTrue();
        assertThat(silent.isOpen() || halfSilent.isOpen()).isFalse();
        assertThat(empty.isOpen()).isTrue();
        assertThat(beacon.counters().connections()).isEqualTo(1);
    }

    /** "rate-limit announces" (50 §7.2). */
    @Test
    void whoAnnouncesTooOftenIsSentAway() {
        // Given
        open(BeaconLimits.defaults());
        RawClient one = client("one").send(new byte[] {1});

        // When it changes its tokens as fast as an honest client may
        for (int i = 0; i < 100; i++) {
            one.announce(announce(1, i));
            world.time.run(Duration.ofMillis(600));
        }
        boolean honest = one.isOpen();
        for (int i = 0; i < 100; i++) {
            one.announce(announce(1, i));
        }

        // Then
        assertThat(honest).isTrue();
        assertThat(one.closed()).isEqualTo(ClientConnection.CLOSE_ENDED);
    }

    /** "cap connections per IP" (50 §7.2). */
    @Test
    void oneAddressHasSoManyConnections() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults().withConnections(100, 3));
        List<RawClient> clients = new ArrayList<>();

        // When
        for (int i = 0; i < 5; i++) {
            clients.add(client("crowd"));
            world.time.run(Duration.ofMillis(500));
        }
        client("other").send(new byte[] {1}).announce(announce(9, 1));
        world.time.run(Duration.ofSeconds(1));

        // Then
        assertThat(clients.stream().filter(RawClient::isOpen)).hasSize(3);
        assertThat(beacon.counters().refused()).isEqualTo(2);
        assertThat(beacon.counters().registrations()).isEqualTo(1);
    }

    /** "A slow or malicious client blocks everybody" in the reference (50 §7.1). */
    @Test
    void aClientThatDoesNotReadCostsBoundedMemoryAndBlocksNobody() {
        // Given a client that does not read, and a bound that is met soon
        BeaconLimits usual = BeaconLimits.defaults();
        BeaconLimits limits = new BeaconLimits(
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.tokensPerConnection(),
                usual.clientsPerToken(),
                1_000_000,
                1_000_000,
                1_000_000,
                usual.firstAnnounce(),
                usual.introduceAgain(),
                50,
                usual.waitingBytes());
        Beacon beacon = open(limits);
        RawClient lazy = client("lazy")
                .send(new byte[] {1})
                .announce(announce(1, LongStream.range(0, 500).toArray()));
        lazy.stopReading();
        world.time.run(MOMENT);

        // When another one makes it be told thousands of times what one that reads is told too
        RawClient reader = client("reader").send(new byte[] {1}).announce(announce(2, 1_000));
        RawClient busy = client("busy").send(new byte[] {1});
        for (int round = 0; round < 60; round++) {
            busy.announce(announce(3, LongStream.rangeClosed(0, 500).toArray()));
            busy.announce(announce(3));
            world.time.run(Duration.ofMillis(200));
        }
        busy.announce(announce(3, 1_000));
        world.time.run(MOMENT);

        // Then
        assertThat(beacon.counters().dropped()).isGreaterThan(10_000);
        assertThat(reader.messages).hasSize(1);
        assertThat(busy.messages.size()).isGreaterThan(1_000);
    }

    /** "restart of the server: all registrations lost; clients reconnect by themselves" (50 §6); close code 0. */
    @Test
    void closeTellsClientsSo() {
        // Given
        Beacon beacon = open(BeaconLimits.defaults());
        RawClient one = client("one").send(new byte[] {1}).announce(announce(1, 7));
        world.time.run(MOMENT);

        // When
        beacon.close();

        // Then
        assertThat(one.closed()).isZero();
    }

    /** "No lasting log of addresses": an address is forgotten soon after its last connection. */
    @Test
    void addressesAreForgotten() {
        // Given
        AddressBudgets budgets = new AddressBudgets(BeaconLimits.defaults());
        var address = world.network.address(server);
        for (int i = 0; i < 200; i++) {
            assertThat(budgets.open(address, 0)).isTrue();
        }

        // When
        for (int i = 0; i < 200; i++) {
            budgets.close(address);
        }
        budgets.sweep(Duration.ofSeconds(1).toNanos());
        int soon = budgets.size();
        budgets.sweep(Duration.ofSeconds(11).toNanos());

        // Then
        assertThat(soon).isEqualTo(1);
        assertThat(budgets.size()).isZero();
    }

    /** Who has one IPv6 address has 2^64. */
    @Test
    void anIpv6NetworkCountsAsOneAddress() throws Exception {
        // Given
        BeaconLimits limits = BeaconLimits.defaults().withConnections(10_000, 3);
        AddressBudgets budgets = new AddressBudgets(limits);
        for (int i = 1; i <= 3; i++) {
            assertThat(budgets.open(InetAddress.getByName("2001:db8::" + i), 0)).isTrue();
        }

        // When, Then
        assertThat(budgets.open(InetAddress.getByName("2001:db8::9"), 0)).isFalse();
        assertThat(budgets.open(InetAddress.getByName("2001:db8:0:1::9"), 0)).isTrue();
        budgets.close(InetAddress.getByName("2001:db8::1"));
        assertThat(budgets.open(InetAddress.getByName("2001:db8::9"), 0)).isTrue();
        assertThat(budgets.size()).isEqualTo(2);
    }

    private Beacon open(BeaconLimits limits) {
        return world.beacon(server, certificate, limits);
    }

    private RawClient client(String name) {
        return new RawClient(world, server, name);
    }

    private static Announce announce(int seed, long... tokens) {
        AnnounceHeader header = new AnnounceHeader(id(seed), new byte[32], new byte[64]);
        return new Announce(
                header, LongStream.of(tokens).mapToObj(MeetingToken::new).toList());
    }

    private static Uid id(int seed) {
        byte[] id = new byte[Uid.SIZE];
        Arrays.fill(id, (byte) seed);
        return Uid.of(id);
    }
}
