package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.core.rows.BatchVerifier;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What deletions of a peer do, in every order in which they and the rows can come (docs/protocol/41 §6.4, §11.14). */
class DeletionSyncTest {
    private static final byte[] NONE = new byte[0];
    private static final Uid ROOM = StoreRows.uid(7);
    private static final Uid OTHER = StoreRows.uid(8);
    private static final Uid ROW = StoreRows.uid(99);
    private static final Uid DEST = StoreRows.uid(98);

    private final VirtualTime time = new VirtualTime(1);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private @Nullable Room before;

    DeletionSyncTest() {
        alice.add(TestPeer.room(ROOM, false, alice, bob));
        alice.add(TestPeer.room(OTHER, false, alice, bob));
        before = null;
    }

    private RoomReport takeNodes(NodeDeletion... entries) {
        RoomReport.Counts counts = new RoomReport.Counts();
        alice.await(sync(counts).takeNodes(List.of(entries)));
        return counts.report(ROOM);
    }

    private RoomReport takeEdges(EdgeDeletion... entries) {
        RoomReport.Counts counts = new RoomReport.Counts();
        alice.await(sync(counts).takeEdges(List.of(entries)));
        return counts.report(ROOM);
    }

    private DeletionSync sync(RoomReport.Counts counts) {
        return new DeletionSync(
                alice,
                new RoomRules(alice, ROOM, before),
                new BatchVerifier(alice.rowVerifier(), alice.executor()),
                TestPeer.MESSAGE,
                counts);
    }

    private Node store(TestPeer author, Uid room, long mdate) {
        Node row = author.signer.sign(
                new Node(ROW, room, mdate, mdate, TestPeer.MESSAGE, "{\"32\":\"x\"}", null, NONE, NONE));
        alice.write(transaction -> transaction.putNode(row, null));
        return row;
    }

    private static NodeDeletion deletion(TestPeer author, String entity, long mdate, long date) {
        return author.signer.sign(new NodeDeletion(ROOM, ROW, entity, mdate, date, NONE, NONE));
    }

    private Edge link(long cdate) {
        Edge edge = bob.signer.sign(new Edge(ROW, TestPeer.MESSAGE, TestPeer.ANSWERS, DEST, cdate, NONE, NONE));
        alice.write(transaction -> transaction.store().putEdge(edge));
        return edge;
    }

    private static EdgeDeletion unlink(TestPeer author, String entity, String label, Uid dest, long cdate, long date) {
        return author.signer.sign(new EdgeDeletion(ROOM, ROW, entity, dest, label, cdate, date, NONE, NONE));
    }

    private static EdgeDeletion unlink(TestPeer author, long cdate, long date) {
        return unlink(author, TestPeer.MESSAGE, TestPeer.ANSWERS, DEST, cdate, date);
    }

    private boolean has(EdgeDeletion entry) {
        return alice.read(reader -> reader.hasEdgeDeletion(entry));
    }

    @Test
    void theVersionThatWasDeletedAndOlderOnesGo() {
        store(bob, ROOM, 5);
        NodeDeletion entry = deletion(bob, TestPeer.MESSAGE, 5, 9);
        RoomReport report = takeNodes(entry);
        assertThat(alice.stored(ROW)).isNull();
        assertThat(alice.hasDeletion(entry)).isTrue();
        assertThat(report.written()).isEqualTo(1);
        assertThat(report.known()).as("a row less, an entry more").isZero();

        assertThat(takeNodes(entry).written()).as("known already").isZero();
    }

    @Test
    void aLaterVersionAndRowsOfOtherRoomsStay() {
        Node later = store(bob, ROOM, 6);
        NodeDeletion entry = deletion(bob, TestPeer.MESSAGE, 5, 9);
        assertThat(takeNodes(entry).known()).isEqualTo(1);
        assertThat(alice.stored(ROW)).isEqualTo(later);
        assertThat(alice.hasDeletion(entry)).isTrue();

        Node elsewhere = store(bob, OTHER, 7);
        NodeDeletion again = deletion(bob, TestPeer.MESSAGE, 7, 10);
        assertThat(takeNodes(again).written()).isEqualTo(1);
        assertThat(alice.stored(ROW)).isEqualTo(elsewhere);
    }

