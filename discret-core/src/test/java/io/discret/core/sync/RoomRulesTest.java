package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is accepted of what a peer sent (docs/protocol/21 §11, §16 and "Where to do better"). */
class RoomRulesTest {
    private static final byte[] NONE = new byte[0];
    private static final String JSON = "{\"32\":\"x\"}";

    private final VirtualTime time = new VirtualTime(1);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final Uid room = StoreRows.uid(7);
    private final Uid other = StoreRows.uid(8);
    private final RoomRules rules;

    RoomRulesTest() {
        alice.add(TestPeer.room(room, false, alice, bob));
        alice.add(TestPeer.room(other, false, alice));
        rules = new RoomRules(alice, room, null);
    }

    private static Node node(TestPeer author, @Nullable Uid in, String entity, long mdate, @Nullable String json) {
        return author.signer.sign(new Node(StoreRows.uid(99), in, mdate, mdate, entity, json, null, NONE, NONE));
    }

    private static NodeVersion version(Node node) {
        return new NodeVersion(
                node.id(), node.roomId(), node.entity(), node.mdate(), node.verifyingKey(), node.signature());
    }

    private void assertRefused(Node node, @Nullable NodeVersion local, ErrorCode reason) {
        assertThat(rules.refuses(new PulledRow(node), node.entity(), local)).contains(reason);
    }

    /** §11: later, or of the same date with a greater signature; a prefix is smaller, bytes are unsigned. */
    @Test
    void newerVersions() {
        NodeVersion local = new NodeVersion(room, room, "1.0", 5, NONE, new byte[] {1, (byte) 0x80});
        assertThat(RoomRules.isNewer(4, new byte[] {9}, local)).isFalse();
        assertThat(RoomRules.isNewer(5, new byte[] {1, (byte) 0x80}, local)).isFalse();
        assertThat(RoomRules.isNewer(5, new byte[] {1}, local)).isFalse();
        assertThat(RoomRules.isNewer(5, new byte[] {1, (byte) 0x81}, local)).isTrue();
        assertThat(RoomRules.isNewer(5, new byte[] {1, 0x7f}, local)).isFalse();
        assertThat(RoomRules.isNewer(6, NONE, local)).isTrue();
        assertThat(RoomRules.isNewer(0, NONE, (NodeVersion) null)).isTrue();
    }

    /** §16: a member writes his own rows; those of others take another right. */
    @Test
    void rights() {
        Node mine = node(bob, room, "1.0", 5, JSON);
        assertThat(rules.refuses(new PulledRow(mine), "1.0", null)).isEmpty();
        assertThat(rules.refuses(new PulledRow(node(bob, room, "1.0", 6, JSON)), "1.0", version(mine)))
                .isEmpty();
        assertRefused(node(alice, room, "1.0", 6, JSON), version(mine), ErrorCode.NOT_AUTHORISED);
        TestPeer eve = new TestPeer(time, "eve", 3);
        assertRefused(node(eve, room, "1.0", 5, JSON), null, ErrorCode.NOT_AUTHORISED);
    }

    /** Better 6: a row moved here was taken from a room in which its author may write, too. */
    @Test
    void movedRows() {
        assertThat(rules.refuses(
                        new PulledRow(node(alice, room, "1.0", 6, JSON)),
                        "1.0",
                        version(node(alice, other, "1.0", 5, JSON))))
                .isEmpty();
        assertRefused(
                node(bob, room, "1.0", 6, JSON), version(node(bob, other, "1.0", 5, JSON)), ErrorCode.NOT_AUTHORISED);
        assertRefused(
                node(bob, room, "1.0", 6, JSON), version(node(bob, null, "1.0", 5, JSON)), ErrorCode.NOT_AUTHORISED);
    }

    /** Better 4: definitions of rooms, and rows of devices outside of the private room, never come as data. */
    @Test
    void systemEntities() {
        for (String entity : List.of("0.0", "0.1", "0.2", "0.3", "0.5", "0.6", "0.7", "0.8", "9.9")) {
            assertRefused(node(bob, room, entity, 5, null), null, ErrorCode.UNKNOWN_ENTITY);
            assertThat(rules.accepts(entity)).isFalse();
        }
    }

