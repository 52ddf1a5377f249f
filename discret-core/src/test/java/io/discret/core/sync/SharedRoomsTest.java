package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RoomNode;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rooms of several users between peers (docs/protocol/30 §8–§10, 41 §6), on virtual time. */
class SharedRoomsTest {
    private final VirtualTime time = new VirtualTime(30);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final TestPeer carol = new TestPeer(time, "carol", 3);
    private final TestPeer eve = new TestPeer(time, "eve", 9);

    private void until(BooleanSupplier condition) {
        time.runUntil(condition, TestPeer.LIMIT);
    }

    private void settle() {
        time.run(Duration.ofSeconds(10));
    }

    private void meet(TestPeer one, TestPeer other) {
        TestConnection connection = new TestConnection(one, other).start();
        settle();
        connection.cut();
        settle();
    }

    private static void assertSame(SharedRoom room, TestPeer... peers) {
        for (TestPeer peer : peers) {
            assertThat(room.at(peer)).isEqualTo(room.at(peers[0]));
            assertThat(peer.room(room.id)).isEqualTo(peers[0].room(room.id));
            assertThat(peer.messages(room.id)).containsExactlyInAnyOrderElementsOf(peers[0].messages(room.id));
        }
    }

    private static void assertNothingRefused(TestPeer... peers) {
        for (TestPeer peer : peers) {
            assertThat(peer.reports).allMatch(report -> report.refused().isEmpty());
            assertThat(peer.failures).isEmpty();
        }
    }

    /** 41 §6.1: a user gets the room and its rows, and writes there. */
    @Test
    void aCommonRoom() {
        SharedRoom room = SharedRoom.found(alice, bob);
        Node first = alice.put(room.id, "from alice");
        new TestConnection(alice, bob).start();
        until(() -> bob.stored(first.id()) != null);
        Node second = bob.put(room.id, "from bob");
        until(() -> alice.stored(second.id()) != null);
        settle();
        assertSame(room, alice, bob);
        assertThat(bob.modified).containsExactly(room.id);
        assertNothingRefused(alice, bob);
    }

    /** 41 §4.1: who is added while connected learns it at once; a right that is taken away holds from its date on. */
    @Test
    void changesOfADefinitionFollow() {
        SharedRoom room = SharedRoom.found(alice);
        new TestConnection(alice, bob).start();
        settle();
        assertThat(bob.room(room.id)).isNull();
        room.user(alice, bob, true);
        until(() -> bob.room(room.id) != null);
        settle();
        Node allowed = bob.put(room.id, "allowed");
        until(() -> alice.stored(allowed.id()) != null);
        time.run(Duration.ofSeconds(1));
        room.right(alice, false, false);
        settle();
        Node forbidden = bob.put(room.id, "forbidden");
        settle();
        assertThat(alice.stored(forbidden.id())).isNull();
        assertThat(alice.stored(allowed.id())).isEqualTo(allowed);
    }

    /** 30 §8.2: a newcomer takes a room with history, rows of users that have left included. */
    @Test
    void aNewcomerToARoomWithHistory() {
        SharedRoom room = SharedRoom.found(alice, bob);
        meet(alice, bob);
        Node early = bob.put(room.id, "early");
        for (int i = 0; i < 3; i++) {
            time.run(Duration.ofDays(1));
            room.user(alice, bob, i % 2 == 1);
            room.right(alice, true, i % 2 == 0);
            room.admin(alice, bob, i % 2 == 0);
        }
        meet(alice, bob);
        room.user(alice, carol, true);
        time.run(Duration.ofDays(1));
        room.user(alice, bob, false);
        room.admin(alice, bob, false);
        time.run(Duration.ofDays(1));
        meet(alice, carol);
        assertThat(carol.stored(early.id())).isEqualTo(early);
        assertSame(room, alice, carol);
        assertNothingRefused(carol);
        assertThat(carol.reports).allMatch(report -> report.late().isEmpty());
    }

