package io.discret.core.engine;

import static io.discret.core.engine.PeerWorld.INVITE;
import static io.discret.core.engine.PeerWorld.OWNED_INVITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DefaultRoom;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Event;
import io.discret.api.InviteOptions;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.engine.PeerWorld.Device;
import io.discret.testkit.NetworkConditions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol/31 §8: an invite makes two strangers peers, once. */
class InvitesTest {
    private final PeerWorld world = new PeerWorld(1);

    /** §8.5 End state: each side has two AllowedPeer rows (self, other), no OwnedInvite, no Invite. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twoStrangersBecomePeers(long seed) {
        // Given two users on a bad network, both of whom dial
        PeerWorld bad = new PeerWorld(seed);
        bad.network.conditions(NetworkConditions.rough());
        Device alice = bad.device("alice", 1);
        Device bob = bad.device("bob", 2);

        // When one accepts the invite of the other
        byte[] invite = alice.invite();
        bob.accept(invite);
        bad.until(() -> met(alice, bob));

        // Then both sides hold the same result, were told once, and every end of a connection has its beginning
        bad.settle();
        assertIntroduced(alice, bob, invite);
        assertThat(alice.connections(bob.key())).isOne();
        assertThat(bob.connections(alice.key())).isOne();
    }

    private static boolean met(Device one, Device other) {
        return one.connections(other.key()) == 1 && other.connections(one.key()) == 1;
    }

    private static void assertIntroduced(Device inviter, Device invited, byte[] invite) {
        Event told = new Event.InviteAccepted(
                Uid.of(Arrays.copyOf(invite, Uid.SIZE)).toString(), invited.key(), Optional.empty());
        assertThat(inviter.told(Event.InviteAccepted.class)).containsExactly((Event.InviteAccepted) told);
        assertThat(invited.told(Event.InviteAccepted.class))
                .extracting(Event.InviteAccepted::key)
                .containsExactly(inviter.key());
        assertThat(inviter.rows(PeerWorld.ALLOWED_PEER)).hasSize(2);
        assertThat(invited.rows(PeerWorld.ALLOWED_PEER)).hasSize(2);
        assertThat(inviter.allows(invited.key())).isTrue();
        assertThat(invited.allows(inviter.key())).isTrue();
        assertThat(inviter.rows(OWNED_INVITE)).isEmpty();
        assertThat(invited.rows(INVITE)).isEmpty();
    }

    /** §8.4: later connections use the DH token and the AllowedPeer candidate. */
    @Test
    void theyMeetAgainWithoutTheInvite() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        bob.accept(alice.invite());
        world.until(() -> met(alice, bob));

        alice.stop();
        world.until(() -> bob.connections(alice.key()) == 0);
        alice.start();