    /** §16, Better 1: room, asked entity, dates, size, content. */
    @Test
    void content() {
        assertRefused(node(bob, other, "1.0", 5, JSON), null, ErrorCode.NOT_IN_ROOM);
        assertRefused(node(bob, null, "1.0", 5, JSON), null, ErrorCode.NOT_IN_ROOM);
        assertThat(rules.refuses(new PulledRow(node(bob, room, "1.0", 5, JSON)), "1.1", null))
                .contains(ErrorCode.UNKNOWN_ENTITY);
        assertRefused(node(bob, room, "1.0", -1, JSON), null, ErrorCode.BAD_DATE);
        assertRefused(node(bob, room, "1.0", Long.MAX_VALUE, JSON), null, ErrorCode.BAD_DATE);
        assertRefused(node(bob, room, "1.0", 5, "{\"32\":5}"), null, ErrorCode.FIELD_TYPE_MISMATCH);
        String long262144 = "{\"32\":\"" + "x".repeat(262_144) + "\"}";
        assertRefused(node(bob, room, "1.0", 5, long262144), null, ErrorCode.NODE_TOO_BIG);
    }

    /** Better 2, 41 §11.7: how far ahead a row may be dated is configured, a week by default; what cannot be is refused. */
    @Test
    void futureDates() {
        long now = alice.environment().clock().millis();
        assertThat(rules.waits(now + Duration.ofDays(7).toMillis())).isFalse();
        assertThat(rules.waits(now + Duration.ofDays(7).toMillis() + 1)).isTrue();
        assertThat(rules.waits(Long.MAX_VALUE)).isFalse();
        alice.settings = new SyncSettings(262_144, 1000, false, true);
        assertThat(new RoomRules(alice, room, null).waits(now + 1001)).isTrue();
        alice.settings = new SyncSettings(262_144, Long.MAX_VALUE, false, true);
        assertThat(new RoomRules(alice, room, null).waits(SyncLimits.LAST_DATE)).isFalse();
    }

    /** Better 9: a deletion keeps out what its author could delete, and nothing else. */
    @Test
    void resurrection() {
        Node row = node(bob, room, "1.0", 5, JSON);
        NodeDeletion own = deletion(bob, row, 5);
        NodeDeletion foreign = deletion(alice, row, 5);
        NodeDeletion older = deletion(bob, row, 4);
        assertThat(rules.isDeleted(row, List.of(own))).isTrue();
        assertThat(rules.isDeleted(row, List.of(foreign))).isFalse();
        assertThat(rules.isDeleted(row, List.of(older))).isFalse();
        alice.add(TestPeer.room(room, true, alice, bob));
        assertThat(rules.isDeleted(row, List.of(foreign))).isTrue();
    }

    private static NodeDeletion deletion(TestPeer author, Node row, long mdate) {
        return author.signer.sign(
                new NodeDeletion(Objects.requireNonNull(row.roomId()), row.id(), row.entity(), mdate, 9, NONE, NONE));
    }

    /** §16, 41 §11.3: the source lies in this room, the newest relation wins. */
    @Test
    void edges() {
        Edge edge = bob.signer.sign(new Edge(StoreRows.uid(99), "1.0", "33", StoreRows.uid(98), 5, NONE, NONE));
        assertThat(rules.refuses(edge, version(node(alice, room, "1.0", 5, JSON))))
                .isEmpty();
        assertThat(rules.refuses(edge, version(node(alice, other, "1.0", 5, JSON))))
                .contains(ErrorCode.NOT_IN_ROOM);
        assertThat(rules.refuses(edge, version(node(alice, room, "1.1", 5, JSON))))
                .contains(ErrorCode.NOT_IN_ROOM);
        assertThat(rules.refuses(edge, (NodeVersion) null)).contains(ErrorCode.NOT_IN_ROOM);
        Edge older = bob.signer.sign(new Edge(edge.src(), "1.0", "33", edge.dest(), 4, NONE, NONE));
        assertThat(RoomRules.isNewer(older, edge)).isFalse();
        assertThat(RoomRules.isNewer(edge, older)).isTrue();
        assertThat(RoomRules.isNewer(edge, edge)).isFalse();
        Edge ofAlice = alice.signer.sign(new Edge(edge.src(), "1.0", "33", edge.dest(), 5, NONE, NONE));
        assertThat(RoomRules.isNewer(edge, ofAlice))
                .as("of two of one date both sides keep the same")
                .isNotEqualTo(RoomRules.isNewer(ofAlice, edge))
                .isEqualTo(Arrays.compareUnsigned(edge.signature(), ofAlice.signature()) > 0);
    }