    /** 30 §2, B16: rows of before are taken, those of after are not; the user learns that he was disabled, and no more. */
    @Test
    void aUserIsDisabledWhileApart() {
        SharedRoom room = SharedRoom.found(alice, bob);
        meet(alice, bob);
        Node before = bob.put(room.id, "before");
        time.run(Duration.ofMinutes(1));
        room.user(alice, bob, false);
        time.run(Duration.ofMinutes(1));
        Node after = bob.put(room.id, "after");
        Node secret = alice.put(room.id, "not for bob");
        meet(alice, bob);
        assertThat(alice.stored(before.id())).isEqualTo(before);
        assertThat(alice.stored(after.id())).isNull();
        assertThat(bob.stored(secret.id())).isNull();
        assertThat(bob.room(room.id)).isEqualTo(alice.room(room.id));
        assertThat(alice.reports).anyMatch(report -> report.late().equals(Map.of(bob.self(), 1L)));
    }

    /** What was accepted of somebody before his end was known goes again, and what he replaced or deleted comes back. */
    @Test
    void whatTurnsOutToBeForbiddenGoesAgain() {
        SharedRoom room = SharedRoom.found(alice, bob, carol);
        room.right(alice, true, true);
        Node kept = alice.put(room.id, "kept");
        Node replaced = alice.put(room.id, "replaced");
        Node deleted = alice.put(room.id, "deleted");
        Node answering = alice.put(room.id, "answering");
        alice.link(answering, replaced);
        meet(alice, bob);
        meet(alice, carol);
        time.run(Duration.ofMinutes(1));
        room.user(alice, bob, false);
        time.run(Duration.ofMinutes(1));
        Node own = bob.put(room.id, "too late");
        bob.update(replaced, "by bob");
        NodeDeletion entry = bob.delete(deleted);
        Edge edge = bob.link(Objects.requireNonNull(bob.stored(kept.id())), own);
        meet(bob, carol);
        assertThat(carol.stored(own.id())).isEqualTo(own);
        assertThat(carol.stored(deleted.id())).isNull();
        assertThat(carol.answers(kept.id())).containsExactly(edge);
        meet(alice, carol);
        meet(alice, carol);
        assertSame(room, alice, carol);
        assertThat(carol.stored(own.id())).isNull();
        assertThat(carol.stored(replaced.id())).isEqualTo(replaced);
        assertThat(carol.stored(deleted.id())).isEqualTo(deleted);
        assertThat(carol.answers(kept.id())).isEmpty();
        assertThat(carol.answers(answering.id())).hasSize(1);
        assertThat(carol.hasDeletion(entry)).isFalse();
        // And he who was disabled holds what all hold.
        meet(alice, bob);
        assertThat(bob.stored(own.id())).isNull();
    }

    /** 30 V5, V6: a row that is moved goes to the members of the room it is moved to. */
    @Test
    void aRowIsMovedBetweenRooms() {
        SharedRoom one = SharedRoom.found(alice, bob);
        SharedRoom two = SharedRoom.found(alice, bob, carol);
        Node row = alice.put(one.id, "in one");
        meet(alice, bob);
        Node moved = alice.message(row.id(), two.id, "in two");
        NodeVersion old =
                new NodeVersion(row.id(), row.roomId(), row.entity(), row.mdate(), row.verifyingKey(), row.signature());
        alice.write(transaction -> transaction.putNode(moved, old));
        meet(alice, bob);
        meet(alice, carol);
        assertThat(bob.stored(row.id())).isEqualTo(moved);
        assertThat(carol.stored(row.id())).isEqualTo(moved);
        assertThat(bob.messages(one.id)).isEmpty();
        assertNothingRefused(alice, bob, carol);
    }

    /** 30 B18: parts put in apart come together on all sides; the rows they allow are never refused. */
    @Test
    void definitionsChangedApartAreMerged() {
        SharedRoom room = SharedRoom.found(alice, bob);
        room.admin(alice, bob, true);
        meet(alice, bob);
        time.run(Duration.ofMinutes(1));
        room.user(alice, carol, true);
        time.run(Duration.ofMinutes(1));
        room.user(bob, eve, true);
        meet(alice, carol);
        meet(bob, eve);
        Node ofCarol = carol.put(room.id, "of carol");
        Node ofEve = eve.put(room.id, "of eve");
        meet(alice, carol);
        meet(bob, eve);
        meet(alice, bob);
        meet(alice, carol);
        meet(bob, eve);
        assertSame(room, alice, bob, carol, eve);
        assertThat(alice.messages(room.id)).containsExactlyInAnyOrder(ofCarol, ofEve);
        assertNothingRefused(alice, bob, carol, eve);
    }

