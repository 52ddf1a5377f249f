package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.db.Failures;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.RoomDefinitionLog;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.DailyLog;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of rooms, their definitions and their days (docs/protocol/41 §3, §6.1), on virtual time. */
class DefinitionAnswersTest {
    private final VirtualTime time = new VirtualTime(10);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final TestPeer eve = new TestPeer(time, "eve", 3);
    private final TestConnection connection = new TestConnection(alice, bob);
    private final List<Query> asked = new ArrayList<>();

    private void settle() {
        time.run(Duration.ofSeconds(3));
    }

    private void meet() {
        connection.b.note(asked::add);
        connection.start();
        settle();
    }

    /** What Alice answers Bob, who asks by the way. */
    private List<Answer> answers(Query query) {
        List<Answer> answers = new ArrayList<>();
        connection.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.ANSWERS && Answer.decode(message).id() == 1_000_000) {
                answers.add(Answer.decode(message));
                return null;
            }
            return message;
        };
        connection.b.sendQuery(new QueryProtocol(1_000_000, query).encode());
        settle();
        return answers;
    }

    /** RoomList: "and that have an entry in the room change log"; RoomDefinition: "None if the room has no change log entry". */
    @Test
    void aRoomWithoutADateIsNotListedAndHasNoDefinition() {
        Uid listed = alice.uids.next();
        Uid unlisted = alice.uids.next();
        alice.add(TestPeer.room(listed, false, alice, bob));
        alice.addWithoutDate(TestPeer.room(unlisted, false, alice, bob));
        meet();
        List<Answer> list = answers(new Query.RoomList());
        assertThat(Payload.ROOM_LIST.decode(list.get(0).serialized())).containsExactly(listed);

        connection.a.session.definitionChanged(unlisted);
        settle();
        List<Answer> definition = answers(new Query.RoomDefinition(unlisted));
        assertThat(Payload.ROOM_DEFINITION.decode(definition.get(0).serialized()))
                .isEmpty();
        assertThat(bob.failures).contains(ErrorCode.UNKNOWN_ROOM);
        assertThat(connection.closed).isFalse();
    }

    /** RoomLogAt: "rows with exactly this date, ascending entity"; only a reference peer asks. */
    @Test
    void theLinesOfOneDayAreGiven() {
        Uid room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
        alice.put(room, "one day");
        time.run(Duration.ofDays(1));
        Node later = alice.put(room, "the next");
        meet();
        long day = Changes.day(later.mdate());

        List<Answer> lines = answers(new Query.RoomLogAt(room, day));

        assertThat(Payload.ROOM_LOG.decode(lines.get(0).serialized()))
                .extracting(DailyLog::date)
                .containsExactly(day);
    }

    /** 20 §10: a row without a signature is not sent, also when it is asked for by its id. */
    @Test
    void aRowWithoutASignatureIsNotSent() {
        Uid room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
        meet();
        Node signed = alice.put(room, "signed");
        Node unsigned = new Node(
                alice.uids.next(),
                room,
                signed.cdate(),
                signed.mdate(),
                signed.entity(),
                signed.json(),
                null,
                signed.verifyingKey(),
                new byte[0]);
        alice.write(transaction -> transaction.putNode(unsigned, null));

        List<Answer> rows = answers(new Query.Nodes(room, List.of(unsigned.id(), signed.id())));

        assertThat(Payload.NODES.decode(rows.get(0).serialized())).containsExactly(signed);
        assertThat(rows).last().matches(end -> end.success() && end.complete());
    }

    /** 30 B18: rows that nobody may write are looked at with the definition of the peer, once; when it says nothing else they stay out. */
    @Test
    void rowsThatTheDefinitionOfThePeerForbidsTooStayOut() {
        SharedRoom room = SharedRoom.found(alice, bob);
        meet();
        time.run(Duration.ofMinutes(1));
        connection.cut();
        settle();
        Node foreign = eve.message(alice.uids.next(), room.id, "not a member");
        alice.write(transaction -> transaction.putNode(foreign, null));
        asked.clear();
        TestConnection again = new TestConnection(alice, bob);
        again.b.note(asked::add);
        again.start();
        settle();

        assertThat(bob.stored(foreign.id())).isNull();
        assertThat(bob.reports)
                .filteredOn(report -> report.refused().containsKey(ErrorCode.NOT_AUTHORISED))
                .hasSize(1);
        assertThat(asked).filteredOn(query -> query instanceof Query.RoomNode).hasSize(1);
        assertThat(asked).filteredOn(query -> query instanceof Query.RoomLog).hasSize(1);
    }

    /** 30 B18: two others changed the room in one ms; the rows that the unknown part allows tell that it is there. */
    @Test
    void partsOfOneMsAreFoundByTheRowsTheyAllow() {
        TestPeer carol = new TestPeer(time, "carol", 4);
        SharedRoom room = SharedRoom.found(alice, bob, carol);
        room.admin(alice, carol, true);
        for (TestPeer peer : List.of(bob, carol)) {
            TestConnection first = new TestConnection(alice, peer).start();
            settle();
            first.cut();
        }
        time.run(Duration.ofMinutes(1));
        room.user(alice, eve, true);
        room.right(carol, true, true);
        assertThat(room.at(alice).lastModified()).isEqualTo(room.at(carol).lastModified());
        TestConnection ofCarol = new TestConnection(carol, bob).start();
        settle();
        ofCarol.cut();
        settle();
        Node ofEve = eve.message(eve.uids.next(), room.id, "of eve");
        alice.write(transaction -> transaction.putNode(ofEve, null));
        bob.reports.clear();
        connection.a.pullNothing(); // else she would take his part, and tell him

        meet();

        assertThat(bob.stored(ofEve.id())).isEqualTo(ofEve);
        assertThat(room.at(bob).authNodes().get(0).userNodes())
                .hasSameSizeAs(room.at(alice).authNodes().get(0).userNodes());
        assertThat(bob.reports).isNotEmpty().allMatch(report -> report.refused().isEmpty());
    }

    /** Bob knows more than Alice, and looks at her older definition all the same; when he asks for it something happens. */
    private Node whenTheOlderDefinitionIsAskedFor(Runnable happens) {
        SharedRoom room = SharedRoom.found(bob, alice);
        TestConnection before = new TestConnection(bob, alice).start();
        settle();
        before.cut();
        time.run(Duration.ofMinutes(1));
        room.user(bob, eve, true);
        Node row = alice.put(room.id, "text");
        connection.a.tamper = (stream, message) -> {
            boolean ofDefinition = stream == StreamFlag.ANSWERS
                    && !asked.isEmpty()
                    && asked.get(asked.size() - 1) instanceof Query.RoomNode;
            if (ofDefinition) {
                happens.run();
            }
            return ofDefinition ? null : message;
        };
        meet();
        assertThat(asked).last().isInstanceOf(Query.RoomNode.class);
        assertThat(bob.stored(row.id())).isNull();
        return row;
    }

    /** 41 §11.9, §11.10: a bad definition that nothing waits for is passed over; silence about it is no bad definition. */
    @Test
    void whoIsSilentAboutAnOlderDefinitionIsAskedAgain() {
        Node row = whenTheOlderDefinitionIsAskedFor(() -> {});
        time.run(SyncLimits.SILENCE);
        assertThat(bob.failures).containsExactly(ErrorCode.TIME_OUT);

        connection.a.tamper = (stream, message) -> message;
        time.run(Duration.ofMinutes(1));
        assertThat(bob.stored(row.id())).isEqualTo(row);
    }

    /** 41 §11.9: "abort on connection loss": nothing is written of a room whose definition did not come. */
    @Test
    void whoIsGoneIsAskedAtTheNextConnection() {
        Node row = whenTheOlderDefinitionIsAskedFor(connection::cut);
        assertThat(bob.failures).isEmpty();

        new TestConnection(alice, bob).start();
        settle();
        assertThat(bob.stored(row.id())).isEqualTo(row);
    }

    /** A date that cannot be makes no room known: without a definition nothing of it is taken. */
    @Test
    void aRoomWithoutADefinitionIsNotPulled() {
        SharedRoom room = SharedRoom.found(alice, bob);
        Node row = alice.put(room.id, "text");
        connection.b.note(asked::add);
        connection.a.tamper = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS ? Answer.decode(message) : null;
            boolean lie =
                    answer != null && !asked.isEmpty() && asked.get(asked.size() - 1) instanceof Query.RoomDefinition;
            return lie
                    ? Answer.single(
                                    answer.id(),
                                    Payload.ROOM_DEFINITION.encode(Optional.of(
                                            new RoomDefinitionLog(room.id, Long.MIN_VALUE, null, null, null, null))))
                            .encode()
                    : message;
        };
        connection.start();
        settle();

        assertThat(bob.failures).isNotEmpty().containsOnly(ErrorCode.UNKNOWN_ROOM);
        assertThat(bob.stored(row.id())).isNull();
        assertThat(asked).noneMatch(query -> query instanceof Query.RoomLog);
        assertThat(connection.closed).isFalse();
    }

    private static ErrorCode refusal(TestPeer peer, Uid room, SharedRoom definition, TestPeer from) {
        DiscretException refused =
                Failures.of(peer.await(peer.receive(room, definition.at(from)).handle((received, failure) -> failure)));
        return refused.code();
    }

    /** 41 §11.5: "check node.id = room asked". */
    @Test
    void theDefinitionOfAnotherRoomIsRefused() {
        SharedRoom room = SharedRoom.found(alice, bob);
        assertThat(refusal(bob, alice.uids.next(), room, alice)).isEqualTo(ErrorCode.BAD_CONTENT);
        assertThat(bob.room(room.id)).isNull();
    }

    /** 30 K1: a room here that has no definition which travels, such as a private room, gets none from a peer. */
    @Test
    void aRoomWithoutADefinitionHereTakesNone() {
        SharedRoom room = SharedRoom.found(alice, bob);
        bob.add(TestPeer.room(room.id, false, bob));
        assertThat(refusal(bob, room.id, room, alice)).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(bob.room(room.id)).isEqualTo(TestPeer.room(room.id, false, bob));
    }

    /** 41 §7: the private room has no definition that changes, so nobody is told that it did. */
    @Test
    void ofThePrivateRoomNoDefinitionIsTold() {
        TestPeer phone = new TestPeer(time, "phone", 1);
        TestConnection ofOne = new TestConnection(alice, phone).start();
        settle();
        List<RemoteEvent> told = new ArrayList<>();
        ofOne.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.EVENTS) {
                told.add(RemoteEvent.decode(message));
            }
            return message;
        };
        Uid common = alice.uids.next();
        alice.add(TestPeer.room(common, false, alice, alice));
        ofOne.a.session.definitionChanged(alice.privateRoom());
        ofOne.a.session.definitionChanged(common);
        settle();

        assertThat(told).containsExactly(new RemoteEvent.RoomDefinitionChanged(common));
    }
}
