package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.rows.DaySpan;
import io.discret.core.wire.Answer;
import io.discret.core.wire.DayRange;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers of this project compare the parts of a large day (docs/protocol/41 §12.4), on virtual time. */
class PartsOfADayTest {
    private static final int ROWS = 3_000;

    private final VirtualTime time = new VirtualTime(13);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final List<Query> asked = new ArrayList<>();
    private final List<Node> rows = new ArrayList<>();
    private TestConnection.Tamper answers = (stream, message) -> message;
    private int bytes;
    private Uid room;

    @BeforeEach
    void bothHoldALargeDay() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
        for (int i = 0; i < ROWS; i++) {
            rows.add(alice.message(alice.uids.next(), room, "row " + i));
            if (i % 10 == 0) {
                time.run(Duration.ofSeconds(1));
            }
        }
        for (TestPeer peer : List.of(alice, bob)) {
            peer.write(transaction -> rows.forEach(row -> transaction.putNode(row, null)));
        }
    }

    /** Bob pulls; what he asks is noted, and how many bytes he gets. */
    private TestConnection meet(boolean own) {
        TestConnection connection = new TestConnection(alice, bob);
        connection.speak(own);
        connection.b.note(asked::add);
        connection.a.tamper = (stream, message) -> {
            bytes += message.length;
            return answers.pass(stream, message);
        };
        connection.start();
        time.run(Duration.ofSeconds(3));
        return connection;
    }

    private List<String> ofDays() {
        return asked.stream()
                .filter(query -> query instanceof Query.OfDay)
                .map(Query::text)
                .toList();
    }

    private void assertSame() {
        alice.assertSame(bob, room);
    }

    /** "the ids of the parts that differ are asked for": two of some, and the row. */
    @Test
    void aChangedRowCostsTheIdsOfTwoParts() {
        alice.update(rows.get(1_000), "changed");

        meet(true);

        assertThat(ofDays())
                .containsExactly(
                        "Query::DaySpans", "Query::EdgeDeletionsIn", "Query::NodeDeletionsIn", "Query::NodesIn");
        assertThat(bytes).isLessThan(2 * 1024 * 110);
        assertSame();
    }

    /** The same with the protocol of the reference: all ids of the day. */
    @Test
    void whoDidNotAgreeComparesAllIds() {
        alice.update(rows.get(1_000), "changed");

        meet(false);

        assertThat(ofDays())
                .containsExactly("Query::EdgeDeletionLog", "Query::NodeDeletionLog", "Query::RoomDailyNodes");
        assertThat(bytes).isGreaterThan(ROWS * 96);
        assertSame();
    }

    /** "(rows by mdate, deletion entries by deletion date)". */
    @Test
    void deletionsAreFoundInTheirParts() {
        Edge edge = alice.link(rows.get(5), rows.get(6));
        meet(true).cut();
        assertSame();
        assertThat(bob.answers(rows.get(5).id())).hasSize(1);
        asked.clear();

        alice.delete(room, edge);
        alice.delete(rows.get(2_000));
        meet(true);

        assertThat(ofDays()).doesNotContain("Query::RoomDailyNodes").contains("Query::NodeDeletionsIn");
        assertThat(bob.answers(rows.get(5).id())).isEmpty();
        assertThat(bob.stored(rows.get(2_000).id())).isNull();
        assertSame();
    }

    /** "a span that it cut otherwise by digesting it anew": Bob has more rows, so that his parts are smaller. */
    @Test
    void partsThatWereCutOtherwiseAreDigested() {
        bob.write(transaction -> {
            for (int i = 0; i < 2_000; i++) {
                transaction.putNode(bob.message(bob.uids.next(), room, "of bob " + i), null);
            }
        });
        alice.update(rows.get(1_500), "changed");

        meet(true);

        assertThat(ofDays()).startsWith("Query::DaySpans").doesNotContain("Query::RoomDailyNodes");
        assertSame();
    }

    /** "and the requester at least half as many; else §6.4 as it is". */
    @Test
    void whoLacksMostComparesAllIds() {
        List<Node> more = new ArrayList<>();
        for (int i = 0; i < ROWS + 10; i++) {
            more.add(alice.message(alice.uids.next(), room, "more " + i));
        }
        alice.write(transaction -> more.forEach(row -> transaction.putNode(row, null)));

        meet(true);

        assertThat(ofDays()).doesNotContain("Query::DaySpans").contains("Query::RoomDailyNodes");
        assertSame();
    }

    /** A peer that has less has nothing to say. */
    @Test
    void nothingIsAskedForWhenThePeerHasLess() {
        bob.put(room, "only here");

        meet(true);

        assertThat(bob.stored(rows.get(0).id())).isNotNull();
        assertThat(ofDays()).startsWith("Query::DaySpans");
        assertSame();
    }

    /** "Spans that overlap, go back or lie outside of the day fail the room (BAD_MESSAGE)"; the connection stays. */
    @Test
    void partsThatCannotBeFailTheRoom() {
        alice.update(rows.get(1_000), "changed");
        byte[] hash = new byte[32];
        for (List<DaySpan> lie : List.of(
                List.of(new DaySpan(0, 28, 1, hash)),
                List.of(new DaySpan(1024, 10, 1, hash), new DaySpan(0, 10, 1, hash)),
                List.of(new DaySpan(0, 12, 1, hash), new DaySpan(2048, 11, 1, hash)))) {
            asked.clear();
            answers = (stream, message) -> {
                boolean ofSpans = stream == StreamFlag.ANSWERS
                        && !asked.isEmpty()
                        && asked.get(asked.size() - 1) instanceof Query.DaySpans;
                Answer answer = ofSpans ? Answer.decode(message) : null;
                return answer == null || answer.complete()
                        ? message
                        : Answer.part(answer.id(), Payload.DAY_SPANS.encode(lie))
                                .encode();
            };

            TestConnection connection = meet(true);

            assertThat(ofDays()).contains("Query::DaySpans").doesNotContain("Query::NodesIn");
            assertThat(bob.failures).isNotEmpty();
            assertThat(connection.closed).isFalse();
            connection.cut();
            bob.failures.clear();
        }
    }

    /** "With more than 1024 ranges the day is compared as a whole": here each second part is said to differ. */
    @Test
    void aDayInWhichTooMuchDiffersIsComparedAsAWhole() {
        Uid other = alice.uids.next();
        long day = Changes.day(rows.get(0).mdate()) + Changes.DAY;
        List<DaySpan> said = new ArrayList<>();
        List<Node> there = new ArrayList<>();
        for (int i = 0; i < 2 * DayRange.MOST + 2; i++) {
            Node row = alice.signer.sign(new Node(
                    alice.uids.next(),
                    other,
                    day + 16L * i,
                    day + 16L * i,
                    TestPeer.MESSAGE,
                    "{\"32\":\"row\"}",
                    null,
                    new byte[0],
                    new byte[0]));
            there.add(row);
            byte[] hash = TestPeer.HASHING.hash(row.signature());
            said.add(new DaySpan(16 * i, 4, 1, i % 2 == 0 ? hash : new byte[32]));
        }
        for (TestPeer peer : List.of(alice, bob)) {
            peer.add(TestPeer.room(other, false, alice, bob));
            peer.write(transaction -> there.forEach(row -> transaction.putNode(row, null)));
        }
        Node missing = alice.signer.sign(new Node(
                alice.uids.next(),
                other,
                day,
                day,
                TestPeer.MESSAGE,
                "{\"32\":\"more\"}",
                null,
                new byte[0],
                new byte[0]));
        alice.write(transaction -> transaction.putNode(missing, null));
        answers = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS ? Answer.decode(message) : null;
            boolean ofSpans =
                    answer != null && !answer.complete() && asked.get(asked.size() - 1) instanceof Query.DaySpans;
            return ofSpans
                    ? Answer.part(answer.id(), Payload.DAY_SPANS.encode(said)).encode()
                    : message;
        };

        meet(true);

        assertThat(ofDays())
                .containsExactly(
                        "Query::DaySpans", "Query::EdgeDeletionLog", "Query::NodeDeletionLog", "Query::RoomDailyNodes");
        assertThat(bob.stored(missing.id())).isEqualTo(missing);
        alice.assertSame(bob, other);
    }

    /** "anything else is a technical error": Alice answers what can be, and stays. */
    @Test
    void rangesThatCannotBeAreRefused() {
        TestConnection connection = meet(true);
        long day = Changes.day(rows.get(0).mdate());
        List<DayRange> many = new ArrayList<>();
        for (int i = 0; i <= DayRange.MOST; i++) {
            many.add(new DayRange(2 * i, 2 * i + 1));
        }
        for (List<DayRange> ranges : List.of(
                List.of(new DayRange(5, 5)),
                List.of(new DayRange(-5, 5)),
                List.of(new DayRange(0, 86_400_001)),
                List.of(new DayRange(5, 9), new DayRange(8, 10)),
                many)) {
            List<Answer> got = new ArrayList<>();
            answers = (stream, message) -> {
                if (stream == StreamFlag.ANSWERS) {
                    got.add(Answer.decode(message));
                }
                return message;
            };
            for (Query query : List.of(
                    new Query.NodesIn(room, TestPeer.MESSAGE, day, ranges),
                    new Query.NodeDeletionsIn(room, TestPeer.MESSAGE, day, ranges),
                    new Query.EdgeDeletionsIn(room, TestPeer.MESSAGE, day, ranges))) {
                connection.b.sendQuery(new QueryProtocol(1_000_000, query).encode());
            }
            time.run(Duration.ofSeconds(1));
            assertThat(got).hasSize(3).allMatch(answer -> answer.complete() && !answer.success());
        }
        assertThat(connection.closed).isFalse();
    }

    /** "Conditions are those of §2.5": nothing of a room that the asker may not read. */
    @Test
    void partsOfAForeignRoomAreRefused() {
        TestConnection connection = meet(true);
        Uid foreign = alice.uids.next();
        alice.add(TestPeer.room(foreign, false, alice, alice));
        alice.put(foreign, "not for bob");
        List<Answer> got = new ArrayList<>();
        answers = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS) {
                got.add(Answer.decode(message));
            }
            return message;
        };
        List<DayRange> all = List.of(new DayRange(0, 86_400_000));

        for (Query query : List.of(
                new Query.PeersDigest(foreign),
                new Query.DaySpans(
                        foreign, TestPeer.MESSAGE, Changes.day(rows.get(0).mdate())),
                new Query.NodesIn(foreign, TestPeer.MESSAGE, 0, all),
                new Query.NodeDeletionsIn(foreign, TestPeer.MESSAGE, 0, all),
                new Query.EdgeDeletionsIn(foreign, TestPeer.MESSAGE, 0, all))) {
            connection.b.sendQuery(new QueryProtocol(1_000_000, query).encode());
        }
        time.run(Duration.ofSeconds(1));

        assertThat(got).hasSize(5).allMatch(answer -> answer.complete() && !answer.success());
    }

    /** §12.1: "an event of §12.2 or a query of §12.4 ends the connection with code 2". */
    @Test
    void queriesFromWhoDidNotAgreeEndTheConnection() {
        TestConnection connection = meet(false);

        connection.b.sendQuery(new QueryProtocol(1_000_000, new Query.DaySpans(room, TestPeer.MESSAGE, 0)).encode());
        time.run(Duration.ofSeconds(1));

        assertThat(connection.closed).isTrue();
        assertThat(connection.code).isEqualTo(2);
    }
}
