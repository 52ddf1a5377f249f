package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.rows.InitialRows;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One bad peer keeps nobody from the rooms (docs/protocol/41 §5, §11.9), on virtual time. */
class FairTurnsTest {
    private final VirtualTime time = new VirtualTime(44);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final TestPeer mallory = new TestPeer(time, "mallory", 3);
    private final List<Uid> rooms = new ArrayList<>();

    private void shareRooms(int count) {
        for (int i = 0; i < count; i++) {
            Uid room = alice.uids.next();
            rooms.add(room);
            for (TestPeer peer : List.of(alice, bob, mallory)) {
                peer.add(TestPeer.room(room, false, alice, bob, mallory));
            }
        }
    }

    private boolean bobHas(List<Node> rows) {
        return rows.stream().allMatch(row -> bob.stored(row.id()) != null);
    }

    /** A peer that dies in the middle gives its rooms back: another one is asked within the silence allowed. */
    @Test
    void aDeadPeerHoldsNothing() {
        shareRooms(8);
        List<Node> rows = rooms.stream().map(room -> alice.put(room, "text")).toList();
        TestConnection dead = new TestConnection(mallory, bob);
        dead.a.tamper = (stream, message) ->
                stream == StreamFlag.ANSWERS && Answer.decode(message).id() > 1 ? null : message;
        dead.start();
        time.runUntil(() -> bob.scheduler.running() == 4, TestPeer.LIMIT);
        new TestConnection(alice, bob).start();
        time.runUntil(() -> bobHas(rows), SyncLimits.SILENCE.multipliedBy(3));
    }

    /** A cut connection gives its rooms back at once. */
    @Test
    void aCutConnectionHoldsNothing() {
        shareRooms(8);
        List<Node> rows = rooms.stream().map(room -> alice.put(room, "text")).toList();
        TestConnection dead = new TestConnection(mallory, bob);
        dead.a.tamper = (stream, message) ->
                stream == StreamFlag.ANSWERS && Answer.decode(message).id() > 1 ? null : message;
        dead.start();
        time.runUntil(() -> bob.scheduler.running() == 4, TestPeer.LIMIT);
        new TestConnection(alice, bob).start();
        time.run(Duration.ofSeconds(2));
        assertThat(bobHas(rows)).isFalse();
        dead.cut();
        time.runUntil(() -> bobHas(rows), Duration.ofSeconds(2));
    }

    /** A peer that drips answers for ever holds all places no longer than its turn, though nothing times out. */
    @Test
    void aDrippingPeerHoldsItsTurnOnly() {
        shareRooms(8);
        List<Node> rows = rooms.stream().map(room -> alice.put(room, "text")).toList();
        TestConnection slow = new TestConnection(mallory, bob);
        answerLogs(slow, Duration.ofHours(1));
        slow.start();
        time.runUntil(() -> bob.scheduler.running() == 4, TestPeer.LIMIT);
        new TestConnection(alice, bob).start();
        time.runUntil(() -> bobHas(rows), SyncLimits.TURN.multipliedBy(5));
        assertThat(slow.closed).isFalse();
    }

    /** A slow peer that nobody waits behind is heard to the end, however long its turn takes. */
    @Test
    void aSlowPeerGoesOnWhileNobodyWaits() {
        shareRooms(1);
        Node row = alice.put(rooms.get(0), "text");
        TestConnection slow = new TestConnection(alice, bob);
        List<Query> asked = answerLogs(slow, SyncLimits.TURN.multipliedBy(3));
        slow.start();
        time.run(SyncLimits.TURN.multipliedBy(2));
        assertThat(bob.scheduler.running()).isEqualTo(1);
        assertThat(bob.stored(row.id())).isNull();

        time.run(SyncLimits.TURN.multipliedBy(2));
        assertThat(bob.stored(row.id())).isEqualTo(row);
        assertThat(asked).hasSize(1);
        assertThat(bob.failures).isEmpty();
    }

