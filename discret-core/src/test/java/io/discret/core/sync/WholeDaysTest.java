package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.rows.WholeRow;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of a day of which nothing is here are asked for without their names (docs/protocol/41 §12.7), on virtual time. */
class WholeDaysTest {
    private final VirtualTime time = new VirtualTime(15);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final List<Query> asked = new ArrayList<>();
    private TestConnection.Tamper answers = (stream, message) -> message;
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
    }

    private List<Node> write(int rows, String content) {
        List<Node> written = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            written.add(alice.message(alice.uids.next(), room, content + i));
        }
        alice.write(transaction -> written.forEach(row -> transaction.putNode(row, null)));
        return written;
    }

    private TestConnection meet(boolean own) {
        TestConnection connection = new TestConnection(alice, bob);
        connection.speak(own);
        connection.b.note(asked::add);
        connection.a.tamper = (stream, message) -> answers.pass(stream, message);
        connection.start();
        time.run(Duration.ofSeconds(5));
        return connection;
    }

    /** What Bob asks about days and rows. */
    private List<String> ofRows() {
        return asked.stream()
                .filter(query ->
                        query instanceof Query.OfDay || query instanceof Query.Nodes || query instanceof Query.Edges)
                .map(Query::text)
                .toList();
    }

    private void assertSame() {
        alice.assertSame(bob, room);
    }

    /** "The requester asks DayRows when it has no line of the day": rows and relations in one answer, deletions before. */
    @Test
    void aDayOfWhichNothingIsHereIsOneAnswer() {
        List<Node> rows = write(3_000, "row ");
        Edge edge = alice.link(rows.get(5), rows.get(6));
        alice.delete(rows.get(7));

        meet(true);

        assertThat(ofRows()).containsExactly("Query::EdgeDeletionLog", "Query::NodeDeletionLog", "Query::DayRows");
        assertThat(bob.messages(room)).hasSize(2_999);
        assertThat(bob.answers(rows.get(5).id())).containsExactly(edge);
        assertThat(bob.reports)
                .allMatch(report -> report.missing() == 0 && report.refused().isEmpty());
        assertSame();
    }

    /** "h3 stays as it is": the reference is asked for names. */
    @Test
    void whoDidNotAgreeIsAskedForNames() {
        write(10, "row ");

        meet(false);

        assertThat(ofRows()).contains("Query::RoomDailyNodes", "Query::Nodes").doesNotContain("Query::DayRows");
        assertSame();
    }

    /** "else §6.4 as it is": one row of the day is here. */
    @Test
    void aDayOfWhichARowIsHereIsComparedByNames() {
        write(10, "row ");
        bob.put(room, "of bob");

        meet(true);

        assertThat(ofRows()).contains("Query::RoomDailyNodes", "Query::Nodes").doesNotContain("Query::DayRows");
        assertThat(bob.messages(room)).hasSize(11);
    }

    /** "in pieces": the rows of one ms are more than is read at once, and so are those of a few ms. */
    @Test
    void largeRowsComeInPieces() {
        write(50, "x".repeat(60_000));
        for (int i = 0; i < 50; i++) {
            time.run(Duration.ofMillis(1));
            write(1, "y".repeat(60_000) + i);
        }

        meet(true);

        assertThat(ofRows()).endsWith("Query::DayRows");
        assertThat(bob.messages(room)).hasSize(100);
        assertSame();
    }

    /** "A row that does not fit into a message with its relations is left out … asks as in §6.4 when fewer came". */
    @Test
    void aRowWithTooManyRelationsIsAskedForByName() {
        List<Node> rows = write(40, "row ");
        SyncSettings usual = SyncSettings.DEFAULT;
        alice.settings = new SyncSettings(2_000, usual.maxFuture(), usual.refuseLate(), usual.autoAcceptLocalDevice());
        for (int i = 1; i < 40; i++) {
            Edge edge = alice.answer(rows.get(0), rows.get(i));
            alice.write(transaction -> transaction.store().putEdge(edge));
        }

        meet(true);

        assertThat(ofRows())
                .containsSequence("Query::DayRows", "Query::RoomDailyNodes", "Query::Edges", "Query::Nodes");
        assertThat(bob.answers(rows.get(0).id())).hasSize(39);
        assertSame();
    }

    /** What was written stays, and the rest is found by names. */
    @Test
    void whatIsCutOffIsFoundLater() {
        write(3_000, "row ");
        int[] parts = {0};
        TestConnection[] cut = {null};
        answers = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS ? Answer.decode(message) : null;
            if (answer != null && isAsking() && !answer.complete() && ++parts[0] == 3) {
                return null; // it is lost with the connection
            }
            return parts[0] >= 3 ? null : message;
        };
        cut[0] = meet(true);
        cut[0].cut();
        time.run(Duration.ofSeconds(1));
        assertThat(bob.messages(room)).hasSizeBetween(1, 2_999);
        answers = (stream, message) -> message;
        asked.clear();

        meet(true);

        assertThat(ofRows()).contains("Query::Nodes").doesNotContain("Query::DayRows");
        assertSame();
    }

    /** "Each is checked as if it had been asked for by its name": the bad ones are refused, their neighbours stay. */
    @Test
    void eachRowIsCheckedByItself() {
        List<Node> rows = write(5, "row ");
        Uid foreign = alice.uids.next();
        Node ofOtherRoom = alice.message(alice.uids.next(), foreign, "of another room");
        Node forged = new Node(
                alice.uids.next(),
                room,
                rows.get(0).cdate(),
                rows.get(0).mdate(),
                TestPeer.MESSAGE,
                "{\"32\":\"forged\"}",
                null,
                rows.get(0).verifyingKey(),
                rows.get(0).signature());
        Edge stray = alice.answer(ofOtherRoom, rows.get(0));
        answerWith(sent -> {
            List<WholeRow> all = new ArrayList<>(sent);
            all.add(1, new WholeRow(forged, List.of()));
            all.add(3, new WholeRow(ofOtherRoom, List.of()));
            all.add(new WholeRow(rows.get(4), List.of(stray)));
            return all;
        });

        meet(true);

        assertThat(bob.messages(room)).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(bob.stored(ofOtherRoom.id())).isNull();
        assertThat(bob.reports.get(bob.reports.size() - 1).refused())
                .containsKeys(ErrorCode.NOT_IN_ROOM, ErrorCode.BAD_SIGNATURE);
    }

    /** A row that was deleted here, by somebody who may, does not come back. */
    @Test
    void whatWasDeletedHereStaysDeleted() {
        List<Node> rows = write(5, "row ");
        meet(true).cut();
        time.run(Duration.ofHours(30));
        List<Node> later = write(3, "later ");
        meet(true).cut();
        // Bob forgets the day of the later rows but for the deletion of one, dated the day after.
        time.run(Duration.ofHours(24));
        alice.delete(later.get(0));
        meet(true).cut();
        assertThat(bob.stored(later.get(0).id())).isNull();

        answerWith(sent -> {
            List<WholeRow> all = new ArrayList<>(sent);
            all.add(new WholeRow(later.get(0), List.of()));
            return all;
        });
        time.run(Duration.ofHours(24));
        write(2, "last ");
        asked.clear();
        meet(true);

        assertThat(ofRows()).contains("Query::DayRows");
        assertThat(bob.stored(later.get(0).id())).isNull();
        assertThat(bob.messages(room)).hasSize(rows.size() + 2 + 2);
    }

    /** "Conditions are those of §2.5", and nobody asks who did not agree. */
    @Test
    void onlyMembersWhoAgreedAreAnswered() {
        write(5, "row ");
        TestConnection connection = meet(true);
        Uid foreign = alice.uids.next();
        alice.add(TestPeer.room(foreign, false, alice, alice));
        Node hidden = alice.put(foreign, "not for bob");
        List<Answer> got = new ArrayList<>();
        answers = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                got.add(Answer.decode(message));
            }
            return message;
        };
        Query query = new Query.DayRows(foreign, TestPeer.MESSAGE, Changes.day(hidden.mdate()));
        connection.b.sendQuery(new QueryProtocol(1_000_000, query).encode());
        time.run(Duration.ofSeconds(1));
        assertThat(got).hasSize(1).allMatch(answer -> answer.complete() && !answer.success());
        connection.cut();

        TestConnection other = meet(false);
        other.b.sendQuery(new QueryProtocol(1_000_000, new Query.DayRows(room, TestPeer.MESSAGE, 0)).encode());
        time.run(Duration.ofSeconds(1));
        assertThat(other.code).isEqualTo(2);
    }

    /** A row with all of its relations is what it was after a journey. */
    @Test
    void aRowTravelsWithItsRelations() {
        List<Node> rows = write(2, "row ");
        List<WholeRow> sent = List.of(
                new WholeRow(rows.get(0), List.of(alice.answer(rows.get(0), rows.get(1)))),
                new WholeRow(rows.get(1), List.of()));

        byte[] encoded = Payload.DAY_ROWS.encode(sent);

        assertThat(Payload.DAY_ROWS.decode(encoded)).isEqualTo(sent);
        assertThat(encoded)
                .hasSize(Long.BYTES + sent.get(0).size() + sent.get(1).size());
        Query.DayRows query = new Query.DayRows(room, TestPeer.MESSAGE, 1);
        assertThat(QueryProtocol.decode(new QueryProtocol(7, query).encode()).query())
                .isEqualTo(query);
    }

    private boolean isAsking() {
        return !asked.isEmpty() && asked.get(asked.size() - 1) instanceof Query.DayRows;
    }

    /** Alice's answers to DayRows are changed on the way. */
    private void answerWith(UnaryOperator<List<WholeRow>> change) {
        answers = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS && isAsking() ? Answer.decode(message) : null;
            return answer == null || answer.complete() ? message : changed(answer, change);
        };
    }

    private static byte @Nullable [] changed(Answer answer, UnaryOperator<List<WholeRow>> change) {
        List<WholeRow> rows = change.apply(Payload.DAY_ROWS.decode(answer.serialized()));
        return Answer.part(answer.id(), Payload.DAY_ROWS.encode(rows)).encode();
    }
}
