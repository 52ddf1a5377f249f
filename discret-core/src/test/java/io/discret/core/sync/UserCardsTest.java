package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers of this project compare a digest of the cards of users (docs/protocol/41 §12.6), on virtual time. */
class UserCardsTest {
    private static final String DIGEST = "Query::PeersDigest";
    private static final String CARDS = "Query::PeerNodes";

    private final VirtualTime time = new VirtualTime(15);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final TestPeer carol = new TestPeer(time, "carol", 3);
    private final List<String> asked = new ArrayList<>();
    private Uid room;

    @BeforeEach
    void threeUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob, carol));
        bob.add(TestPeer.room(room, false, alice, bob, carol));
        carol.add(TestPeer.room(room, false, alice, bob, carol));
    }

    /** What the first asks for of cards when both meet. */
    private List<String> meet(TestPeer first, TestPeer second, boolean own) {
        TestConnection connection = new TestConnection(first, second);
        connection.speak(own);
        asked.clear();
        connection.a.note(query -> asked.add(query.text()));
        connection.start();
        time.run(Duration.ofSeconds(3));
        connection.cut();
        return asked.stream()
                .filter(text -> text.equals(DIGEST) || text.equals(CARDS))
                .toList();
    }

    /** "when the requester computes the same of its own rows of these users nothing is asked". */
    @Test
    void cardsThatAreKnownAreNotSentAgain() {
        meet(alice, bob, true);
        meet(alice, bob, true);

        assertThat(meet(alice, bob, true)).isNotEmpty().containsOnly(DIGEST);
        assertThat(meet(bob, alice, true)).isNotEmpty().containsOnly(DIGEST);
    }

    /** "else PeersForRoom follows": Bob has met Carol, and Alice has not. */
    @Test
    void aCardThatIsMissingIsAskedFor() {
        meet(alice, bob, true);
        meet(bob, carol, true);
        meet(bob, carol, true);

        assertThat(meet(alice, bob, true)).startsWith(DIGEST, CARDS);
        assertThat(meet(alice, bob, true)).containsOnly(DIGEST);
        List<Node> cards = alice.read(reader -> UserCards.of(reader, List.of(carol.self())));
        assertThat(cards).hasSize(1);
    }

    /** "sys.Peer nodes (room none, entity `0.4`)": what is in a room, or is not signed, is not sent. */
    @Test
    void rowsThatAreNoCardsAreNotSent() {
        Node card = carol.await(carol.ownPeer());
        Node inRoom = carol.signer.sign(
                new Node(alice.uids.next(), room, 1, 1, card.entity(), card.json(), null, new byte[0], new byte[0]));
        Node unsigned = new Node(
                alice.uids.next(),
                null,
                1,
                1,
                card.entity(),
                card.json(),
                null,
                carol.self().bytes(),
                new byte[0]);
        alice.write(transaction -> List.of(card, inRoom, unsigned).forEach(row -> transaction.putNode(row, null)));

        List<Node> sent = alice.read(reader -> UserCards.of(reader, List.of(carol.self())));

        assertThat(sent).containsExactly(card);
    }

    /** 41 §11.16: a newer card is taken, also of the own user from another device; nobody meets himself. */
    @Test
    void aNewerCardOfOneselfIsTaken() {
        Node old = bob.await(bob.ownPeer());
        Node newer = bob.signer.sign(new Node(
                old.id(),
                null,
                old.cdate(),
                old.mdate() + 1,
                old.entity(),
                old.json(),
                null,
                new byte[0],
                new byte[0]));
        meet(alice, bob, false);
        alice.write(transaction -> transaction.putNode(newer, null));
        meet(alice, bob, false);

        assertThat(bob.stored(old.id())).isEqualTo(newer);
        assertThat(bob.peersMet).extracting(Node::id).containsExactly(alice.identity.peerUid());
    }

    /** 41 §6.2: whoever is brought by two peers at once is met once. */
    @Test
    void aUserWhomTwoBringIsMetOnce() {
        TestPeer dave = new TestPeer(time, "dave", 4);
        Node card = dave.await(dave.ownPeer());
        for (TestPeer peer : List.of(alice, carol)) {
            Uid common = alice.uids.next();
            for (TestPeer member : List.of(peer, bob)) {
                member.add(TestPeer.room(common, false, peer, bob, dave));
            }
            peer.write(transaction -> transaction.putNode(card, null));
        }
        new TestConnection(alice, bob).start();
        new TestConnection(carol, bob).start();
        time.run(Duration.ofSeconds(3));

        assertThat(bob.peersMet)
                .extracting(Node::id)
                .containsExactlyInAnyOrder(alice.identity.peerUid(), carol.identity.peerUid(), dave.identity.peerUid());
        assertThat(bob.failures).isEmpty();
    }

    /** A peer of the reference knows no digest. */
    @Test
    void whoDidNotAgreeIsAskedForCards() {
        assertThat(meet(alice, bob, false)).isNotEmpty().containsOnly(CARDS);
    }
}
