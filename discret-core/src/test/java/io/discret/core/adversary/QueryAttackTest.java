package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.wire.Answer;
import io.discret.core.wire.AnswerError;
import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that ask for too much, in wrong words or without an end (docs/protocol/40 §4.3, 41 §2.5). */
class QueryAttackTest {
    /** What may wait in the victim and on the way, whatever is sent (SyncLimits, the window of a stream). */
    private static final long WAITING = 8L << 20;

    /** 30 §11: another room is refused, whether it exists or not. */
    @Test
    void otherRoomsAreRefused() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            List<Uid> rooms = List.of(Uid.ZERO, world.hostile.uids.next(), world.stranger.privateRoom());
            List<Long> asked = new ArrayList<>();
            for (Uid room : rooms) {
                for (Query query : Queries.all(room)) {
                    if (query instanceof Query.OfRoom) {
                        asked.add(1000L + asked.size());
                        line.send(new QueryProtocol(asked.get(asked.size() - 1), query));
                    }
                }
            }
            world.settle();

            for (long id : asked) {
                List<Answer> answers = answers(line, id);
                assertThat(answers).hasSize(1);
                assertThat(answers.get(0).success()).isFalse();
                assertThat(AnswerError.read(new BincodeReader(answers.get(0).serialized()))
                                .kind())
                        .isEqualTo(AnswerError.Kind.AUTHORISATION);
            }
            assertThat(line.closed).isNull();
            world.verify();
        }
    }

    /** 41 §11.7: dates and names that cannot be are answered with nothing or a refusal. */
    @Test
    void absurdDatesAndNamesAreAnswered() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            List<Query> queries = new ArrayList<>();
            for (long date : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000L}) {
                queries.add(new Query.RoomLogAt(world.room, date));
                queries.add(new Query.Edges(world.room, List.of(new Query.Edges.Source(world.room, date))));
                for (String entity : List.of("1.0", "", "0.0", "9.9", "1.0' or 1=1 --", "x".repeat(200_000))) {
                    queries.add(new Query.EdgeDeletionLog(world.room, entity, date));
                    queries.add(new Query.NodeDeletionLog(world.room, entity, date));
                    queries.add(new Query.RoomDailyNodes(world.room, entity, date));
                }
            }
            for (int i = 0; i < queries.size(); i++) {
                line.send(new QueryProtocol(1000 + i, queries.get(i)));
            }
            world.settle();

            for (int i = 0; i < queries.size(); i++) {
                assertThat(answers(line, 1000 + i))
                        .last()
                        .extracting(Answer::complete)
                        .isEqualTo(true);
            }
            assertThat(line.closed).isNull();
            world.verify();
        }
    }

    /** As many ids as a message holds, each twice. */
    @Test
    void longListsAreAnswered() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            Uid friendly = NodeForgeries.friendly(world).id();
            List<Uid> ids = Collections.nCopies(21_000, friendly);
            line.send(new QueryProtocol(1000, new Query.Nodes(world.room, ids)));
            line.send(new QueryProtocol(
                    1001,
                    new Query.Edges(
                            world.room,
                            ids.stream()
                                    .map(id -> new Query.Edges.Source(id, Long.MIN_VALUE))
                                    .toList())));
            world.settle();

            assertThat(answers(line, 1000)).hasSize(2);
            assertThat(answers(line, 1001)).last().extracting(Answer::complete).isEqualTo(true);
            world.verify();
        }
    }

    /** Every query cut at every byte, as a message and as a stream. */
    @Test
    void everyQueryIsCutAtEveryByte() {
        try (HostileWorld world = new HostileWorld(1)) {
            List<Query> queries = new ArrayList<>(Queries.all(world.room));
            queries.add(new Query.ProveIdentity(new byte[32]));
            for (Query query : queries) {
                byte[] message = new QueryProtocol(1000, query).encode();
                for (int length = 0; length < message.length; length++) {
                    HostileLine line = dial(world);
                    line.frame(StreamFlag.QUERIES, Arrays.copyOf(message, length));
                    world.time.run(Duration.ofMillis(10));
                    assertThat(line.closed)
                            .as("cut of " + query + " at " + length)
                            .isEqualTo(2);
                }
            }
            world.verify();
        }
    }

    /** 40 §4.3: what is no query ends the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "7fffffff", "00400001", "00000000", "0000000c0000000000000000ffffffff"})
    void whatIsNoQueryEndsTheConnection(String hex) {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            line.raw(StreamFlag.QUERIES, java.util.HexFormat.of().parseHex(hex));
            world.settle();

            assertThat(line.closed).isEqualTo(2);
            world.verify();
        }
    }

    /** 40 §5: a count is compared with the bytes that are there. */
    @Test
    void aCountIsNotBelieved() {
        try (HostileWorld world = new HostileWorld(1)) {
            for (long count : new long[] {-1, Long.MAX_VALUE, 1L << 32, Integer.MAX_VALUE, 1 << 24}) {
                for (int index : new int[] {0, 10, 11}) {
                    HostileLine line = dial(world);
                    BincodeWriter out = new BincodeWriter().u64(1000).u32(index);
                    if (index > 0) {
                        out.uid(world.room);
                    }
                    line.frame(StreamFlag.QUERIES, out.u64(count).u64(0).toByteArray());
                    world.time.run(Duration.ofMillis(50));
                    assertThat(line.closed).isEqualTo(2);
                }
            }
            world.verify();
        }
    }

    /** Large queries by somebody who reads no answers: what waits is bounded in bytes. */
    @Test
    void waitingQueriesAreBoundedInBytes() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            fillTheWayBack(world, line);
            long before = line.taken;
            Query query = new Query.Nodes(world.room, Collections.nCopies(20_000, Uid.ZERO));
            byte[] frame = FrameWriter.frame(new QueryProtocol(5000, query).encode());
            for (int i = 0; i < 100; i++) {
                line.raw(StreamFlag.QUERIES, frame);
            }
            world.time.run(Duration.ofSeconds(5));

            assertThat(line.taken - before).isLessThan(WAITING);
            world.verify();
        }
    }

    /** A query larger than any honest one is not read at all. */
    @Test
    void aQueryIsBounded() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            line.raw(StreamFlag.QUERIES, ByteBuffer.allocate(4).putInt(3 << 20).array());
            world.settle();

            assertThat(line.closed).isEqualTo(2);
            world.verify();
        }
    }

    /** Names of the device, without reading one: the answers must not heap up. */
    @Test
    void answersAreNotHeapedUp() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            fillTheWayBack(world, line);
            long before = line.taken;
            byte[] frame = FrameWriter.frame(new QueryProtocol(6000, new Query.HardwareFingerprint()).encode());
            byte[] many = new byte[frame.length * 1000];
            for (int i = 0; i < 1000; i++) {
                System.arraycopy(frame, 0, many, i * frame.length, frame.length);
            }
            for (int i = 0; i < 600; i++) {
                line.raw(StreamFlag.QUERIES, many);
            }
            world.time.run(Duration.ofSeconds(5));

            assertThat(line.taken - before).isLessThan(WAITING);
            world.verify();
        }
    }

    /** What is refused again and again fills no log. */
    @Test
    void refusedQueriesFillNoLog() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = connected(world);
            long before = world.logs.count();
            for (int i = 0; i < 5000; i++) {
                line.send(new QueryProtocol(1000 + i, new Query.ProveIdentity(new byte[32])));
            }
            world.settle();

            assertThat(world.logs.count() - before).isLessThan(200);
            world.verify();
        }
    }

    // Parts.

    private static HostileLine connected(HostileWorld world) {
        HostileLine line = world.meet();
        world.settle();
        assertThat(line.closed).isNull();
        return line;
    }

    /** Ask for more answers than fit into the window, and read none: the next cannot be sent. */
    private static void fillTheWayBack(HostileWorld world, HostileLine line) {
        Uid large = world.friendWrites("x".repeat(200_000));
        line.stream(StreamFlag.ANSWERS).reading(false);
        for (int i = 0; i < 20; i++) {
            line.send(new QueryProtocol(4000 + i, new Query.Nodes(world.room, List.of(large))));
        }
        // The other lane of answers is filled too.
        for (int i = 0; i < 20; i++) {
            line.send(new QueryProtocol(4100 + i, new Query.RoomDefinition(world.room)));
        }
        world.settle();
    }

    private static HostileLine dial(HostileWorld world) {
        world.hostile.renew();
        world.hostile.initiate(world.hostile.header(), world.user.ownToken());
        var dialed = world.hostile.dial(world.victim.machine, world.port());
        world.until(dialed::isDone);
        HostileLine line = dialed.join();
        line.frame(StreamFlag.EVENTS, world.hostile.info(world.user.ownToken()).encode());
        return line;
    }

    private static List<Answer> answers(HostileLine line, long id) {
        return line.answers.stream().filter(answer -> answer.id() == id).toList();
    }
}
