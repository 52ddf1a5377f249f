package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who is introduced to whom (docs/protocol/50 §4, §6, §7). */
class RegistrationsTest {
    private static final long AGAIN = BeaconLimits.defaults().introduceAgain().toNanos();

    private final Registrations table = new Registrations(BeaconLimits.defaults(), false);
    private long now;

    /**
     * "for each registered connection of that token, oldest first: a. send to the new client … b. send to the other
     * client" (50 §4.3).
     */
    @Test
    void introducesTheNewClientToEachOldOneOldestFirst() {
        // Given
        Peer oldest = peer(1);
        Peer old = peer(2);
        Peer fresh = peer(3);
        announce(oldest, 7);
        announce(old, 7);

        // When
        List<Introduction> introductions = announce(fresh, 7);

        // Then
        assertThat(introductions)
                .extracting(Introduction::to)
                .containsExactly(fresh.client, oldest.client, fresh.client, old.client);
        assertThat(introductions.get(0).message().header()).isEqualTo(oldest.header);
        assertThat(introductions.get(0).message().address()).isEqualTo(oldest.address);
        assertThat(introductions.get(0).message().token()).isEqualTo(new MeetingToken(7));
        assertThat(introductions.get(1).message().header()).isEqualTo(fresh.header);
        assertThat(introductions.get(1).message().address()).isEqualTo(fresh.address);
    }

    /** "n clients with one token cause n(n−1) messages in total" (50 §4.3). */
    @Test
    void nClientsCauseSoManyMessages() {
        int messages = 0;
        for (int i = 1; i <= 10; i++) {
            messages += announce(peer(i), 7).size();
        }
        assertThat(messages).isEqualTo(10 * 9);
    }

    /** "tokens announced again produce no message" (50 §4.3), until the time of 50 §7.4 is over. */
    @Test
    void introducesATokenAnnouncedAgainOnlyAfterSomeTime() {
        // Given
        Peer one = peer(1);
        Peer two = peer(2);
        announce(one, 7);
        announce(two, 7);

        // When, Then
        now += AGAIN - 1;
        assertThat(announce(two, 7)).isEmpty();
        now += 1;
        assertThat(announce(two, 7)).hasSize(2);
        assertThat(announce(two, 7)).isEmpty();
    }

    /** "second announce without a token sent before: token unregistered" (50 §6). */
    @Test
    void aTokenNoLongerAnnouncedIsForgotten() {
        // Given
        Peer one = peer(1);
        Peer two = peer(2);
        announce(one, 7, 8);

        // When
        announce(one, 8);

        // Then
        assertThat(announce(two, 7)).isEmpty();
        assertThat(announce(two, 7, 8)).hasSize(2);
    }

    /** 40 §10.10: a client of ours takes its tokens back and announces them anew to be introduced again. */
    @Test
    void aTokenTakenBackAndAnnouncedAnewIsIntroduced() {
        // Given
        Peer one = peer(1);
        Peer two = peer(2);
        announce(one, 7);
        announce(two, 7);

        // When
        announce(two);

        // Then
        assertThat(announce(two, 7)).hasSize(2);
    }

    /** "an emptied token entry is never removed from the table. Remove it." (50 §7.3). */
    @Test
    void nothingIsLeftOfClientsThatAreGone() {
        // Given
        Peer one = peer(1);
        Peer two = peer(2);
        announce(one, LongStream.range(0, 500).toArray());
        announce(two, LongStream.range(250, 750).toArray());
        assertThat(table.tokens()).isEqualTo(750);
        assertThat(table.registered()).isEqualTo(1000);

        // When
        table.leave(one.client);
        table.leave(two.client);
        table.leave(two.client);

        // Then
        assertThat(table.tokens()).isZero();
        assertThat(table.registered()).isZero();
    }

    /** "announce with 0 tokens: accepted, registers nothing", "the same token twice: counted once" (50 §6). */
    @Test
    void countsATokenOnce() {
        // Given
        Peer one = peer(1);
        Peer two = peer(2);

        // When
        announce(one);
        announce(two, 7, 7, 7);

        // Then
        assertThat(table.registered()).isEqualTo(1);
        assertThat(announce(one, 7)).hasSize(2);
    }

    /** "two clients, same IP, same token: not introduced (program); introduced when … same IP allowed" (50 §6). */
    @Test
    void oneAddressIsNotIntroducedToItselfUnlessAllowed() throws Exception {
        // Given two clients behind one address; "port is not compared"
        Registrations allowing = new Registrations(BeaconLimits.defaults(), true);
        Peer one = new Peer(1, new InetSocketAddress(InetAddress.getByName("203.0.113.1"), 1));
        Peer two = new Peer(2, new InetSocketAddress(InetAddress.getByName("203.0.113.1"), 2));

        // When
        allowing.announce(one.client, one.announce(7), now);
        List<Introduction> allowed = allowing.announce(two.client, two.announce(7), now);
        table.announce(new Client(() -> one.address), one.announce(7), now);
        List<Introduction> refused = table.announce(new Client(() -> two.address), two.announce(7), now);

        // Then
        assertThat(allowed).hasSize(2);
        assertThat(refused).isEmpty();
    }

