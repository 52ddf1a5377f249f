package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rows.RowHash;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two peers with one connection (docs/protocol/41), on virtual time. */
class SessionTest {
    private final VirtualTime time = new VirtualTime(41);
    private TestPeer alice;
    private TestPeer bob;
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        alice = new TestPeer(time, "alice", 1);
        bob = new TestPeer(time, "bob", 2);
        room = alice.uids.next();
        share(false);
    }

    private void share(boolean mutateAll) {
        alice.add(TestPeer.room(room, mutateAll, alice, bob));
        bob.add(TestPeer.room(room, mutateAll, alice, bob));
    }

    private TestConnection connect() {
        return new TestConnection(alice, bob).start();
    }

    private void until(BooleanSupplier condition) {
        time.runUntil(condition, TestPeer.LIMIT);
    }

    private void settle() {
        time.run(Duration.ofSeconds(5));
    }

    private void assertSame() {
        assertThat(bob.messages(room)).containsExactlyInAnyOrderElementsOf(alice.messages(room));
        assertThat(time.await(bob.dailyLog(room), TestPeer.LIMIT).stream().filter(line -> line.dailyHash() != null))
                .containsExactlyElementsOf(time.await(alice.dailyLog(room), TestPeer.LIMIT).stream()
                        .filter(line -> line.dailyHash() != null)
                        .toList());
    }

    /** 41 §1.1, §1.2: both prove who they are, and are connected. */
    @Test
    void bothSidesProveTheirIdentity() {
        connect();
        until(() -> !alice.connected.isEmpty() && !bob.connected.isEmpty());
        assertThat(alice.connected).containsExactly(bob.self());
        assertThat(bob.connected).containsExactly(alice.self());
    }

    /** 41 §10: the proved key is another one than expected. */
    @Test
    void aPeerThatIsNotTheExpectedOneIsRefused() {
        TestPeer eve = new TestPeer(time, "eve", 3);
        TestConnection connection = new TestConnection(alice, eve, bob.self(), alice.self()).start();
        until(() -> connection.closed);
        assertThat(connection.code).isEqualTo(2);
        assertThat(alice.connected).isEmpty();
    }

    /** 41 §1.1.3a: the challenge is signed by somebody else. */
    @Test
    void aWrongProofIsRefused() {
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                message[message.length - 1] ^= 1;
            }
            return message;
        };
        connection.start();
        until(() -> connection.closed);
        assertThat(alice.connected).isEmpty();
    }

    /** 41 §11.1: one answer a connection, and only 32 bytes are signed. */
    @Test
    void oneChallengeIsAnswered() {
        TestConnection connection = new TestConnection(alice, bob);
        List<Long> answered = new ArrayList<>();
        connection.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                answered.add(Answer.decode(message).id());
            }
            return message;
        };
        for (int length : new int[] {31, 33, 32, 32}) {
            byte[] query = new QueryProtocol(900 + length, new Query.ProveIdentity(new byte[length])).encode();
            alice.executor().execute(() -> connection.a.session.query(query));
        }
        settle();
        assertThat(answered).containsExactly(932L);
    }

    /** 31 P2b: who was dialed proves nothing to a dialer that has not proved itself. */
    @Test
    void anAcceptorAnswersAfterTheDialer() {
        TestConnection connection = new TestConnection(alice, bob);
        List<Long> answered = new ArrayList<>();
        connection.b.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                answered.add(Answer.decode(message).id());
            }
            return message;
        };
        byte[] query = new QueryProtocol(7, new Query.ProveIdentity(new byte[32])).encode();
        bob.executor().execute(() -> connection.b.session.query(query));
        settle();
        assertThat(answered).isEmpty();

        // Once the dialer has proved itself the answer comes
        connection.start();
        until(() -> !answered.isEmpty());
        assertThat(answered).containsExactly(7L);
    }

    /** 31 P2d: no signature over the hash of a row of our own, stored or in the making. */
    @Test
    void theHashOfAnOwnRowIsNotSigned() {
        Node stored = alice.put(room, "secret");
        Node forged = alice.message(alice.uids.next(), room, "in the making");
        for (Node row : List.of(stored, forged)) {
            TestConnection connection = new TestConnection(alice, bob);
            List<Long> answered = new ArrayList<>();
            connection.a.tamper = (stream, message) -> {
                if (stream == StreamFlag.ANSWERS) {
                    answered.add(Answer.decode(message).id());
                }
                return message;
            };
            byte[] hash = new RowHash(TestPeer.HASHING).of(row);
            byte[] query = new QueryProtocol(7, new Query.ProveIdentity(hash)).encode();
            alice.executor().execute(() -> connection.a.session.query(query));
            settle();
            assertThat(answered).isEmpty();
        }
    }

    /** 41 §2.5: nothing is answered before the identity is proved, and a room only to those who may read it. */
    @Test
    void queriesOfStrangersAreRefused() {
        TestConnection connection = new TestConnection(alice, bob);
        List<Answer> answers = new ArrayList<>();
        connection.b.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                answers.add(Answer.decode(message));
            }
            return message;
        };
        byte[] list = new QueryProtocol(1, new Query.RoomList()).encode();
        byte[] log = new QueryProtocol(2, new Query.RoomLog(room)).encode();
        bob.executor().execute(() -> connection.b.session.query(list));
        bob.executor().execute(() -> connection.b.session.query(log));
        settle();
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).id()).isEqualTo(2);
        assertThat(answers.get(0).success()).isFalse();
        assertThat(answers.get(0).complete()).isTrue();
    }

    /** 41 §6: everything of the room comes over, in both directions. */
    @Test
    void firstSynchronisation() {
        Node first = alice.put(room, "one");
        Node second = alice.put(room, "two");
        Edge edge = alice.link(first, second);
        Node answer = bob.put(room, "three");
        connect();
        until(() -> bob.stored(second.id()) != null && alice.stored(answer.id()) != null);
        settle();
        assertSame();
        assertThat(bob.answers(first.id())).containsExactly(edge);
        assertThat(bob.reports).anyMatch(report -> report.room().equals(room) && report.changed());
        assertThat(bob.peersMet).extracting(Node::id).containsExactly(alice.identity.peerUid());
    }

    /** 41 §4: changes follow while the connection lives; 41 §11.12: the old day is marked too. */
    @Test
    void changesFollow() {
        Node first = alice.put(room, "one");
        connect();
        until(() -> bob.stored(first.id()) != null);
        time.run(Duration.ofDays(1));
        Node updated = alice.update(first, "two");
        until(() -> updated.equals(bob.stored(first.id())));
        settle();
        assertSame();
    }

    /** 41 §6.4.2: a deleted row goes, its relations too; 21 Better 9: and does not come back. */
    @Test
    void deletionsFollowAndHold() {
        Node first = alice.put(room, "one");
        Node second = alice.put(room, "two");
        alice.link(first, second);
        TestConnection connection = connect();
        until(() -> bob.stored(first.id()) != null && bob.stored(second.id()) != null);
        settle();
        connection.cut();
        alice.delete(Objects.requireNonNull(alice.stored(first.id())));
        connect();
        until(() -> bob.stored(first.id()) == null);
        settle();
        assertThat(alice.stored(first.id())).isNull();
        assertThat(bob.answers(first.id())).isEmpty();
        assertSame();
    }

    /** 41 §6.4.1. */
    @Test
    void deletedRelationsFollow() {
        Node first = alice.put(room, "one");
        Edge edge = alice.link(first, alice.put(room, "two"));
        connect();
        until(() -> !bob.answers(first.id()).isEmpty());
        alice.delete(room, edge);
        until(() -> bob.answers(first.id()).isEmpty());
        settle();
        assertSame();
    }

    /** 21 §13: who may change only his own rows deletes no others. */
    @Test
    void aForeignRowIsNotDeleted() {
        Node first = alice.put(room, "one");
        TestConnection connection = connect();
        until(() -> bob.stored(first.id()) != null);
        connection.cut();
        NodeDeletion entry = bob.delete(first);
        connect();
        settle();
        assertThat(alice.stored(first.id())).isEqualTo(first);
        assertThat(alice.hasDeletion(entry)).isFalse();
        assertThat(alice.reports).anyMatch(report -> report.refused().containsKey(ErrorCode.NOT_AUTHORISED));
    }

    /** 41 §11.10: one bad row harms none of its neighbours. */
    @Test
    void oneBadRowAmongGoodOnes() {
        List<Node> good = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            good.add(alice.put(room, "m" + i));
        }
        Node fine = alice.message(alice.uids.next(), room, "forged");
        byte[] signature = fine.signature().clone();
        signature[5] ^= 1;
        Node bad = new Node(
                fine.id(),
                room,
                fine.cdate(),
                fine.mdate(),
                fine.entity(),
                fine.json(),
                null,
                fine.verifyingKey(),
                signature);
        Node definition =
                alice.signer.sign(new Node(alice.uids.next(), room, 5, 5, "0.2", "{}", null, new byte[0], new byte[0]));
        Node wrong = alice.signer.sign(new Node(
                alice.uids.next(),
                room,
                fine.cdate(),
                fine.mdate(),
                TestPeer.MESSAGE,
                "{\"32\":7}",
                null,
                new byte[0],
                new byte[0]));
        alice.write(transaction -> List.of(bad, definition, wrong).forEach(node -> transaction.putNode(node, null)));
        connect();
        until(() -> bob.reports.stream().anyMatch(report -> report.room().equals(room)));
        assertThat(bob.messages(room)).containsExactlyInAnyOrderElementsOf(good);
        assertThat(bob.stored(definition.id())).isNull();
        assertThat(bob.reports.stream()
                        .filter(report -> report.room().equals(room))
                        .findFirst()
                        .orElseThrow()
                        .refused()
                        .keySet())
                .isEqualTo(Set.of(ErrorCode.BAD_SIGNATURE, ErrorCode.FIELD_TYPE_MISMATCH));
    }

    /** 41 §11.14: two peers that differ for good do not keep waking each other. */
    @Test
    void aLastingDifferenceIsQuiet() {
        oneBadRowAmongGoodOnes();
        settle();
        int before = bob.reports.size();
        Node after = alice.put(room, "after");
        until(() -> bob.stored(after.id()) != null);
        settle();
        time.run(Duration.ofMinutes(10));
        assertThat(bob.reports.size() - before).isBetween(1, 2);
        assertThat(bob.reports.get(before).written()).isEqualTo(1);
    }

    /** 40 §4.4: no message is longer than a reference peer accepts, and thousands of rows come over. */
    @Test
    void manyRowsInMessagesThatFit() {
        String text = "x".repeat(1000);
        alice.write(transaction -> {
            for (int i = 0; i < 5000; i++) {
                transaction.putNode(alice.message(alice.uids.next(), room, text + i), null);
            }
        });
        TestConnection connection = connect();
        until(() -> bob.reports.stream().anyMatch(report -> report.written() >= 5000));
        assertThat(connection.longestMessage).isBetween(200_000L, 524_288L);
        assertSame();
    }

    /** 41 §11.11: two peers of ours with equal logs ask for nothing more. */
    @Test
    void equalDigestsSkipTheLog() {
        alice.digests = true;
        bob.digests = true;
        Node first = alice.put(room, "one");
        TestConnection before = connect();
        until(() -> bob.stored(first.id()) != null);
        settle();
        before.cut();
        List<String> asked = new ArrayList<>();
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.tamper = (stream, message) -> {
            if (stream == StreamFlag.QUERIES) {
                asked.add(QueryProtocol.decode(message).query().text());
            }
            return message;
        };
        connection.start();
        settle();
        assertThat(asked).contains("Query::RoomDefinition").doesNotContain("Query::RoomLog");
    }

    /** 41 §11.9: an answer that never comes is given up, the room is free again and is tried again. */
    @Test
    void aSilentPeerHoldsNoRoom() {
        Node first = alice.put(room, "one");
        TestConnection connection = new TestConnection(alice, bob);
        boolean[] silent = {true};
        connection.a.tamper = (stream, message) -> {
            boolean part =
                    stream == StreamFlag.ANSWERS && Answer.decode(message).id() > 1;
            return part && silent[0] ? null : message;
        };
        connection.start();
        until(() -> bob.scheduler.running() == 1);
        until(() -> bob.scheduler.running() == 0);
        assertThat(bob.stored(first.id())).isNull();
        silent[0] = false;
        until(() -> bob.stored(first.id()) != null);
    }

    /** 41 §1: a peer that says nothing is not waited for. */
    @Test
    void theHandshakeHasADeadline() {
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.tamper = (stream, message) -> null;
        connection.start();
        time.run(Duration.ofSeconds(31));
        assertThat(connection.closed).isTrue();
    }

    /** 41 §11.9: a cut answer is no complete one; after reconnection the rest comes. */
    @Test
    void aCutConnectionLosesNothing() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            nodes.add(alice.put(room, "m" + i));
        }
        for (int i = 1; i < 50; i++) {
            alice.link(nodes.get(0), nodes.get(i));
        }
        for (int cutAfter = 3; cutAfter < 30; cutAfter += 2) {
            TestConnection connection = new TestConnection(alice, bob);
            int[] left = {cutAfter};
            connection.a.tamper = (stream, message) -> {
                if (stream == StreamFlag.ANSWERS && left[0]-- == 0) {
                    connection.cut();
                    return null;
                }
                return message;
            };
            connection.start();
            settle();
        }
        connect();
        settle();
        assertSame();
        assertThat(bob.answers(nodes.get(0).id())).hasSize(49);
    }

    /** 41 §11.4: whoever is no user any more reads nothing, on a connection of before too. */
    @Test
    void rightsAreCheckedAgain() {
        Node first = alice.put(room, "one");
        connect();
        until(() -> bob.stored(first.id()) != null);
        settle();
        alice.add(TestPeer.room(room, false, alice));
        Node second = alice.put(room, "two");
        byte[] ask = new QueryProtocol(700, new Query.Nodes(room, List.of(second.id()))).encode();
        alice.sessions.forEach(session -> alice.executor().execute(() -> session.query(ask)));
        settle();
        assertThat(bob.stored(second.id())).isNull();
    }

    /** 41 §11.2: an old version is not taken, whatever was advertised. */
    @Test
    void noRollBack() {
        Node old = alice.put(room, "old");
        TestConnection connection = connect();
        until(() -> bob.stored(old.id()) != null);
        connection.cut();
        time.run(Duration.ofSeconds(1));
        Node current = bobSees(alice.update(old, "current"));
        time.run(Duration.ofSeconds(1));
        alice.update(old, "advertised");
        TestConnection evil = new TestConnection(alice, bob);
        evil.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                Answer answer = Answer.decode(message);
                try {
                    List<Node> nodes = Payload.NODES.decode(answer.serialized());
                    if (nodes.size() == 1 && nodes.get(0).id().equals(old.id())) {
                        return Answer.part(answer.id(), Payload.NODES.encode(List.of(old)))
                                .encode();
                    }
                } catch (DiscretException e) {
                    return message;
                }
            }
            return message;
        };
        evil.start();
        settle();
        assertThat(bob.stored(old.id())).isEqualTo(current);
    }

    private Node bobSees(Node node) {
        TestConnection connection = connect();
        until(() -> node.equals(bob.stored(node.id())));
        connection.cut();
        return node;
    }

    /** 41 §1.3, 20 §10: devices of one user on the local network accept each other, and their private room is pulled. */
    @Test
    void devicesOfOneUser() {
        TestPeer phone = new TestPeer(time, "phone", 1);
        Node note = alice.put(alice.privateRoom(), "note");
        new TestConnection(alice, phone).start();
        until(() -> phone.stored(note.id()) != null);
        assertThat(alice.connected).containsExactly(alice.self());
        Node row = alice.stored(phone.hardware.id());
        assertThat(row).isNotNull();
        assertThat(row.json()).isEqualTo("{\"32\":\"machine \\\"phone\\\"\",\"33\":\"allowed\"}");
        assertThat(alice.rowVerifier().verify(row)).isEmpty();
    }

    /** 20 "Where to do better" 4: an unknown device from elsewhere waits, and its row is not written again. */
    @Test
    void aDeviceFromElsewhereWaits() {
        TestPeer phone = new TestPeer(time, "phone", 1);
        for (int i = 0; i < 2; i++) {
            TestConnection connection = new TestConnection(alice, phone);
            connection.a.local = false;
            connection.start();
            until(() -> connection.closed);
        }
        assertThat(alice.connected).isEmpty();
        assertThat(alice.hardwarePending).isEqualTo(1);
        Node pending = Objects.requireNonNull(alice.stored(phone.hardware.id()));
        assertThat(pending.json()).contains("pending");
        // When the user enables it, in the word of the documentation.
        Node enabled = alice.signer.sign(new Node(
                pending.id(),
                pending.roomId(),
                0,
                9,
                "0.6",
                "{\"32\":\"p\",\"33\":\"enabled\"}",
                null,
                new byte[0],
                new byte[0]));
        alice.write(transaction -> transaction.putNode(enabled, null));
        TestConnection connection = new TestConnection(alice, phone);
        connection.a.local = false;
        connection.start();
        until(() -> !alice.connected.isEmpty());
        assertThat(alice.stored(phone.hardware.id())).isEqualTo(enabled);
    }

    /** 40 §4.3: what cannot be read closes the connection; nothing stops a thread. */
    @Test
    void randomMessagesCloseTheConnection() {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            TestConnection connection = new TestConnection(alice, bob).start();
            time.run(Duration.ofMillis(20));
            for (int i = 0; i < 20; i++) {
                byte[] message = message(random);
                StreamFlag stream = List.of(StreamFlag.values()).get(random.nextInt(3));
                bob.executor().execute(() -> connection.b.arrived(stream, message));
            }
            time.run(Duration.ofMillis(200));
            connection.cut();
            time.run(Duration.ofMillis(50));
        }
        assertThat(bob.scheduler.running()).isZero();
        Node after = alice.put(room, "after");
        connect();
        until(() -> bob.stored(after.id()) != null);
    }

    private byte[] message(Random random) {
        byte[] bytes = new byte[random.nextInt(90)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            BincodeWriter out = new BincodeWriter();
            int kind = random.nextInt(14);
            out.u64(random.nextInt(30)).u32(kind).uid(room);
            if (random.nextBoolean()) {
                out.text("1.0").i64(random.nextBoolean() ? random.nextLong() : Long.MIN_VALUE);
            }
            return out.fixed(bytes).toByteArray();
        }
        if (random.nextInt(3) == 0) {
            byte[] answer = new Answer(random.nextInt(6), random.nextBoolean(), random.nextBoolean(), bytes).encode();
            return Arrays.copyOf(answer, random.nextInt(answer.length + 1));
        }
        return bytes;
    }

    /** 41 §11.20: a connection that is gone is told nothing, and its end is told once. */
    @Test
    void nothingHappensAfterTheEnd() {
        TestConnection connection = connect();
        until(() -> !alice.connected.isEmpty() && !bob.connected.isEmpty());
        PeerSession session = connection.a.session;
        List<StreamFlag> sent = new ArrayList<>();
        connection.cut();
        settle();
        connection.closed = false;
        connection.a.tamper = (stream, message) -> {
            sent.add(stream);
            return message;
        };
        session.closed();
        session.peerFinished();
        session.definitionChanged(room);
        session.pull(room);
        alice.sessions.add(session);
        alice.put(room, "nobody is told");
        settle();
        assertThat(alice.ended).isEqualTo(1);
        assertThat(sent).isEmpty();
    }

    /** 20 §10: rows and relations without a signature stay here; a reference peer would never verify another. */
    @Test
    void whatIsNotSignedIsNotSent() {
        Node signed = alice.put(room, "signed");
        Node unsigned = new Node(
                alice.uids.next(),
                room,
                signed.mdate(),
                signed.mdate(),
                TestPeer.MESSAGE,
                "{\"32\":\"unsigned\"}",
                null,
                signed.verifyingKey(),
                new byte[0]);
        Node withoutKey = new Node(
                alice.uids.next(),
                room,
                signed.mdate(),
                signed.mdate(),
                TestPeer.MESSAGE,
                "{\"32\":\"no key\"}",
                null,
                new byte[0],
                signed.signature());
        alice.write(transaction -> {
            transaction.putNode(unsigned, null);
            transaction.putNode(withoutKey, null);
            transaction
                    .store()
                    .putEdge(new Edge(
                            signed.id(),
                            TestPeer.MESSAGE,
                            TestPeer.ANSWERS,
                            unsigned.id(),
                            5,
                            signed.verifyingKey(),
                            new byte[0]));
        });
        connect();
        until(() -> bob.messages(room).contains(signed));
        settle();
        assertThat(bob.messages(room)).containsExactly(signed);
        assertThat(bob.answers(signed.id())).isEmpty();
    }
}