    /** B18: different parts of the same millisecond, which dates cannot tell apart, are found by the rows they allow. */
    @Test
    void definitionsOfOneDateAreMerged() {
        SharedRoom room = SharedRoom.found(alice, bob);
        room.admin(alice, bob, true);
        meet(alice, bob);
        time.run(Duration.ofMinutes(1));
        room.user(alice, carol, true);
        room.user(bob, eve, true);
        long date = alice.environment().clock().millis();
        for (TestPeer peer : List.of(alice, bob)) {
            peer.write(transaction -> transaction.store().putRoomDefinitionDate(room.id, date));
        }
        meet(alice, carol);
        Node ofCarol = carol.put(room.id, "of carol");
        meet(alice, carol);
        meet(alice, bob);
        assertThat(bob.stored(ofCarol.id())).isEqualTo(ofCarol);
        assertSame(room, alice, bob);
        assertNothingRefused(alice, bob, carol);
    }

    /** B18: two who change a room in the same ms look at each other's definition, though no date tells them to. */
    @Test
    void changesOfOneMillisecondAreMerged() {
        SharedRoom room = SharedRoom.found(alice, bob);
        room.admin(alice, bob, true);
        meet(alice, bob);
        time.run(Duration.ofMinutes(1));
        room.user(alice, carol, true);
        room.right(bob, true, true);
        assertThat(room.at(alice).lastModified()).isEqualTo(room.at(bob).lastModified());

        meet(alice, bob);

        assertThat(room.at(alice).authNodes().get(0).rightNodes()).hasSize(2);
        assertThat(room.at(alice).authNodes().get(0).userNodes()).hasSize(2);
        assertSame(room, alice, bob);
        assertNothingRefused(alice, bob);
    }

    /** Whoever took a change here is not asked for what he has then, though it is of the ms of an own change. */
    @Test
    void whoTookAChangeIsNotAskedForHisDefinition() {
        SharedRoom room = SharedRoom.found(alice, bob);
        TestConnection connection = new TestConnection(alice, bob);
        List<TestPeer> fetching = new ArrayList<>();
        for (TestConnection.End end : List.of(connection.a, connection.b)) {
            end.tamper = (stream, message) -> {
                if (stream == StreamFlag.QUERIES
                        && QueryProtocol.decode(message).query() instanceof Query.RoomNode) {
                    fetching.add(end.owner);
                }
                return message;
            };
        }
        connection.start();
        settle();
        assertThat(fetching).containsExactly(bob);

        time.run(Duration.ofMinutes(1));
        room.user(alice, carol, true);
        settle();

        assertSame(room, alice, bob);
        // Alice looks at the older one, as always; then Bob takes hers.
        assertThat(fetching).containsExactly(bob, alice, bob);
    }

    /** 30 §9, B1, B2, B16: a forged definition is refused as a whole and in silence; the room goes on. */
    @Test
    void forgedDefinitionsAreRefused() {
        SharedRoom room = SharedRoom.found(alice, bob);
        Node first = alice.put(room.id, "first");
        List<UnaryOperator<RoomNode>> forgeries = List.of(
                definition -> withAdmin(definition, SharedRoom.row(eve, eve.uids.next(), "0.2", user(eve))),
                definition -> withAdmin(definition, SharedRoom.row(alice, eve.uids.next(), "1.0", user(eve))),
                definition -> withAdmin(definition, unsigned(SharedRoom.row(alice, eve.uids.next(), "0.2", user(bob)))),
                definition -> withAdmin(definition, SharedRoom.row(alice, bob.identity.peerUid(), "0.2", user(bob))),
                definition -> new RoomNode(definition.node(), 0, List.of(), List.of(), List.of(), List.of()));
        for (UnaryOperator<RoomNode> forgery : forgeries) {
            TestPeer newcomer = bob;
            TestConnection connection = new TestConnection(alice, newcomer);
            connection.a.tamper = (stream, message) -> forged(stream, message, forgery);
            connection.start();
            settle();
            connection.cut();
            settle();
            assertThat(newcomer.room(room.id)).isNull();
            assertThat(newcomer.stored(room.id)).isNull();
        }
        assertThat(bob.failures).hasSizeGreaterThanOrEqualTo(forgeries.size());
        Node own = bob.stored(bob.identity.peerUid());
        meet(alice, bob);
        assertThat(bob.stored(first.id())).isEqualTo(first);
        assertThat(bob.stored(bob.identity.peerUid())).isEqualTo(own);
        // And once it is known: what somebody without the right adds changes nothing.
        RoomNode before = room.at(bob);
        room.right(alice, true, true);
        Node later = alice.put(room.id, "later");
        TestConnection connection = new TestConnection(alice, bob);
        connection.a.tamper = (stream, message) -> forged(stream, message, forgeries.get(0));
        connection.start();
        settle();
        assertThat(room.at(bob)).isEqualTo(before);
        connection.cut();
        meet(alice, bob);
        assertThat(bob.stored(later.id())).isEqualTo(later);
        assertSame(room, alice, bob);
    }

