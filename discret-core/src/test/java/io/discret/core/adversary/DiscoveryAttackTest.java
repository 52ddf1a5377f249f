package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.net.Endpoint;
import io.discret.core.wire.ConnectionInfo;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Announces that lie, and dialers that say they are somebody else (docs/protocol/40 §7, §9; 31 §4, §5, P15). */
class DiscoveryAttackTest {
    /** 31 §4.2: an announce of a known token that no allowed peer signed is not followed. */
    @Test
    void anAnnounceOfAStrangerIsNotFollowed() {
        try (HostileWorld world = new HostileWorld(1)) {
            AnnounceHeader foreign = header(world, world.hostile.uids.next());
            world.hostile.announce(new Announce(foreign, List.of(world.user.ownToken())));
            world.hostile.initiate(foreign, world.user.ownToken());
            world.settle();

            assertThat(world.hostile.lines).isEmpty();
            world.verify();
        }
    }

    /** An announce may hold 511 tokens; all of them known, it costs no 511 signature checks. */
    @Test
    void anAnnounceCostsFewSignatureChecks() {
        try (HostileWorld world = new HostileWorld(1)) {
            AnnounceHeader foreign = header(world, world.hostile.uids.next());
            List<MeetingToken> tokens = Collections.nCopies(Announce.MAX_TOKENS, world.user.ownToken());
            long before = world.victim.signer.checks();
            for (int i = 0; i < 100; i++) {
                world.hostile.announce(new Announce(foreign, tokens));
            }
            world.time.run(Duration.ofMillis(500));

            assertThat(world.victim.signer.checks() - before).isLessThan(100 * 10);
            world.verify();
        }
    }

    /** Tokens of nobody, ten thousand announces of them. */
    @Test
    void announcesOfUnknownTokensCostNothing() {
        try (HostileWorld world = new HostileWorld(1)) {
            long before = world.victim.signer.checks();
            List<MeetingToken> tokens = IntStream.range(0, Announce.MAX_TOKENS)
                    .mapToObj(MeetingToken::new)
                    .toList();
            for (int i = 0; i < 2_000; i++) {
                world.hostile.announce(new Announce(world.hostile.header(), tokens));
            }
            world.time.run(Duration.ofMillis(500));

            assertThat(world.victim.signer.checks() - before).isLessThan(20);
            world.verify();
        }
    }

    /** A member that announces endless new endpoints, none of which takes a connection. */
    @Test
    void endlessEndpointsKeepNobodyOut() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.accepting = false;
            for (int i = 0; i < 300; i++) {
                world.hostile.renew();
                world.hostile.announce(world.user.ownToken());
            }
            world.time.run(Duration.ofSeconds(5));

            world.verify();
        }
    }

    /** The certificate is pinned by the signed announce: a copied announce leads nowhere (40 §2.4). */
    @Test
    void aCopiedAnnounceLeadsNowhere() {
        try (HostileWorld world = new HostileWorld(1)) {
            // Given what the friend would announce after a restart
            AnnounceHeader copied = Endpoint.sign(
                    world.hostile.uids.next(), Crypto.DERIVATION.hash(new byte[] {1}), world.user, Crypto.DERIVATION);
            // When somebody else sends it
            world.hostile.announce(new Announce(copied, List.of(world.user.ownToken())));
            world.time.run(Duration.ofSeconds(20));
            // Then the victim dials and hangs up on the wrong certificate
            assertThat(world.hostile.lines).isEmpty();
            world.verify();
        }
    }

    /**
     * 31 §5: of two connections of one pair of endpoints the smaller id stays. Endpoint ids and tokens can be heard by
     * anybody: who did not prove a key must not end the connection of who did.
     */
    @Test
    void aDialerThatClaimsToBeTheFriendDoesNotPutItOut() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.answering = (line, asked) -> {};
            Uid friend = world.endpoint(world.friend.machine);
            long lost = disconnections(world);
            for (int i = 0; i < 3; i++) {
                var dialed = world.hostile.dial(world.victim.machine, world.port());
                world.until(dialed::isDone);
                ConnectionInfo info = world.hostile.info(world.user.ownToken());
                dialed.join()
                        .frame(
                                StreamFlag.EVENTS,
                                new ConnectionInfo(friend, info.remoteId(), Uid.ZERO, info.token(), info.verifyingKey())
                                        .encode());
                world.settle();
            }

            assertThat(disconnections(world)).isEqualTo(lost);
            world.verify();
            world.time.run(Duration.ofSeconds(40));
            assertThat(world.hostile.lines).noneMatch(line -> line.closed == null);
        }
    }

    /** The same before the friend comes: it gets in at once, not after the time-out of the other. */
    @Test
    void aDialerThatClaimsToBeTheFriendDoesNotKeepItOut() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.answering = (line, asked) -> {};
            Uid friend = world.endpoint(world.friend.machine);
            world.network.cut(world.victim.machine, world.friend.machine);
            world.time.run(Duration.ofSeconds(40));
            for (int i = 0; i < 20; i++) {
                var dialed = world.hostile.dial(world.victim.machine, world.port());
                world.until(dialed::isDone);
                ConnectionInfo info = world.hostile.info(world.user.ownToken());
                dialed.join()
                        .frame(
                                StreamFlag.EVENTS,
                                new ConnectionInfo(friend, info.remoteId(), Uid.ZERO, info.token(), info.verifyingKey())
                                        .encode());
            }
            world.time.run(Duration.ofSeconds(1));
            world.network.mend(world.victim.machine, world.friend.machine);
            long start = world.time.nanos();
            world.verify();

            assertThat(Duration.ofNanos(world.time.nanos() - start)).isLessThan(Duration.ofSeconds(9));
        }
    }

    private static long disconnections(HostileWorld world) {
        return world.victim.events.stream()
                .filter(Event.PeerDisconnected.class::isInstance)
                .count();
    }

    /** Signed by somebody who is no peer. */
    private static AnnounceHeader header(HostileWorld world, Uid endpoint) {
        return Endpoint.sign(endpoint, world.hostile.header().certificateHash(), world.stranger, Crypto.DERIVATION);
    }
}
