package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers of this project name the rows that changed (docs/protocol/41 §12.2), on virtual time. */
class NamedRowsTest {
    private final VirtualTime time = new VirtualTime(12);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final List<Query> asked = new ArrayList<>();
    private final List<RemoteEvent> told = new ArrayList<>();
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
    }

    /** Connected and equal; what is asked and told from then on is noted. */
    private TestConnection connect(boolean own) {
        TestConnection connection = new TestConnection(alice, bob);
        connection.speak(own);
        connection.b.note(asked::add);
        connection.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.EVENTS) {
                told.add(RemoteEvent.decode(message));
            }
            return message;
        };
        connection.start();
        settle();
        asked.clear();
        told.clear();
        return connection;
    }

    private void settle() {
        time.run(Duration.ofSeconds(3));
    }

    private List<String> questions() {
        return asked.stream().map(Query::text).toList();
    }

    private void assertSame() {
        alice.assertSame(bob, room);
    }

    /** §4.1, §11.24: its own list may come here later than what it read; nobody would tell it of what was written between. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoAskedAboutARoomIsToldOfItBeforeItsListCame(boolean own) {
        alice.put(room, "before");
        Set<Long> lists = new HashSet<>();
        TestConnection connection = new TestConnection(alice, bob).speak(own);
        connection.a.tamper = (stream, message) -> {
            QueryProtocol query = stream == StreamFlag.QUERIES ? QueryProtocol.decode(message) : null;
            if (query != null && query.query() instanceof Query.RoomList) {
                lists.add(query.id());
            }
            return message;
        };
        connection.b.tamper = (stream, message) -> stream == StreamFlag.ANSWERS
                        && lists.contains(Answer.decode(message).id())
                ? null
                : message;
        connection.start();
        settle();
        assertThat(lists).isNotEmpty();
        assertSame();

        Node row = alice.put(room, "while the list is under way");
        settle();

        assertThat(bob.stored(row.id())).isEqualTo(row);
    }

    /** §12.2: two questions a change, whatever else the day holds. */
    @Test
    void aChangedRowIsAskedForByName() {
        for (int i = 0; i < 100; i++) {
            alice.put(room, "before " + i);
        }
        connect(true);

        Node row = alice.put(room, "new");
        settle();
        alice.update(row, "newer");
        settle();

        assertThat(questions()).containsExactly("Query::Edges", "Query::Nodes", "Query::Edges", "Query::Nodes");
        assertSame();
    }

    /** §12.2: with its relations, in the same transaction. */
    @Test
    void relationsComeWithTheRow() {
        Node source = alice.put(room, "source");
        connect(true);

        Node target = alice.put(room, "target");
        alice.link(source, target);
        settle();

        assertThat(questions()).containsOnly("Query::Edges", "Query::Nodes");
        assertThat(bob.answers(source.id()))
                .isEqualTo(alice.answers(source.id()))
                .hasSize(1);
        assertSame();
    }

    /** §4.1: what came from a peer is no news to it, however much it was; what did not is told. */
    @Test
    void rowsOfAPeerAreNotToldToIt() {
        List<RemoteEvent> back = new ArrayList<>();
        TestConnection connection = connect(true);
        connection.b.tamper = (stream, message) -> {
            if (stream == StreamFlag.EVENTS) {
                back.add(RemoteEvent.decode(message));
            }
            return message;
        };

        alice.write(transaction -> {
            for (int i = 0; i < 100; i++) {
                transaction.putNode(alice.message(alice.uids.next(), room, "many " + i), null);
            }
        });
        settle();
        assertSame();
        assertThat(back).isEmpty();

        bob.put(room, "his own");
        settle();
        assertSame();
        assertThat(back).hasSize(1);
    }

    /** §12.2: what no name tells is compared as with the reference: here a deletion. */
    @Test
    void deletionsAreCompared() {
        Node row = alice.put(room, "goes");
        connect(true);

        alice.delete(row);
        settle();

        assertThat(told).containsExactly(new RemoteEvent.RoomDataChanged(room));
        assertThat(bob.stored(row.id())).isNull();
        assertSame();
    }

    /** §12.2: more than 64 rows of one commit are compared. */
    @Test
    void manyRowsAreCompared() {
        connect(true);
        List<Node> rows = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            rows.add(alice.message(alice.uids.next(), room, "one of many " + i));
        }

        alice.write(transaction -> rows.forEach(row -> transaction.putNode(row, null)));
        settle();

        assertThat(told).containsExactly(new RemoteEvent.RoomDataChanged(room));
        assertSame();
    }

    /** 41 §4.1: a peer of the reference is told of the room. */
    @Test
    void whoDidNotAgreeIsToldOfTheRoom() {
        connect(false);

        alice.put(room, "new");
        settle();

        assertThat(told).containsExactly(new RemoteEvent.RoomDataChanged(room));
        assertThat(questions()).startsWith("Query::RoomDefinition");
        assertSame();
    }

    /** §12.2: a refused row is looked at once more by a comparison, which reports it; nobody goes round in circles. */
    @Test
    void aRefusedRowIsReportedOnce() {
        TestConnection connection = connect(true);
        TestPeer eve = new TestPeer(time, "eve", 3);
        Node forbidden = eve.message(alice.uids.next(), room, "not a member");

        alice.write(transaction -> transaction.putNode(forbidden, null));
        settle();

        assertThat(bob.stored(forbidden.id())).isNull();
        assertThat(questions()).filteredOn("Query::RoomDefinition"::equals).hasSize(1);
        assertThat(bob.reports)
                .filteredOn(report -> report.refused().containsKey(ErrorCode.NOT_AUTHORISED))
                .hasSize(1);
        assertThat(connection.closed).isFalse();
    }

    /** §12.3: names of rows that are not there, of no room and of no entity change nothing. */
    @Test
    void namesThatMeanNothingAreHarmless() {
        TestConnection connection = connect(true);
        NodeIdentifier nothing = new NodeIdentifier(alice.uids.next(), 5, new byte[64]);
        NodeIdentifier bad = new NodeIdentifier(alice.uids.next(), -5, new byte[3]);

        for (Uid where : List.of(room, alice.uids.next())) {
            for (String entity : List.of("1.0", "9.9", "0.2", "")) {
                connection.a.sendEvent(
                        new RemoteEvent.RowsChanged(where, entity, List.of(nothing, bad, nothing)).encode());
            }
        }
        settle();

        assertThat(connection.closed).isFalse();
        assertThat(bob.messages(room)).isEmpty();
        alice.put(room, "afterwards");
        settle();
        assertSame();
    }

    /** §12.3: of an entity that the model does not know nothing is asked for, and nothing is refused. */
    @Test
    void namesOfAnUnknownEntityAreNotAskedFor() {
        TestConnection connection = connect(true);
        NodeIdentifier unknown = new NodeIdentifier(alice.uids.next(), 5, new byte[64]);
        bob.reports.clear();

        connection.a.sendEvent(new RemoteEvent.RowsChanged(room, "9.9", List.of(unknown)).encode());
        settle();

        assertThat(asked).isEmpty();
        assertThat(bob.reports)
                .singleElement()
                .matches(report -> report.refused().isEmpty() && !report.changed());
    }

    /** §12.2: only when "nothing of it waits to be tried again"; here a row waits for its time. */
    @Test
    void aRoomThatWaitsToBeTriedAgainIsCompared() {
        long nextMonth =
                alice.environment().clock().millis() + Duration.ofDays(30).toMillis();
        Node ahead = alice.signer.sign(new Node(
                alice.uids.next(),
                room,
                nextMonth,
                nextMonth,
                TestPeer.MESSAGE,
                "{\"32\":\"ahead\"}",
                null,
                new byte[0],
                new byte[0]));
        alice.write(transaction -> transaction.putNode(ahead, null));
        connect(true);

        Node row = alice.put(room, "new");
        settle();

        assertThat(questions()).contains("Query::RoomDefinition");
        assertThat(bob.stored(row.id())).isEqualTo(row);
        assertThat(bob.stored(ahead.id())).isNull();
    }

    /** §12.3: who floods names gets comparisons, and memory stays bounded. */
    @Test
    void aFloodOfNamesIsAComparison() {
        TestConnection connection = connect(true);
        for (int i = 0; i < 200; i++) {
            List<NodeIdentifier> rows = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
                rows.add(new NodeIdentifier(alice.uids.next(), 5, new byte[64]));
            }
            connection.a.sendEvent(new RemoteEvent.RowsChanged(room, "1.0", rows).encode());
        }
        settle();

        assertThat(questions()).contains("Query::RoomDefinition").hasSizeLessThan(100);
        assertThat(connection.closed).isFalse();
    }

    /** §12.1: the event belongs to the protocol that both agreed on. */
    @Test
    void namesFromWhoDidNotAgreeEndTheConnection() {
        TestConnection connection = connect(false);

        connection.a.sendEvent(new RemoteEvent.RowsChanged(room, "1.0", List.of()).encode());
        settle();

        assertThat(connection.closed).isTrue();
        assertThat(connection.code).isEqualTo(2);
    }

    /** §12.1, of §12.5. */
    @Test
    void rowsFromWhoDidNotAgreeEndTheConnection() {
        TestConnection connection = connect(false);

        connection.a.sendEvent(new RemoteEvent.RowsWritten(room, "1.0", List.of()).encode());
        settle();

        assertThat(connection.closed).isTrue();
        assertThat(connection.code).isEqualTo(2);
    }
}