    private static String user(TestPeer who) {
        return "{\"32\":\"" + who.self() + "\",\"33\":true}";
    }

    private static Node unsigned(Node row) {
        byte[] signature = row.signature().clone();
        signature[7] ^= 1;
        return new Node(
                row.id(),
                null,
                row.cdate(),
                row.mdate(),
                row.entity(),
                row.json(),
                null,
                row.verifyingKey(),
                signature);
    }

    private RoomNode withAdmin(RoomNode definition, Node row) {
        return new RoomNode(
                definition.node(),
                definition.lastModified(),
                SharedRoom.with(
                        definition.adminEdges(),
                        SharedRoom.edge(eve, definition.node().id(), SystemEntity.ROOM, SystemEntity.ROOM_ADMIN, row)),
                SharedRoom.with(definition.adminNodes(), row),
                definition.authEdges(),
                definition.authNodes());
    }

    private static byte[] forged(StreamFlag stream, byte[] message, UnaryOperator<RoomNode> forgery) {
        if (stream != StreamFlag.ANSWERS) {
            return message;
        }
        Answer answer = Answer.decode(message);
        try {
            Optional<RoomNode> definition = Payload.ROOM_NODE.decode(answer.serialized());
            return definition.isEmpty()
                    ? message
                    : Answer.single(answer.id(), Payload.ROOM_NODE.encode(definition.map(forgery)))
                            .encode();
        } catch (DiscretException e) {
            return message;
        }
    }

    /** 30 B16: nobody puts a room on a device of somebody who is not in it. */
    @Test
    void aRoomOfOthersIsNotTaken() {
        SharedRoom room = SharedRoom.found(alice, bob);
        TestConnection connection = new TestConnection(alice, eve);
        connection.start();
        settle();
        RoomNode definition = room.at(alice);
        assertThat(eve.receive(room.id, definition).toCompletableFuture()).isNotNull();
        settle();
        assertThat(eve.room(room.id)).isNull();
        assertThat(eve.stored(room.id)).isNull();
    }

    /** 41 §2.5: who is not in a room is told nothing of it, its definition included. */
    @Test
    void strangersLearnNothing() {
        SharedRoom room = SharedRoom.found(alice, bob);
        Node row = alice.put(room.id, "text");
        TestConnection connection = new TestConnection(alice, eve);
        List<Answer> answers = new ArrayList<>();
        connection.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS && Answer.decode(message).id() >= 800) {
                answers.add(Answer.decode(message));
            }
            return message;
        };
        connection.start();
        settle();
        List<Query> queries = List.of(
                new Query.RoomDefinition(room.id),
                new Query.RoomNode(room.id),
                new Query.PeersForRoom(room.id),
                new Query.RoomLog(room.id),
                new Query.Nodes(room.id, List.of(row.id())));
        for (int i = 0; i < queries.size(); i++) {
            byte[] message = new QueryProtocol(800 + i, queries.get(i)).encode();
            alice.executor().execute(() -> connection.a.session.query(message));
        }
        settle();
        assertThat(answers).hasSize(queries.size()).noneMatch(Answer::success);
        Uid unknown = alice.uids.next();
        assertThat(eve.room(unknown)).isNull();
    }
}