    /** Let the logs that are asked for come late, and drip parts without a line meanwhile; what was asked so. */
    private List<Query> answerLogs(TestConnection slow, Duration late) {
        Map<Long, Query> logs = new HashMap<>();
        List<Query> held = new ArrayList<>();
        slow.b.tamper = (stream, message) -> {
            if (stream == StreamFlag.QUERIES && QueryProtocol.decode(message).query() instanceof Query.RoomLog log) {
                logs.put(QueryProtocol.decode(message).id(), log);
            }
            return message;
        };
        slow.a.tamper = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS ? Answer.decode(message) : null;
            if (answer == null || !logs.containsKey(answer.id())) {
                return message;
            }
            if (answer.complete()) {
                held.add(logs.get(answer.id()));
                drip(slow, answer.id());
            }
            alice.environment()
                    .scheduler()
                    .schedule(late, bob.executor(), () -> slow.b.arrived(StreamFlag.ANSWERS, message));
            return null;
        };
        return held;
    }

    private void drip(TestConnection connection, long query) {
        byte[] nothing = Answer.part(query, Payload.ROOM_LOG.encode(List.of())).encode();
        alice.environment().scheduler().schedule(Duration.ofSeconds(8), bob.executor(), () -> {
            if (!connection.closed) {
                connection.b.arrived(StreamFlag.ANSWERS, nothing);
                drip(connection, query);
            }
        });
    }

    /** 41 §6.2: rows of users that cannot be read are counted, and the room goes on. */
    @Test
    void unreadablePeersAreCounted() {
        shareRooms(1);
        Node row = alice.put(rooms.get(0), "text");
        TestConnection connection = new TestConnection(alice, bob);
        connection.a.tamper = (stream, message) -> {
            if (stream != StreamFlag.ANSWERS) {
                return message;
            }
            Answer answer = Answer.decode(message);
            List<Node> nodes = nodes(answer);
            if (nodes.isEmpty() || !nodes.get(0).entity().equals("0.4")) {
                return message;
            }
            Node peer = nodes.get(0);
            byte[] forged = peer.signature().clone();
            forged[3] ^= 1;
            return Answer.part(
                            answer.id(),
                            Payload.NODES.encode(List.of(
                                    peer,
                                    with(peer, peer.verifyingKey(), forged),
                                    with(peer, new byte[5], forged),
                                    with(peer, new byte[peer.verifyingKey().length], forged))))
                    .encode();
        };
        connection.start();
        time.runUntil(() -> bob.stored(row.id()) != null, TestPeer.LIMIT);
        time.run(Duration.ofSeconds(1));
        assertThat(bob.reports).anyMatch(report -> report.refused().getOrDefault(ErrorCode.INVALID_PEER, 0L) == 3L);
        assertThat(bob.peersMet).hasSize(1);
    }

    /** 31 P7: only users of the room; a genuine row of anybody else would fill the database and the list of those who wait. */
    @Test
    void peersThatAreNoUsersOfTheRoomAreNotTaken() {
        shareRooms(1);
        Node row = alice.put(rooms.get(0), "text");
        Node stranger = InitialRows.of(Crypto.user("rooms", new byte[32]), Crypto.DERIVATION)
                .peer();
        TestConnection connection = new TestConnection(alice, bob);
        connection.a.tamper = (stream, message) -> {
            if (stream != StreamFlag.ANSWERS) {
                return message;
            }
            Answer answer = Answer.decode(message);
            List<Node> nodes = nodes(answer);
            return nodes.isEmpty() || !nodes.get(0).entity().equals("0.4")
                    ? message
                    : Answer.part(answer.id(), Payload.NODES.encode(List.of(nodes.get(0), stranger)))
                            .encode();
        };
        connection.start();
        time.runUntil(() -> bob.stored(row.id()) != null, TestPeer.LIMIT);
        time.run(Duration.ofSeconds(1));
        assertThat(bob.peersMet).hasSize(1);
        assertThat(bob.stored(stranger.id())).isNull();
    }

    private static List<Node> nodes(Answer answer) {
        try {
            return answer.complete() ? List.of() : Payload.NODES.decode(answer.serialized());
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static Node with(Node node, byte[] key, byte[] signature) {
        return new Node(
                node.id(),
                node.roomId(),
                node.cdate(),
                node.mdate(),
                node.entity(),
                node.json(),
                node.binary(),
                key,
                signature);
    }
}