    /** §13, 41 §11.3: an entry of another room, entity or without the right deletes nothing. */
    @Test
    void deletions() {
        Node row = node(bob, room, "1.0", 5, JSON);
        assertThat(rules.refuses(deletion(bob, row, 5), "1.0", version(row))).isEmpty();
        assertThat(rules.refuses(deletion(alice, row, 5), "1.0", null)).isEmpty();
        assertThat(rules.refuses(deletion(alice, row, 5), "1.0", version(row))).contains(ErrorCode.NOT_AUTHORISED);
        assertThat(rules.refuses(deletion(bob, row, 5), "1.1", version(row))).contains(ErrorCode.UNKNOWN_ENTITY);
        assertThat(new RoomRules(alice, other, null).refuses(deletion(bob, row, 5), "1.0", version(row)))
                .contains(ErrorCode.NOT_IN_ROOM);
        assertThat(rules.refuses(deletion(bob, row, 5), "1.0", version(node(bob, room, "1.1", 5, JSON))))
                .contains(ErrorCode.NOT_AUTHORISED);
        // Somebody else went on from what the author deleted: that version tells nothing on the one before.
        Node later = node(alice, room, "1.0", 6, JSON);
        assertThat(rules.refuses(deletion(bob, row, 5), "1.0", version(later))).isEmpty();
        assertThat(rules.refuses(deletion(bob, later, 6), "1.0", version(later)))
                .contains(ErrorCode.NOT_AUTHORISED);
        EdgeDeletion edge = alice.signer.sign(
                new EdgeDeletion(room, row.id(), "1.0", StoreRows.uid(98), "33", 5, Long.MIN_VALUE, NONE, NONE));
        assertThat(rules.refuses(edge, "1.0", null)).contains(ErrorCode.BAD_DATE);
    }

    private static Edge edge(TestPeer author, String entity, long cdate) {
        return author.signer.sign(new Edge(StoreRows.uid(99), entity, "33", StoreRows.uid(98), cdate, NONE, NONE));
    }

    private static EdgeDeletion deletion(TestPeer author, Uid in, Edge edge, long date) {
        return author.signer.sign(new EdgeDeletion(
                in, edge.src(), edge.srcEntity(), edge.dest(), edge.label(), edge.cdate(), date, NONE, NONE));
    }

    /** 41 §11.3, §11.7: entity, date and the right of the author of a relation. */
    @Test
    void edgesThatAreRefused() {
        NodeVersion source = version(node(alice, room, "1.0", 5, JSON));
        assertThat(rules.refuses(edge(bob, "9.9", 5), source)).contains(ErrorCode.UNKNOWN_ENTITY);
        assertThat(rules.refuses(edge(bob, "0.1", 5), source)).contains(ErrorCode.UNKNOWN_ENTITY);
        assertThat(rules.refuses(edge(bob, "1.0", -1), source)).contains(ErrorCode.BAD_DATE);
        long nextMonth =
                alice.environment().clock().millis() + Duration.ofDays(30).toMillis();
        assertThat(rules.refuses(edge(bob, "1.0", nextMonth), source)).contains(ErrorCode.BAD_DATE);
        TestPeer eve = new TestPeer(time, "eve", 3);
        assertThat(rules.refuses(edge(eve, "1.0", 5), source)).contains(ErrorCode.NOT_AUTHORISED);
        assertThat(RoomRules.isNewer(edge(bob, "1.0", 5), null)).isTrue();
    }