        world.until(() -> met(alice, bob));
        world.settle();
        assertThat(alice.told(Event.InviteAccepted.class)).isEmpty();
        assertThat(met(alice, bob)).isTrue();
    }

    /** §8.7: inviter offline: stays open. */
    @Test
    void anInviteWaitsForTheOtherSide() {
        Device alice = world.device("alice", 1);
        byte[] invite = alice.invite();
        alice.stop();
        Device bob = world.device("bob", 2);
        bob.accept(invite);
        world.settle();
        assertThat(bob.rows(INVITE)).hasSize(1);
        bob.stop();
        alice.start();
        world.settle();
        assertThat(alice.rows(OWNED_INVITE)).hasSize(1);

        bob.start();

        world.until(() -> met(alice, bob));
        assertThat(alice.rows(OWNED_INVITE)).isEmpty();
        assertThat(bob.rows(INVITE)).isEmpty();
    }

    /** §8.6, P1: single use; a strict check accepts a repeat by the same key and refuses another key. */
    @Test
    void anInviteServesOneUser() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        byte[] invite = alice.invite();
        bob.accept(invite);
        world.until(() -> met(alice, bob));

        // When somebody else comes with the same bytes, before and after a restart
        Device carol = world.device("carol", 3);
        carol.accept(invite);
        world.settle();
        alice.stop();
        alice.start();
        world.settle();

        // Then he gets nothing
        assertThat(alice.rows(PeerWorld.ALLOWED_PEER)).hasSize(2);
        assertThat(carol.rows(PeerWorld.ALLOWED_PEER)).hasSize(1);
        assertThat(carol.told(Event.PeerConnected.class)).isEmpty();
        assertThat(bob.connections(alice.key())).isEqualTo(1);
    }

    /** Two people hold the bytes before the inviter is on: the first one wins, on every schedule. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofTwoWhoComeAtOnceOneWins(long seed) {
        PeerWorld crowd = new PeerWorld(seed);
        Device alice = crowd.device("alice", 1);
        byte[] invite = alice.invite();
        alice.stop();
        Device bob = crowd.device("bob", 2);
        Device carol = crowd.device("carol", 3);
        bob.accept(invite);
        carol.accept(invite);
        alice.start();

        crowd.settle();

        assertThat(alice.rows(PeerWorld.ALLOWED_PEER)).hasSize(2);
        assertThat(alice.told(Event.InviteAccepted.class)).hasSize(1);
        assertThat(alice.allows(bob.key())).isNotEqualTo(alice.allows(carol.key()));
    }

    /** §8.6: cancelling is deleting the row, at once. */
    @Test
    void anInviteCanBeWithdrawn() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        byte[] invite = alice.invite();
        alice.delete(
                "delete { sys.OwnedInvite { $id } }",
                Parameters.of("id", alice.rows(OWNED_INVITE).get(0).id().toString()));
        bob.accept(invite);

        world.settle();

        assertThat(bob.rows(PeerWorld.ALLOWED_PEER)).hasSize(1);
        assertThat(alice.rows(PeerWorld.ALLOWED_PEER)).hasSize(1);
    }

    /** §8.3, P11: what cannot be used is an error of the call, and stores nothing. */
    @Test
    void badInvitesAreRefused() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        Device other = world.deviceOfOtherApplication("other", 3);
        byte[] invite = alice.invite();

        refused(() -> bob.accept(new byte[10]));
        refused(() -> bob.accept(Arrays.copyOf(invite, invite.length - 1)));
        refused(() -> bob.accept(other.invite()));
        refused(() -> alice.accept(invite));

        assertThat(bob.rows(INVITE)).isEmpty();
        assertThat(alice.rows(INVITE)).isEmpty();
    }

    /** §8.3: accepting twice keeps one row; once used it cannot be accepted again. */
    @Test
    void acceptingAgain() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        byte[] invite = alice.invite();
        alice.stop();
        bob.accept(invite);
        bob.accept(invite);
        assertThat(bob.rows(INVITE)).hasSize(1);
        alice.start();
        world.until(() -> met(alice, bob));

        refused(() -> bob.accept(invite));
    }

    private static void refused(ThrowingCallable call) {
        refused(call, ErrorCode.INVALID_INVITE);
    }

    private static void refused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    /** §8.7: invite_sign altered, here the id under another signature: the invited disconnects and keeps the invite. */
    @Test
    void anInviteOfSomebodyElseIsNoIntroduction() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        byte[] forged = alice.invite();
        forged[forged.length - 1] ^= 1;
        bob.accept(forged);

        world.settle();

        assertThat(bob.rows(PeerWorld.ALLOWED_PEER)).hasSize(1);
        assertThat(bob.rows(INVITE)).hasSize(1);
        assertThat(bob.told(Event.PeerConnected.class)).isEmpty();
    }

    /** P3: an invite with an end is refused on both sides once it is over, and nobody waits for it any more. */
    @Test
    void anInviteEnds() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        Device carol = world.device("carol", 3);
        byte[] used = alice.invite(InviteOptions.create().lifeTime(Duration.ofMinutes(10)));
        bob.accept(used);
        world.until(() -> met(alice, bob));
        world.settle();
        assertIntroduced(alice, bob, used);
        byte[] unused = alice.invite(InviteOptions.create().lifeTime(Duration.ofMinutes(10)));
        carol.stop();
        world.time.run(Duration.ofMinutes(10));
        carol.start();

        refused(() -> carol.accept(unused), ErrorCode.INVITE_EXPIRED);
        world.settle();
        assertThat(alice.rows(OWNED_INVITE)).isEmpty();

        // A device that does not read the end, as those of the reference, waits in vain.
        carol.accept(withoutEnd(unused));
        world.settle();
        assertThat(alice.allows(carol.key())).isFalse();
        assertThat(carol.rows(INVITE)).hasSize(1);
    }

    /** P3: the invited stops waiting too, and the inviter that was off meanwhile does not come back to it. */
    @Test
    void anInviteEndsWhileOneOfThemIsOff() {
        Device alice = world.device("alice", 1);
        byte[] invite = alice.invite(InviteOptions.create().lifeTime(Duration.ofHours(3)));
        alice.stop();
        Device bob = world.device("bob", 2);
        bob.accept(invite);
        world.settle();
        assertThat(bob.rows(INVITE)).hasSize(1);

        world.time.run(Duration.ofHours(3));
        alice.start();
        world.settle();

        assertThat(bob.rows(INVITE)).isEmpty();
        assertThat(alice.rows(OWNED_INVITE)).isEmpty();
        assertThat(alice.allows(bob.key())).isFalse();
        assertThat(bob.allows(alice.key())).isFalse();
        refused(() -> bob.accept(invite), ErrorCode.INVITE_EXPIRED);
    }

    /** P3: only the device that made it knows the end, so that no other one stands by it. */
    @Test
    void anInviteWithAnEndStaysOnItsDevice() {
        Device laptop = world.device("laptop", 1);
        Device phone = world.device("phone", 1);
        world.settle();
        laptop.invite(InviteOptions.create().lifeTime(Duration.ofHours(3)));
        laptop.invite();

        world.settle();

        assertThat(laptop.rows(OWNED_INVITE)).hasSize(2);
        assertThat(phone.rows(OWNED_INVITE)).hasSize(1);
    }

    @Test
    void aLifeTimeIsPositiveAndNotForEver() {
        refused(() -> InviteOptions.create().lifeTime(Duration.ZERO), ErrorCode.CONFIGURATION);
        refused(() -> InviteOptions.create().lifeTime(Duration.ofDays(4000)), ErrorCode.CONFIGURATION);
    }

    private static byte[] withoutEnd(byte[] invite) {
        return io.discret.core.identity.Invite.decode(invite).encode();
    }

    /** §8.6: no key with a null value, which a reference device would refuse. */
    @Test
    void anInviteWithoutARoomHoldsNoNulls() {
        Device alice = world.device("alice", 1);
        alice.invite();
        assertThat(alice.rows(OWNED_INVITE).get(0).json()).isEqualTo("{}");
    }

    /** §8.4.5: the newcomer becomes a user of the authorisation, once, though both connections of an election ask. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aNewcomerBecomesAUserOfTheRoom(long seed) {
        PeerWorld bad = new PeerWorld(seed);
        bad.network.conditions(NetworkConditions.rough());
        Device alice = bad.device("alice", 1);
        Device bob = bad.device("bob", 2);
        byte[] invite = alice.invite(alice.room());

        bob.accept(invite);
        bad.until(() -> met(alice, bob));
        bad.settle();

        assertIntroduced(alice, bob, invite);
        assertThat(alice.entriesOf(bob.key())).isOne();
        assertThat(alice.told(Event.RoomModified.class)).hasSize(2);
    }

    /** §8.7: inviter no longer admin of the room: peers allowed, no room; the application is told. */
    @Test
    void withoutTheRightTheyAreStillPeers() {
        Device alice = world.device("alice", 1);
        Device bob = world.device("bob", 2);
        bob.accept(alice.invite());
        world.until(() -> met(alice, bob));
        DefaultRoom room = alice.room();
        setAdmin(alice, room, bob.key(), true);
        world.until(() -> bob.rows(PeerWorld.ROOM).size() == 1);
        byte[] invite = alice.invite(room);
        setAdmin(bob, room, alice.key(), false);
        world.settle();

        Device carol = world.device("carol", 3);
        carol.accept(invite);
        world.until(() -> met(alice, carol));

        assertThat(alice.allows(carol.key())).isTrue();
        assertThat(alice.rows(OWNED_INVITE)).isEmpty();
        assertThat(alice.told(Event.InviteAccepted.class))
                .extracting(Event.InviteAccepted::roomRefusal)
                .containsExactly(Optional.empty(), Optional.of(ErrorCode.NOT_AUTHORISED));
    }

    private static void setAdmin(Device device, DefaultRoom room, VerifyingKey key, boolean enabled) {
        device.mutate(
                "mutate { sys.Room { id: $room admin: [{ verif_key: $key enabled: $enabled }] } }",
                Parameters.of("room", room.room().toString(), "key", key.toString(), "enabled", enabled));
    }

    /** P14: the authorisation belongs to the room. */
    @Test
    void anAuthorisationOfAnotherRoomIsRefused() {
        Device alice = world.device("alice", 1);
        DefaultRoom room = alice.room();
        refused(() -> alice.invite(new DefaultRoom(room.room(), Uid.ZERO)), ErrorCode.NOT_IN_ROOM);
    }

    /** P14: the room exists, the authorisation belongs to it, the caller may add users. */
    @Test
    void theDefaultRoomIsCheckedAtOnce() {
        Device alice = world.device("alice", 1);
        Uid privateRoom = Uid.parse(alice.engine().privateRoom());
        assertThatThrownBy(() -> world.await(alice.engine().async().invite(new DefaultRoom(Uid.ZERO, Uid.ZERO))))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ROOM));
        assertThatThrownBy(() -> world.await(alice.engine().async().invite(new DefaultRoom(privateRoom, Uid.ZERO))))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IN_ROOM));
        assertThat(alice.rows(OWNED_INVITE)).isEmpty();
    }
}
