package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.db.Failures;
import io.discret.core.rows.RowCodec;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.Signer;
import io.discret.testkit.CheapSigner;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days and rows that hold more than is kept at once come over all the same (docs/protocol/41 §3, §6.4.5), on virtual time. */
class LargeAnswersTest {
    private final VirtualTime time = new VirtualTime(8);
    private final Signer quick = new CheapSigner(TestPeer.HASHING);
    private final TestPeer alice = new TestPeer(time, "alice", 1, quick);
    private final TestPeer bob = new TestPeer(time, "bob", 2, quick);
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
    }

    private static Edge edge(TestPeer author, Node source, long number) {
        return author.signer.sign(new Edge(
                source.id(),
                TestPeer.MESSAGE,
                "x".repeat(850),
                StoreRows.uid(number),
                source.mdate(),
                new byte[0],
                new byte[0]));
    }

    /** Relations are asked for before their rows and wait for them; what is too much is asked for by halves, then after its row. */
    @Test
    void moreRelationsThanCanWaitAreTakenAfterTheirRow() {
        List<Node> rows =
                IntStream.range(0, 4).mapToObj(i -> alice.put(room, "row " + i)).toList();
        Node large = rows.get(2);
        int count = SyncLimits.WAITING_EDGES / RowCodec.size(edge(alice, large, 0)) + 1000;
        alice.write(transaction -> {
            for (int i = 0; i < count; i++) {
                transaction.store().putEdge(edge(alice, large, i));
            }
        });
        Edge small = alice.answer(rows.get(1), rows.get(0));
        alice.write(transaction -> transaction.store().putEdge(small));
        List<Integer> asked = new ArrayList<>();
        TestConnection connection = new TestConnection(alice, bob);
        connection.b.note(query -> {
            if (query instanceof Query.Edges edges) {
                asked.add(edges.sources().size());
            }
        });
        connection.start();
        time.run(Duration.ofSeconds(10));

        assertThat(asked).containsExactlyInAnyOrder(4, 2, 2, 1, 1, 1);
        alice.assertSame(bob, room);
        List<Edge> relations = bob.read(reader -> reader.edges(large.id(), "x".repeat(850)));
        assertThat(relations).hasSize(count);
        assertThat(bob.answers(rows.get(1).id())).containsExactly(small);
        assertThat(bob.failures).isEmpty();
    }

    private List<Answer> answers(Query query) {
        RecordingLink link = new RecordingLink();
        Answers answers = new Answers(alice, link, new Remote(alice), new SeenDefinitions());
        alice.await(answers.answer(new QueryProtocol(5, query)));
        return link.answers;
    }

    /** §3: "identifiers of the nodes with mdate in that day", also when one ms alone has more than one read may hold. */
    @Test
    void aDayOfAnySizeIsListed() {
        long noon = Changes.day(alice.environment().clock().millis()) + Changes.DAY / 2;
        int together = SyncLimits.IDENTIFIERS_PER_READ + 10;
        int apart = 1000;
        alice.write(transaction -> {
            for (int i = 0; i < together + apart; i++) {
                long date = i < together ? noon : noon + i;
                transaction.putNode(StoreRows.node(i, room, TestPeer.MESSAGE, date, "{}"), null);
            }
        });

        List<Answer> got = answers(new Query.RoomDailyNodes(room, TestPeer.MESSAGE, noon));

        Set<Uid> ids = new HashSet<>();
        int listed = 0;
        for (Answer part : got.subList(0, got.size() - 1)) {
            List<NodeIdentifier> identifiers = Payload.ROOM_DAILY_NODES.decode(part.serialized());
            identifiers.forEach(one -> ids.add(one.id()));
            listed += identifiers.size();
        }
        assertThat(ids).hasSize(together + apart);
        assertThat(listed).as("none twice").isEqualTo(together + apart);
        assertThat(got).last().matches(end -> end.success() && end.complete());
    }

    /** 40 §4.4: no message is longer than the peer accepts; of a row that fits into none the peer learns that it is missing. */
    @Test
    void aRowThatFitsIntoNoMessageIsATechnicalError() {
        Node row = alice.put(room, "x".repeat(5_000));
        alice.settings = new SyncSettings(1_000, 1_000, false, false);
        RecordingLink link = new RecordingLink();
        Answers answers = new Answers(alice, link, new Remote(alice), new SeenDefinitions());

        var answered = answers.answer(new QueryProtocol(5, new Query.Nodes(room, List.of(row.id()))));
        time.run(Duration.ofSeconds(1));

        assertThat(answered.toCompletableFuture()).isCompletedExceptionally();
        assertThat(Failures.of(answered.handle((sent, failure) -> failure)
                                .toCompletableFuture()
                                .join())
                        .code())
                .isEqualTo(ErrorCode.NODE_TOO_BIG);
        assertThat(link.answers).isEmpty();
    }
}
