package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.Query;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events out of order, without an end and in wrong words (docs/protocol/40 §6.10, 41 §4). */
class EventAttackTest {
    /** 41 §1.2: events of before the proof wait for it, and there are not many of them. */
    @Test
    void eventsBeforeTheProofWait() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.opened = line -> {
                line.send(new RemoteEvent.Ready());
                line.send(new RemoteEvent.RoomDataChanged(world.room));
                line.send(new RemoteEvent.RoomDefinitionChanged(world.room));
            };
            world.hostile.answering = (line, asked) -> {};
            HostileLine line = world.meet();
            world.settle();

            assertThat(line.queries)
                    .extracting(asked -> asked.query())
                    .hasOnlyElementsOfType(Query.ProveIdentity.class);
            world.verify();
        }
    }

    @Test
    void tooManyEventsBeforeTheProofEndTheConnection() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.opened = line -> {
                for (int i = 0; i < 2000; i++) {
                    line.send(new RemoteEvent.RoomDefinitionChanged(world.hostile.uids.next()));
                }
            };
            world.hostile.answering = (line, asked) -> {};
            HostileLine line = world.meet();
            world.settle();

            assertThat(line.closed).isEqualTo(2);
            world.verify();
        }
    }

    /** Each Ready asks for the list of rooms; a thousand of them must not ask a thousand times at once. */
    @Test
    void manyReadyAskOnce() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.answering = (line, asked) -> {
                if (!(asked.query() instanceof Query.RoomList)) {
                    world.hostile.honest(line, asked);
                }
            };
            HostileLine line = world.meet();
            world.settle();
            for (int i = 0; i < 20_000; i++) {
                line.send(i % 2 == 0 ? new RemoteEvent.Ready() : new RemoteEvent.ReadyFingerprint());
            }
            world.settle();

            assertThat(line.queries)
                    .filteredOn(asked -> asked.query() instanceof Query.RoomList)
                    .hasSizeLessThan(3);
            assertThat(line.queries)
                    .filteredOn(asked -> asked.query() instanceof Query.HardwareFingerprint)
                    .hasSize(1);
            world.verify();
        }
    }

    /** 41 §5: of many rooms no more than four are asked about at once, and the friend has its turn. */
    @Test
    void manyRoomsAreAskedAboutOneAfterTheOther() {
        try (HostileWorld world = new HostileWorld(1)) {
            world.hostile.answering = (line, asked) -> {
                if (!(asked.query() instanceof Query.RoomDefinition)) {
                    world.hostile.honest(line, asked);
                }
            };
            HostileLine line = world.meet();
            world.settle();
            for (int i = 0; i < 5_000; i++) {
                line.send(new RemoteEvent.RoomDefinitionChanged(world.hostile.uids.next()));
            }
            world.settle();

            assertThat(line.queries)
                    .filteredOn(asked -> asked.query() instanceof Query.RoomDefinition)
                    .hasSizeLessThanOrEqualTo(8);
            world.verify();
        }
    }

    /** The same event again and again is one request, and makes no work once it is done. */
    @Test
    void aRoomThatChangesAllTheTimeLeavesTimeForOthers() {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = world.meet();
            world.settle();
            changes(world, line);
            world.time.run(Duration.ofSeconds(20));

            world.verify();
            world.friendGetsThrough();
        }
    }

    private static void changes(HostileWorld world, HostileLine line) {
        if (line.closed == null) {
            for (int i = 0; i < 50; i++) {
                line.send(new RemoteEvent.RoomDataChanged(world.room));
            }
            world.hostile
                    .environment
                    .scheduler()
                    .schedule(Duration.ofMillis(100), world.hostile.executor, () -> changes(world, line));
        }
    }

    /** Every event cut at every byte. */
    @Test
    void everyEventIsCutAtEveryByte() {
        try (HostileWorld world = new HostileWorld(1)) {
            List<RemoteEvent> events = List.of(
                    new RemoteEvent.Ready(),
                    new RemoteEvent.ReadyFingerprint(),
                    new RemoteEvent.RoomDefinitionChanged(world.room),
                    new RemoteEvent.RoomDataChanged(world.room));
            for (RemoteEvent event : events) {
                byte[] message = event.encode();
                for (int length = 0; length < message.length; length++) {
                    HostileLine line = world.meet();
                    line.frame(StreamFlag.EVENTS, Arrays.copyOf(message, length));
                    world.time.run(Duration.ofMillis(100));
                    assertThat(line.closed).as(event + " at " + length).isEqualTo(2);

                    HostileLine other = world.meet();
                    byte[] frame = FrameWriter.frame(message);
                    other.raw(StreamFlag.EVENTS, Arrays.copyOf(frame, length + 3));
                    other.stream(StreamFlag.EVENTS).finish();
                    world.time.run(Duration.ofMillis(100));
                    assertThat(other.closed).isEqualTo(2);
                }
            }
            world.verify();
        }
    }

    /** 40 §4.3: what is no event ends the connection; an event has 20 bytes at most. */
    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "00080000", "00000000", "00000004ffffffff", "0000000404000000"})
    void whatIsNoEventEndsTheConnection(String hex) {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine line = world.meet();
            world.settle();
            line.raw(StreamFlag.EVENTS, HexFormat.of().parseHex(hex));
            world.settle();

            assertThat(line.closed).isEqualTo(2);
            world.verify();
        }
    }

    /** 41 §2.4: a stream that ends means that the peer is of no use any more. */
    @ParameterizedTest
    @ValueSource(strings = {"ANSWERS", "QUERIES", "EVENTS"})
    void aStreamThatEndsEndsTheConnection(StreamFlag flag) {
        try (HostileWorld world = new HostileWorld(1)) {
            HostileLine finished = world.meet();
            finished.stream(flag).finish();
            world.settle();
            HostileLine reset = world.meet();
            reset.stream(flag).reset(7);
            world.settle();

            assertThat(finished.closed).isEqualTo(2);
            assertThat(reset.closed).isEqualTo(2);
            world.verify();
        }
    }
}