    /** 41 §11.14: of two entries with one key both sides keep the same, whichever comes first. */
    @Test
    void ofTwoDeletionsInOneMsTheSameOneStays() {
        NodeDeletion one = deletion(alice, TestPeer.MESSAGE, 5, 9);
        NodeDeletion two = deletion(bob, TestPeer.MESSAGE, 5, 9);
        boolean oneWins = Arrays.compareUnsigned(one.signature(), two.signature()) > 0;
        NodeDeletion winner = oneWins ? one : two;
        NodeDeletion loser = oneWins ? two : one;
        assertThat(takeNodes(loser).written()).isEqualTo(1);
        assertThat(takeNodes(winner).written()).isEqualTo(1);
        assertThat(takeNodes(loser).written()).isZero();
        assertThat(alice.hasDeletion(winner)).isTrue();
        assertThat(alice.hasDeletion(loser)).isFalse();

        NodeDeletion ofLaterVersion = deletion(bob, TestPeer.MESSAGE, 6, 9);
        assertThat(takeNodes(ofLaterVersion).written()).isEqualTo(1);
        assertThat(takeNodes(winner).written()).isZero();
        NodeDeletion atAnotherTime = deletion(bob, TestPeer.MESSAGE, 4, 10);
        assertThat(takeNodes(atAnotherTime).written()).isEqualTo(1);
    }

    /** 11 §13.3: the entity is part of the key of an entry: that of another one says nothing more. */
    @Test
    void anEntryOfAnotherEntityOutdoesNone() {
        NodeDeletion ofOther = deletion(bob, "1.1", 6, 9);
        alice.write(transaction -> transaction.putNodeDeletion(ofOther));
        NodeDeletion entry = deletion(bob, TestPeer.MESSAGE, 5, 9);
        assertThat(takeNodes(entry).written()).isEqualTo(1);
        assertThat(alice.hasDeletion(entry)).isTrue();
        assertThat(alice.hasDeletion(ofOther)).isTrue();
    }

    /** 41 §11.14: an entry that a peer sends twice is one. */
    @Test
    void anEntryThatComesTwiceIsWrittenOnce() {
        NodeDeletion ofRow = deletion(bob, TestPeer.MESSAGE, 5, 9);
        RoomReport report = takeNodes(ofRow, ofRow);
        assertThat(report.written()).isEqualTo(1);
        assertThat(report.known()).isEqualTo(1);
        EdgeDeletion ofRelation = unlink(bob, 5, 9);
        report = takeEdges(ofRelation, ofRelation);
        assertThat(report.written()).isEqualTo(1);
        assertThat(report.known()).isEqualTo(1);
    }

    @Test
    void aDeletedRelationGoesWhenItIsTheOneMeant() {
        store(bob, ROOM, 5);
        link(5);
        EdgeDeletion ofAnOlderOne = unlink(bob, 4, 9);
        assertThat(takeEdges(ofAnOlderOne).written()).isEqualTo(1);
        assertThat(alice.answers(ROW)).hasSize(1);
        assertThat(has(ofAnOlderOne)).isTrue();

        EdgeDeletion meant = unlink(bob, 5, 10);
        assertThat(takeEdges(meant).written()).isEqualTo(1);
        assertThat(alice.answers(ROW)).isEmpty();
        assertThat(takeEdges(meant).written()).as("known already").isZero();
    }

    /** Its source is here under another entity, in another room, or not at all: the relation is not of this room. */
    @Test
    void relationsOfOtherRoomsAndEntitiesStay() {
        link(5);
        assertThat(takeEdges(unlink(bob, 5, 9)).written()).isEqualTo(1);
        assertThat(alice.answers(ROW)).as("a source that is not here").hasSize(1);

        store(bob, OTHER, 5);
        assertThat(takeEdges(unlink(bob, 5, 10)).written()).isEqualTo(1);
        assertThat(alice.answers(ROW)).as("a source in another room").hasSize(1);

        store(bob, ROOM, 6);
        Edge ofOtherEntity = bob.signer.sign(new Edge(ROW, "1.1", TestPeer.ANSWERS, DEST, 5, NONE, NONE));
        alice.write(transaction -> transaction.store().putEdge(ofOtherEntity));
        assertThat(takeEdges(unlink(bob, 5, 11)).written()).isEqualTo(1);
        assertThat(alice.answers(ROW)).as("another entity").hasSize(1);
    }

