package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not any more, when it comes, what it was when it was asked for (docs/protocol/41 §6.4.5, §11.2), on virtual time. */
class ChangedMeanwhileTest {
    private final VirtualTime time = new VirtualTime(9);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final List<Query> asked = new ArrayList<>();
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
    }

    private void settle() {
        time.run(Duration.ofSeconds(5));
    }

    private TestConnection meet() {
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.note(asked::add);
        connection.start();
        settle();
        return connection;
    }

    /** A row that comes in a later version each time lacks relations each time; it is given up, and comes when it rests. */
    @Test
    void aRowThatChangesAllTheTimeIsGivenUp() {
        Node row = alice.put(room, "first");
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.note(asked::add);
        List<Node> versions = new ArrayList<>();
        connection.a.tamper = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS ? Answer.decode(message) : null;
            boolean ofRows = answer != null
                    && !answer.complete()
                    && !asked.isEmpty()
                    && asked.get(asked.size() - 1) instanceof Query.Nodes;
            if (!ofRows || versions.size() > SyncLimits.ROUNDS_PER_ROW) {
                return message;
            }
            versions.add(later(row, versions.size() + 1));
            return Answer.part(
                            answer.id(), Payload.NODES.encode(versions.subList(versions.size() - 1, versions.size())))
                    .encode();
        };
        connection.start();
        settle();

        assertThat(asked.stream().filter(query -> query instanceof Query.Nodes)).hasSize(1 + SyncLimits.ROUNDS_PER_ROW);
        assertThat(bob.stored(row.id())).isNull();
        assertThat(bob.failures).isEmpty();

        time.run(Duration.ofSeconds(1));
        Node last = alice.update(row, "last");
        settle();
        assertThat(bob.stored(row.id())).isEqualTo(last);
    }

    private Node later(Node row, long ms) {
        return alice.signer.sign(new Node(
                row.id(),
                room,
                row.cdate(),
                row.mdate() + ms,
                row.entity(),
                row.json(),
                null,
                new byte[0],
                new byte[0]));
    }

    /** 21 Better 9: a relation that was deleted here does not come back with its row. */
    @Test
    void aRelationThatWasDeletedHereStaysAway() {
        Node row = alice.put(room, "row");
        Node target = alice.put(room, "target");
        meet().cut();
        assertThat(bob.messages(room)).containsExactlyInAnyOrder(row, target);
        time.run(Duration.ofSeconds(1));
        Edge deleted = alice.link(row, target);
        Edge kept = alice.link(row, row);
        EdgeDeletion entry = alice.signer.sign(new EdgeDeletion(
                room,
                row.id(),
                TestPeer.MESSAGE,
                target.id(),
                TestPeer.ANSWERS,
                deleted.cdate(),
                deleted.cdate(),
                new byte[0],
                new byte[0]));
        bob.write(transaction -> transaction.putEdgeDeletion(entry)); // another device told him
        alice.update(row, "linked twice");
        TestConnection connection = new TestConnection(alice, bob);
        connection.a.pullNothing(); // else she may learn of it first
        connection.start();
        settle();

        assertThat(bob.answers(row.id())).containsExactly(kept);
        assertThat(bob.stored(row.id())).isEqualTo(alice.stored(row.id()));
        assertThat(bob.reports).allMatch(report -> report.refused().isEmpty());
    }
}