    /** "Rust clients cannot dial it: send IPv4 addresses only to them" (50 §7.7). */
    @Test
    void addressesOfTwoFamiliesAreNotIntroduced() throws Exception {
        // Given
        Peer four = peer(1);
        Peer six = new Peer(2, new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 2));
        Peer otherSix = new Peer(3, new InetSocketAddress(InetAddress.getByName("2001:db8::2"), 2));
        announce(four, 7);

        // When, Then
        assertThat(announce(six, 7)).isEmpty();
        assertThat(announce(otherSix, 7)).extracting(Introduction::to).containsExactly(otherSix.client, six.client);
    }

    /** The wire has no room for the link of an address (40 §5: SocketAddr V6 is 16 bytes and a port). */
    @Test
    void addressesOfALinkAreNotIntroduced() throws Exception {
        // Given
        Peer one = new Peer(1, new InetSocketAddress(InetAddress.getByName("fe80::1"), 2));
        Peer two = new Peer(2, new InetSocketAddress(InetAddress.getByName("fe80::2"), 2));
        Peer wide = new Peer(3, new InetSocketAddress(InetAddress.getByName("2001:db8::2"), 2));
        announce(one, 7);

        // When, Then
        assertThat(announce(two, 7)).isEmpty();
        assertThat(announce(wide, 7)).isEmpty();
    }

    /** "use the latest header" (50 §7): an endpoint that changed is introduced anew. */
    @Test
    void anotherHeaderIsUsedAndIntroduced() {
        // Given
        Peer one = peer(1);
        Peer two = peer(2);
        announce(one, 7);
        announce(two, 7);

        // When
        AnnounceHeader changed = header(9);
        List<Introduction> introductions =
                table.announce(two.client, new Announce(changed, two.announce(7).tokens()), now);

        // Then
        assertThat(introductions).hasSize(2);
        assertThat(introductions.get(1).message().header()).isEqualTo(changed);
    }

    /** "It may change with NAT rebinding; only new introductions use the new one" (50 §4.3). */
    @Test
    void usesTheAddressOfNow() throws Exception {
        // Given
        InetSocketAddress[] address = {new InetSocketAddress(InetAddress.getByName("203.0.113.1"), 1)};
        Client moving = new Client(() -> address[0]);
        table.announce(moving, peer(1).announce(7), now);

        // When
        address[0] = new InetSocketAddress(InetAddress.getByName("203.0.113.1"), 99);

        // Then
        assertThat(announce(peer(2), 7).get(0).message().address().getPort()).isEqualTo(99);
    }

    /** "cap … tokens per connection, clients per token" (50 §7.2). */
    @Test
    void whatIsTooMuchIsNotRegistered() {
        // Given
        Registrations small = new Registrations(BeaconLimits.defaults().withTokens(3, 2), false);
        Peer one = peer(1);
        Peer two = peer(2);
        Peer three = peer(3);

        // When
        small.announce(one.client, one.announce(1, 2, 3, 4, 5), now);
        small.announce(two.client, two.announce(1), now);
        List<Introduction> third = small.announce(three.client, three.announce(1, 2), now);

        // Then the third learns nobody of the token that is full, and gets in when there is room
        assertThat(one.client.tokens()).containsExactlyInAnyOrder(token(1), token(2), token(3));
        assertThat(third).extracting(i -> i.message().token()).containsOnly(token(2));
        small.leave(two.client);
        assertThat(small.announce(three.client, three.announce(1, 2), now))
                .extracting(i -> i.message().token())
                .containsOnly(token(1));
    }

    @Test
    void anEndpointThatCameBackIsNotIntroducedToItsPast() throws Exception {
        // Given a device that changed its network, whose old connection is not noticed to be dead
        Peer before = new Peer(1, new InetSocketAddress(InetAddress.getByName("203.0.113.1"), 1));
        Peer after = new Peer(1, new InetSocketAddress(InetAddress.getByName("198.51.100.1"), 1));
        announce(before, 7);

        // When, Then
        assertThat(announce(after, 7)).isEmpty();
    }

    @Test
    void theTimeToIntroduceAgainIsLessThanThePeriodOfAClient() {
        assertThat(BeaconLimits.defaults().introduceAgain()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(59));
    }

    private List<Introduction> announce(Peer peer, long... tokens) {
        return table.announce(peer.client, peer.announce(tokens), now);
    }

    private static MeetingToken token(long value) {
        return new MeetingToken(value);
    }

    private static AnnounceHeader header(int seed) {
        byte[] id = new byte[Uid.SIZE];
        byte[] signature = new byte[64];
        Arrays.fill(id, (byte) seed);
        Arrays.fill(signature, (byte) seed);
        return new AnnounceHeader(Uid.of(id), new byte[32], signature);
    }

    private static Peer peer(int number) {
        try {
            return new Peer(
                    number,
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number}), 5000));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Peer {
        private final Client client;
        private final AnnounceHeader header;
        private final InetSocketAddress address;

        private Peer(int seed, InetSocketAddress address) {
            this.header = header(seed);
            this.address = address;
            this.client = new Client(() -> address);
        }

        private Announce announce(long... tokens) {
            List<MeetingToken> list = new ArrayList<>();
            for (long value : tokens) {
                list.add(token(value));
            }
            return new Announce(header, list);
        }
    }
}
