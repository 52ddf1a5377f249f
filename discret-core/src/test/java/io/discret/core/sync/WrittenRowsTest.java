package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.rows.SentRow;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows travel with the event that tells of them (docs/protocol/41 §12.5), on virtual time. */
class WrittenRowsTest {
    private final VirtualTime time = new VirtualTime(14);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final List<String> asked = new ArrayList<>();
    private final List<RemoteEvent> told = new ArrayList<>();
    private boolean lost;
    private TestConnection connection;
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
        alice.put(room, "first");
        connection = new TestConnection(alice, bob);
        connection.speak(true);
        connection.b.note(query -> asked.add(query.text()));
        connection.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.EVENTS) {
                told.add(RemoteEvent.decode(message));
                return lost ? null : message;
            }
            return message;
        };
        connection.start();
        settle();
        asked.clear();
        told.clear();
    }

    private void settle() {
        time.run(Duration.ofSeconds(3));
    }

    private void send(SentRow row) {
        connection.a.sendEvent(new RemoteEvent.RowsWritten(room, TestPeer.MESSAGE, List.of(row)).encode());
        settle();
    }

    private void assertSame() {
        alice.assertSame(bob, room);
    }

    /** "A change that travels this way costs no query": a new row, a newer version, and one with relations. */
    @Test
    void nothingIsAskedFor() {
        Node row = alice.message(alice.uids.next(), room, "new");
        alice.putWritten(row, List.of());
        settle();
        alice.putWritten(alice.message(row.id(), room, "newer"), List.of());
        settle();
        Node answer = alice.message(alice.uids.next(), room, "answer");
        alice.putWritten(answer, List.of());
        settle();
        Node linked = alice.message(row.id(), room, "linked");
        Edge edge = alice.answer(linked, answer);
        alice.putWritten(linked, List.of(edge));
        settle();

        assertThat(asked).isEmpty();
        assertThat(told).hasSize(4).allMatch(event -> event instanceof RemoteEvent.RowsWritten);
        assertThat(bob.answers(row.id())).containsExactly(edge);
        assertSame();
    }

    /** "A row that replaces another version may lack relations: it is asked for by its name". */
    @Test
    void anotherVersionThanReplacedIsAskedFor() {
        Node row = alice.message(alice.uids.next(), room, "first");
        Node target = alice.message(alice.uids.next(), room, "target");
        alice.putWritten(row, List.of());
        alice.putWritten(target, List.of());
        settle();
        lost = true;
        Node linked = alice.message(row.id(), room, "linked, and the event is lost");
        Edge edge = alice.answer(linked, target);
        alice.putWritten(linked, List.of(edge));
        settle();
        lost = false;

        alice.putWritten(alice.message(row.id(), room, "last"), List.of());
        settle();

        assertThat(asked).containsExactly("Query::Edges", "Query::Nodes");
        assertThat(bob.answers(row.id())).containsExactly(edge);
        assertSame();
    }

    /** "when all rows of the event are such and have 6 KiB at most together". */
    @Test
    void largeRowsAndThoseOfOthersAreNamed() {
        alice.putWritten(alice.message(alice.uids.next(), room, "x".repeat(6_200)), List.of());
        settle();
        alice.put(room, "not written by a mutation");
        settle();

        assertThat(told).hasSize(2).allMatch(event -> event instanceof RemoteEvent.RowsChanged);
        assertSame();
    }

    /** A row that was written twice in one commit goes as one. */
    @Test
    void twoWritesOfOneCommitAreOne() {
        Node row = alice.message(alice.uids.next(), room, "first");
        time.run(Duration.ofMillis(5));
        Node later = alice.message(row.id(), room, "second");

        alice.write(transaction -> {
            transaction.putNode(row, null);
            transaction.written(new SentRow(row, 0, List.of()));
            transaction.putNode(
                    later, transaction.reader().versions(List.of(row.id())).get(row.id()));
            transaction.written(new SentRow(later, row.mdate(), List.of()));
        });
        settle();

        assertThat(told)
                .containsExactly(
                        new RemoteEvent.RowsWritten(room, TestPeer.MESSAGE, List.of(new SentRow(later, 0, List.of()))));
        assertThat(asked).isEmpty();
        assertSame();
    }

    /** "The receiver checks each row and edge as if it had asked for them". */
    @Test
    void whatIsForgedIsRefused() {
        Node good = alice.message(alice.uids.next(), room, "good");
        TestPeer eve = new TestPeer(time, "eve", 3);
        Node foreign = eve.message(alice.uids.next(), room, "not a member");
        byte[] signature = good.signature().clone();
        signature[7] ^= 1;
        Node forged = new Node(
                alice.uids.next(),
                room,
                good.cdate(),
                good.mdate(),
                good.entity(),
                good.json(),
                null,
                good.verifyingKey(),
                signature);
        Node elsewhere = alice.message(alice.uids.next(), alice.uids.next(), "of no room of theirs");

        for (Node bad : List.of(foreign, forged, elsewhere)) {
            bob.reports.clear();
            send(new SentRow(bad, 0, List.of()));
            assertThat(bob.stored(bad.id())).isNull();
        }
        Edge wrong = eve.answer(good, good);
        connection.a.sendEvent(new RemoteEvent.RowsWritten(
                        room,
                        TestPeer.MESSAGE,
                        List.of(new SentRow(forged, 0, List.of()), new SentRow(good, 0, List.of(wrong))))
                .encode());
        settle();

        assertThat(bob.stored(good.id())).isEqualTo(good);
        assertThat(bob.answers(good.id())).isEmpty();
        assertThat(bob.stored(forged.id())).isNull();
        assertThat(connection.closed).isFalse();
        assertThat(bob.failures).isEmpty();
    }

    /** 41 §11.7: a row dated too far ahead is not taken before its time, and then with its relations. */
    @Test
    void aRowFromTheFutureWaitsForItsTime() {
        Node target = alice.message(alice.uids.next(), room, "target");
        alice.putWritten(target, List.of());
        settle();
        long ahead = alice.environment().clock().millis() + Duration.ofDays(7).toMillis() + 60_000;
        Node row = alice.signer.sign(new Node(
                alice.uids.next(),
                room,
                ahead,
                ahead,
                TestPeer.MESSAGE,
                "{\"32\":\"ahead\"}",
                null,
                new byte[0],
                new byte[0]));
        Edge edge = alice.answer(row, target);
        bob.reports.clear();
        alice.putWritten(row, List.of(edge));
        settle();
        assertThat(told).last().isInstanceOf(RemoteEvent.RowsWritten.class);
        assertThat(bob.stored(row.id())).isNull();
        assertThat(bob.answers(row.id())).isEmpty();
        assertThat(bob.reports)
                .singleElement()
                .matches(report -> report.waiting() == 1 && report.refused().isEmpty());

        time.run(Duration.ofMinutes(2));
        assertThat(bob.stored(row.id())).isEqualTo(row);
        assertThat(bob.answers(row.id())).containsExactly(edge);
        assertSame();
    }

    /** An older version that comes again changes nothing, whatever it says that it replaces. */
    @Test
    void anOldVersionIsNotWritten() {
        Node old = alice.message(alice.uids.next(), room, "old");
        alice.putWritten(old, List.of());
        settle();
        Node current = alice.message(old.id(), room, "current");
        alice.putWritten(current, List.of());
        settle();

        send(new SentRow(old, current.mdate(), List.of()));

        assertThat(bob.stored(old.id())).isEqualTo(current);
        assertSame();
    }

    /** "to who may read the room now": whoever left it is told nothing of it. */
    @Test
    void whoMayNotReadIsNotSentRows() {
        alice.add(TestPeer.room(room, false, alice, alice));

        alice.putWritten(alice.message(alice.uids.next(), room, "not for bob"), List.of());
        settle();

        assertThat(told).noneMatch(event -> event instanceof RemoteEvent.RowsWritten);
    }

    /** "as is everything beyond 256 KiB of one connection": of a flood the names are kept, however many rooms it is about. */
    @Test
    void ofAFloodTheNamesAreKept() {
        OfferedRows offers = new OfferedRows();
        for (int i = 0; i < 80; i++) {
            assertThat(offers.add(large(room))).isTrue();
        }
        Uid other = alice.uids.next();
        offers.add(large(other));

        assertThat(offers.take(other).written(TestPeer.MESSAGE)).isEmpty();
        OfferedRows.Offers taken = offers.take(room);
        assertThat(taken.written(TestPeer.MESSAGE)).hasSizeBetween(40, 55);
        assertThat(taken.named(TestPeer.MESSAGE))
                .hasSize(80 - taken.written(TestPeer.MESSAGE).size());
        assertThat(offers.take(room).entities()).isEmpty();
        offers.add(large(other));
        assertThat(offers.take(other).written(TestPeer.MESSAGE)).hasSize(1);
    }

    private RemoteEvent.RowsWritten large(Uid where) {
        Node row = alice.message(alice.uids.next(), where, "x".repeat(5_000));
        return new RemoteEvent.RowsWritten(where, TestPeer.MESSAGE, List.of(new SentRow(row, 0, List.of())));
    }

    /** A refused row makes Bob compare, once, and report it. */
    @Test
    void aRefusedRowIsReportedOnce() {
        TestPeer eve = new TestPeer(time, "eve", 3);
        Node foreign = eve.message(alice.uids.next(), room, "not a member");
        alice.write(transaction -> transaction.putNode(foreign, null));
        settle();
        asked.clear();
        bob.reports.clear();

        send(new SentRow(foreign, 0, List.of()));

        assertThat(bob.reports)
                .filteredOn(report -> report.refused().containsKey(ErrorCode.NOT_AUTHORISED))
                .hasSize(1);
    }
}
