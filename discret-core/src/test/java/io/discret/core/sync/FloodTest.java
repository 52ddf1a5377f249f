package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Node;
import io.discret.testkit.StoreRows;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that says or asks more than anybody honest would (docs/protocol/41 §2.5, §5, §6.2), on virtual time. */
class FloodTest {
    private static final byte[] NONE = new byte[0];

    private final VirtualTime time = new VirtualTime(7);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final TestConnection connection = new TestConnection(alice, bob);
    private final List<Query> askedByAlice = new ArrayList<>();
    private Uid room;

    @BeforeEach
    void twoUsersOfOneRoom() {
        room = alice.uids.next();
        alice.add(TestPeer.room(room, false, alice, bob));
        bob.add(TestPeer.room(room, false, alice, bob));
        connection.a.note(askedByAlice::add);
    }

    private void meet() {
        connection.start();
        settle();
        askedByAlice.clear();
    }

    private void settle() {
        time.run(Duration.ofSeconds(3));
    }

    private void bobAsks(List<Query> queries) {
        List<byte[]> messages = queries.stream()
                .map(query -> new QueryProtocol(1_000_000, query).encode())
                .toList();
        alice.executor().execute(() -> messages.forEach(connection.a.session::query));
        settle();
    }

    /** Honest peers stop when reading stops: whoever asks on and on is disconnected. */
    @Test
    void whoAsksWithoutWaitingForAnswersIsDisconnected() {
        meet();
        bobAsks(Collections.nCopies(SyncLimits.MOST_WAITING_QUERIES, new Query.RoomDefinition(room)));
        assertThat(connection.closed).isFalse();

        bobAsks(Collections.nCopies(SyncLimits.MOST_WAITING_QUERIES + 2, new Query.RoomDefinition(room)));
        assertThat(connection.code).isEqualTo(SyncLimits.CLOSE);
    }

    /** §2.5: "other user: no answer"; asking for it again and again ends the connection. */
    @Test
    void whoAsksForWhatHeIsNotToldIsDisconnected() {
        meet();
        bobAsks(Collections.nCopies(SyncLimits.MOST_UNANSWERED, new Query.HardwareFingerprint()));
        assertThat(connection.closed).isFalse();

        bobAsks(List.of(new Query.HardwareFingerprint()));
        assertThat(connection.code).isEqualTo(SyncLimits.CLOSE);
    }

    /** The same behind a query that is being answered: it is not the peer's message that finds it out. */
    @Test
    void whoHidesItBehindAnotherQueryIsDisconnectedToo() {
        meet();
        List<Query> queries = new ArrayList<>(List.of(new Query.RoomDefinition(room)));
        queries.addAll(Collections.nCopies(SyncLimits.MOST_UNANSWERED + 1, new Query.HardwareFingerprint()));
        bobAsks(queries);

        assertThat(connection.code).isEqualTo(SyncLimits.CLOSE);
    }

    /** §4.1: a peer is told of the rooms it told of; it may tell of very many, but not without an end. */
    @Test
    void ofRoomsBeyondTheBoundNothingIsTold() {
        meet();
        connection.b.tamper = (stream, message) -> stream == StreamFlag.ANSWERS ? null : message;
        List<RemoteEvent> told = new ArrayList<>();
        connection.a.tamper = (stream, message) -> {
            if (stream == StreamFlag.EVENTS) {
                told.add(RemoteEvent.decode(message));
            }
            return message;
        };
        Uid beyond = alice.uids.next();
        alice.add(TestPeer.room(beyond, false, alice, bob));
        alice.executor().execute(() -> {
            for (int i = 1; i < SyncLimits.ROOMS_PER_PEER; i++) {
                tellOf(StoreRows.uid(i));
            }
            tellOf(beyond);
        });
        settle();

        alice.put(beyond, "nobody is told");
        alice.put(room, "of a room that was told of");
        settle();
        assertThat(told).containsExactly(new RemoteEvent.RoomDataChanged(room));
        assertThat(connection.closed).isFalse();
    }

    private void tellOf(Uid told) {
        connection.a.session.event(new RemoteEvent.RoomDefinitionChanged(told).encode());
    }

    /** §6.2: a list of users without an end fails the room, and stays out. */
    @Test
    void aListOfUsersWithoutAnEndFailsTheRoom() {
        Node row = bob.put(room, "text");
        Node unreadable = new Node(StoreRows.uid(1), null, 0, 0, "0.4", null, null, NONE, NONE);
        List<Node> many = Collections.nCopies(SyncLimits.PEERS_PER_ROOM + 1, unreadable);
        connection.b.tamper = (stream, message) -> {
            Answer answer = stream == StreamFlag.ANSWERS ? Answer.decode(message) : null;
            boolean ofUsers = answer != null
                    && !answer.complete()
                    && askedByAlice.get(askedByAlice.size() - 1) instanceof Query.PeersForRoom;
            return ofUsers
                    ? Answer.part(answer.id(), Payload.NODES.encode(many)).encode()
                    : message;
        };
        connection.start();
        settle();

        assertThat(alice.failures).isNotEmpty().containsOnly(ErrorCode.BAD_MESSAGE);
        assertThat(alice.stored(row.id())).isNull();
        assertThat(connection.closed).isFalse();
    }
}
