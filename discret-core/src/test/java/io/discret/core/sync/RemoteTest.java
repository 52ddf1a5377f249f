package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** What one connection may see: only what was granted, to the user it proved to be (docs/protocol/41 §2.5, §11.4). */
class RemoteTest {
    private static final Uid ROOM = StoreRows.uid(7);

    private final VirtualTime time = new VirtualTime(1);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final Remote remote = new Remote(alice);

    private Room room() {
        return TestPeer.room(ROOM, false, alice, bob);
    }

    @Test
    void nothingIsSeenBeforeTheIdentityIsProvedAndTrusted() {
        Room room = room();
        alice.add(room);
        remote.grant(ROOM);
        assertThat(remote.isMember(room) || remote.staysMember(room) || remote.hasUser(room))
                .isFalse();
        assertThat(remote.mayRead(ROOM) || remote.mayReadDefinition(ROOM)).isFalse();

        remote.proved(bob.self());
        assertThat(remote.key()).isEqualTo(bob.self());
        assertThat(remote.trusted()).isFalse();
        assertThat(remote.isMember(room) || remote.staysMember(room) || remote.hasUser(room))
                .isFalse();
        assertThat(remote.mayRead(ROOM) || remote.mayReadDefinition(ROOM)).isFalse();

        remote.trust();
        assertThat(remote.trusted()).isTrue();
        assertThat(remote.isMember(room)).isTrue();
        assertThat(remote.staysMember(room)).isTrue();
        assertThat(remote.hasUser(room)).isTrue();
        assertThat(remote.mayRead(ROOM)).isTrue();
        assertThat(remote.mayReadDefinition(ROOM)).isTrue();
    }

    @Test
    void aRoomThatWasNotGrantedOrIsNotHereIsNotRead() {
        remote.proved(bob.self());
        remote.trust();
        assertThat(remote.isMember(null) || remote.staysMember(null) || remote.hasUser(null))
                .isFalse();
        remote.grant(ROOM);
        assertThat(remote.mayRead(ROOM) || remote.mayReadDefinition(ROOM))
                .as("not here")
                .isFalse();
        alice.add(room());
        assertThat(remote.mayRead(ROOM)).isTrue();
        assertThat(new Remote(alice).mayRead(ROOM)).isFalse();
        Uid other = StoreRows.uid(8);
        alice.add(TestPeer.room(other, false, alice, bob));
        assertThat(remote.mayRead(other) || remote.mayReadDefinition(other))
                .as("not granted")
                .isFalse();
    }

    @Test
    void aUserOfNoneSeesNothing() {
        TestPeer eve = new TestPeer(time, "eve", 3);
        alice.add(room());
        remote.proved(eve.self());
        remote.trust();
        remote.grant(ROOM);
        assertThat(remote.mayRead(ROOM) || remote.mayReadDefinition(ROOM)).isFalse();
        assertThat(remote.isSameUser()).isFalse();
        remote.proved(alice.self());
        assertThat(remote.isSameUser()).isTrue();
    }

    /** 41 §11: what a peer tells of is bounded, and telling of a room again costs nothing. */
    @Test
    void noMoreRoomsThanTheBoundAreNoted() {
        for (int i = 0; i < SyncLimits.ROOMS_PER_PEER; i++) {
            assertThat(remote.knows(StoreRows.uid(i))).isTrue();
        }
        Uid oneMore = StoreRows.uid(SyncLimits.ROOMS_PER_PEER);
        assertThat(remote.knows(oneMore)).isFalse();
        assertThat(remote.hasTold(oneMore)).isFalse();
        assertThat(remote.knows(StoreRows.uid(0))).isTrue();
        assertThat(remote.hasTold(StoreRows.uid(0))).isTrue();
    }
}