    /** Better 9: a deleted relation stays away, when who deleted it could; each part of its key counts. */
    @Test
    void deletedEdgesStayAway() {
        Edge edge = edge(bob, "1.0", 5);
        EdgeDeletion own = deletion(bob, room, edge, 9);
        assertThat(rules.isDeleted(edge, List.of())).isFalse();
        assertThat(rules.isDeleted(edge, List.of(own))).isTrue();
        assertThat(rules.isDeleted(edge(bob, "1.0", 4), List.of(own))).isTrue();
        assertThat(rules.isDeleted(edge(bob, "1.0", 6), List.of(own))).isFalse();
        Uid third = StoreRows.uid(97);
        for (Edge different : List.of(
                new Edge(third, "1.0", "33", edge.dest(), 5, edge.verifyingKey(), NONE),
                new Edge(edge.src(), "1.0", "34", edge.dest(), 5, edge.verifyingKey(), NONE),
                new Edge(edge.src(), "1.0", "33", third, 5, edge.verifyingKey(), NONE))) {
            assertThat(rules.isDeleted(different, List.of(own))).isFalse();
        }
        EdgeDeletion foreign = deletion(alice, room, edge, 9);
        assertThat(rules.isDeleted(edge, List.of(foreign))).isFalse();
        alice.add(TestPeer.room(room, true, alice, bob));
        assertThat(rules.isDeleted(edge, List.of(foreign))).isTrue();
        assertThat(rules.isDeleted(edge, List.of(deletion(alice, room, edge(bob, "9.9", 5), 9))))
                .as("an entity that this model does not know")
                .isFalse();
        assertThat(new RoomRules(alice, StoreRows.uid(1234), null).isDeleted(edge, List.of(foreign)))
                .as("a room that is not here")
                .isFalse();
    }

    /** §13: room, entity, dates and right of the deletion of a relation. */
    @Test
    void deletionsOfEdges() {
        Edge edge = edge(bob, "1.0", 5);
        EdgeDeletion own = deletion(bob, room, edge, 9);
        assertThat(rules.refuses(own, "1.0", edge)).isEmpty();
        assertThat(rules.refuses(own, "1.0", null)).isEmpty();
        assertThat(rules.refuses(own, "1.1", edge)).contains(ErrorCode.UNKNOWN_ENTITY);
        assertThat(rules.refuses(deletion(bob, other, edge, 9), "1.0", edge)).contains(ErrorCode.NOT_IN_ROOM);
        assertThat(rules.refuses(deletion(alice, room, edge, 9), "1.0", edge)).contains(ErrorCode.NOT_AUTHORISED);
        assertThat(rules.refuses(deletion(bob, room, edge(bob, "9.9", 5), 9), "9.9", null))
                .contains(ErrorCode.UNKNOWN_ENTITY);
        assertThat(rules.refuses(deletion(bob, room, edge(bob, "1.0", -1), 9), "1.0", null))
                .contains(ErrorCode.BAD_DATE);
        assertThat(rules.refuses(deletion(bob, node(bob, room, "1.0", 5, JSON), -1), "1.0", null))
                .contains(ErrorCode.BAD_DATE);
    }

    /** 31 §8: what comes after the rights of its author were known to have ended is late; rights that came with it do not. */
    @Test
    void lateRows() {
        byte[] bobsKey = bob.self().bytes();
        assertThat(rules.isLate(bobsKey, "1.0"))
                .as("a room that was not here before")
                .isFalse();
        RoomRules withBob = new RoomRules(alice, room, alice.room(room));
        assertThat(withBob.isLate(bobsKey, "1.0")).isFalse();
        RoomRules withoutBob = new RoomRules(alice, room, TestPeer.room(room, false, alice));
        assertThat(withoutBob.isLate(bobsKey, "1.0")).isTrue();
        assertThat(withoutBob.isLate(bobsKey, "9.9"))
                .as("an entity that this model does not know")
                .isFalse();
    }
}