    /** 41 §11.14 for relations: the entry that says less is not stored, but what it deletes goes. */
    @Test
    void ofTwoDeletionsOfARelationInOneMsTheSameOneStays() {
        store(bob, ROOM, 5);
        EdgeDeletion later = unlink(bob, 7, 9);
        assertThat(takeEdges(later).written()).isEqualTo(1);
        EdgeDeletion older = unlink(bob, 5, 9);
        assertThat(takeEdges(older).written()).as("nothing to delete").isZero();
        assertThat(has(older)).isFalse();

        link(5);
        assertThat(takeEdges(older).written()).isEqualTo(1);
        assertThat(alice.answers(ROW)).isEmpty();
        assertThat(has(older)).isFalse();
        assertThat(has(later)).isTrue();

        // Relations of another row, and others of the same row, in the same ms have entries of their own.
        EdgeDeletion ofAnotherRow = bob.signer.sign(
                new EdgeDeletion(ROOM, DEST, TestPeer.MESSAGE, DEST, TestPeer.ANSWERS, 5, 9, NONE, NONE));
        assertThat(takeEdges(ofAnotherRow).written()).isEqualTo(1);
        assertThat(takeEdges(unlink(bob, TestPeer.MESSAGE, TestPeer.ANSWERS, ROOM, 5, 9))
                        .written())
                .isEqualTo(1);
        assertThat(takeEdges(unlink(bob, TestPeer.MESSAGE, "34", DEST, 5, 9)).written())
                .isEqualTo(1);
        EdgeDeletion ofAlice = unlink(alice, 7, 9);
        boolean wins = Arrays.compareUnsigned(ofAlice.signature(), later.signature()) > 0;
        assertThat(takeEdges(ofAlice).written()).isEqualTo(wins ? 1 : 0);
    }

    /** 41 §11.7: a deletion of the future waits for its time with the peer that has it. */
    @Test
    void aDeletionOfTheFutureWaits() {
        store(bob, ROOM, 5);
        long nextMonth =
                alice.environment().clock().millis() + Duration.ofDays(30).toMillis();
        RoomReport report = takeNodes(deletion(bob, TestPeer.MESSAGE, 5, nextMonth));
        assertThat(report.waiting()).isEqualTo(1);
        assertThat(report.nextDate()).hasValue(nextMonth);
        assertThat(report.written()).isZero();
        assertThat(alice.stored(ROW)).isNotNull();
    }

    @Test
    void aDeletionWithoutRightIsRefusedAndCounted() {
        store(bob, ROOM, 5);
        TestPeer eve = new TestPeer(time, "eve", 3);
        assertThat(takeNodes(deletion(eve, TestPeer.MESSAGE, 5, 9)).refused())
                .containsEntry(ErrorCode.NOT_AUTHORISED, 1L);
        NodeDeletion genuine = deletion(bob, TestPeer.MESSAGE, 5, 9);
        byte[] forged = genuine.signature().clone();
        forged[5] ^= 1;
        NodeDeletion damaged = new NodeDeletion(ROOM, ROW, TestPeer.MESSAGE, 5, 9, genuine.verifyingKey(), forged);
        RoomReport report = takeNodes(damaged, genuine);
        assertThat(report.refused()).hasSize(1);
        assertThat(report.written()).as("its good neighbour gets in").isEqualTo(1);
    }

    /** 31 §8: what comes after the rights of its author ended is told, or refused when the user wants that. */
    @Test
    void aLateDeletionIsToldOrRefused() {
        before = TestPeer.room(ROOM, false, alice);
        NodeDeletion late = deletion(bob, TestPeer.MESSAGE, 5, 9);
        alice.settings = new SyncSettings(262_144, 1000, true, true);
        assertThat(takeNodes(late).refused()).containsEntry(ErrorCode.LATE_ROW, 1L);
        assertThat(alice.hasDeletion(late)).isFalse();

        alice.settings = SyncSettings.DEFAULT;
        RoomReport report = takeNodes(late);
        assertThat(report.written()).isEqualTo(1);
        assertThat(report.late()).containsEntry(bob.self(), 1L);
    }
}
