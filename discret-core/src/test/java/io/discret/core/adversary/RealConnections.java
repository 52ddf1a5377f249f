package io.discret.core.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.core.wire.Answer;
import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.BincodeWriter;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What can be written on the streams of a real connection that nobody honest writes (docs/protocol/40 §4, 41 §2). */
final class RealConnections {
    private static final int FLOOD = 20_000;

    /** What is given for the opening: NetLimits. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private RealConnections() {}

    /**
     * @param every take each n-th only, 1 = all
     * @param patience how long what has no end goes on
     */
    static List<RealAttack> all(int every, Duration patience) {
        return List.of(
                new RealAttack("lengths of 4 GiB, counts of 2^64, on every stream", RealConnections::lengths),
                new RealAttack("frames cut at every byte", world -> cut(world, every)),
                new RealAttack("streams beyond the three, and beyond the limit", RealConnections::streams),
                new RealAttack("a byte each half second on every stream", world -> dripping(world, patience)),
                new RealAttack("queries without an end, no answer read", world -> queries(world, patience)),
                new RealAttack("events without an end", world -> events(world, patience)),
                new RealAttack("parts of an answer without an end", world -> parts(world, patience.multipliedBy(4))));
    }

    private static long lengths(RealWorld world) {
        long tried = 0;
        for (StreamFlag flag : StreamFlag.values()) {
            for (int length : new int[] {-1, Integer.MAX_VALUE, (4 << 20) + 1}) {
                HostileLine line = world.meet();
                world.onPeer(() ->
                        line.raw(flag, ByteBuffer.allocate(4).putInt(length).array()));
                assertThat(world.awaitClosed(line)).isEqualTo(2);
                tried++;
            }
        }
        for (long count : new long[] {-1, Long.MAX_VALUE, 1L << 32, 1 << 24}) {
            for (int query : new int[] {0, 10, 11}) {
                HostileLine line = world.dial();
                BincodeWriter out = new BincodeWriter().u64(1000).u32(query);
                if (query > 0) {
                    out.uid(world.room);
                }
                byte[] message = out.u64(count).u64(0).toByteArray();
                world.onPeer(() -> line.frame(StreamFlag.QUERIES, message));
                assertThat(world.awaitClosed(line)).isEqualTo(2);
                tried++;
            }
        }
        return tried;
    }

    /** What a dialer says first, every query and every event, cut after each byte. */
    private static long cut(RealWorld world, int every) {
        byte[] opening =
                FrameWriter.frame(world.hostile.info(world.user.ownToken()).encode());
        List<Cut> cuts = new ArrayList<>();
        for (int length = 0; length < opening.length; length++) {
            cuts.add(new Cut(StreamFlag.EVENTS, opening, length, true));
        }
        for (Query query : Queries.all(world.room)) {
            byte[] message = new QueryProtocol(1000, query).encode();
            for (int length = 0; length < message.length; length++) {
                cuts.add(new Cut(StreamFlag.QUERIES, message, length, false));
            }
        }
        for (RemoteEvent event : List.of(new RemoteEvent.Ready(), new RemoteEvent.RoomDataChanged(world.room))) {
            byte[] message = event.encode();
            for (int length = 0; length < message.length; length++) {
                cuts.add(new Cut(StreamFlag.EVENTS, message, length, false));
            }
        }
        long tried = 0;
        for (int i = 0; i < cuts.size(); i += 2 * every) {
            cuts.get(i).on(world);
            tried++;
        }
        return tried;
    }

    /** Bytes that end too early: of the opening the stream ends, of a message the frame is short. */
    private record Cut(StreamFlag flag, byte[] bytes, int length, boolean opening) {
        void on(RealWorld world) {
            byte[] part = Arrays.copyOf(bytes, length);
            HostileLine line = opening ? world.dialAndOpen() : world.dial();
            world.onPeer(() -> {
                if (opening) {
                    line.raw(flag, part);
                    line.stream(flag).finish();
                } else {
                    line.frame(flag, part);
                }
            });
            assertThat(world.awaitClosed(line)).isIn(0L, 2L);
        }
    }

    private static long streams(RealWorld world) {
        int tried = 0;
        for (int[] flags : new int[][] {{0}, {4}, {255}, {1, 1}, {3, 3}, {1, 2, 2}}) {
            HostileLine line = raw(world);
            for (int flag : flags) {
                world.onPeer(() ->
                        line.connection.openStream().thenAccept(stream -> stream.write(new byte[] {(byte) flag})));
            }
            assertThat(world.awaitClosed(line)).isEqualTo(0);
            tried++;
        }
        // More than the limit: they are not opened, whatever the peer asks for.
        HostileLine line = world.meet();
        List<CompletableFuture<TransportStream>> opened = world.on(() -> {
            List<CompletableFuture<TransportStream>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(line.connection.openStream().toCompletableFuture());
            }
            return all;
        });
        RealWorld.pause(Duration.ofMillis(500));
        long open = opened.stream()
                .filter(one -> one.isDone() && !one.isCompletedExceptionally())
                .count();
        assertThat(open).as("streams opened of 64").isLessThanOrEqualTo(8);
        return tried + 64L;
    }

    private static HostileLine raw(RealWorld world) {
        InetSocketAddress address = world.address();
        HostileLine line = world.on(() -> world.hostile.dialRaw(address)).join();
        world.onPeer(() -> line.connection.listen(new TransportConnection.Listener() {
            @Override
            public void opened(TransportStream stream) {
                stream.reset(0);
            }

            @Override
            public void closed(long code, boolean byPeer) {
                line.closed = code;
            }
        }));
        return line;
    }

    /** Slow-loris: on the opening, and on each stream of a connection that is proved. */
    private static long dripping(RealWorld world, Duration patience) {
        byte[] opening =
                FrameWriter.frame(world.hostile.info(world.user.ownToken()).encode());
        byte[] large = FrameWriter.frame(new byte[1000]);
        List<HostileLine> lines = new ArrayList<>();
        List<Runnable> drips = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            HostileLine line = world.dialAndOpen();
            lines.add(line);
            drips.add(drip(line, StreamFlag.EVENTS, opening));
        }
        for (StreamFlag flag : StreamFlag.values()) {
            HostileLine line = world.meet();
            drips.add(drip(line, flag, large));
        }
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; ) {
            world.onPeer(() -> drips.forEach(Runnable::run));
            RealWorld.pause(Duration.ofMillis(500));
        }
        if (patience.compareTo(OPENING) > 0) {
            lines.forEach(line -> assertThat(world.awaitClosed(line)).isEqualTo(0));
        }
        return drips.size();
    }

    private static Runnable drip(HostileLine line, StreamFlag flag, byte[] bytes) {
        int[] at = {0};
        return () -> {
            if (line.closed == null && at[0] < bytes.length) {
                line.raw(flag, new byte[] {bytes[at[0]++]});
            }
        };
    }

    private static long queries(RealWorld world, Duration patience) {
        HostileLine line = world.meet();
        Query names = new Query.HardwareFingerprint();
        Query ids = new Query.Nodes(world.room, Collections.nCopies(20_000, world.room));
        world.onPeer(() -> line.stream(StreamFlag.ANSWERS).reading(false));
        long tried = 0;
        for (long end = System.nanoTime() + patience.toNanos();
                System.nanoTime() < end && tried < FLOOD && world.on(() -> line.closed == null);
                tried += 100) {
            long first = 1000 + tried;
            world.onPeer(() -> {
                for (int i = 0; i < 100; i++) {
                    line.send(new QueryProtocol(first + i, i == 0 ? ids : names));
                }
            });
        }
        return tried;
    }

    private static long events(RealWorld world, Duration patience) {
        HostileLine line = world.meet();
        long tried = 0;
        for (long end = System.nanoTime() + patience.toNanos();
                System.nanoTime() < end && tried < FLOOD && world.on(() -> line.closed == null);
                tried += 100) {
            world.onPeer(() -> {
                for (int i = 0; i < 25; i++) {
                    line.send(new RemoteEvent.Ready());
                    line.send(new RemoteEvent.ReadyFingerprint());
                    line.send(new RemoteEvent.RoomDataChanged(world.room));
                    line.send(new RemoteEvent.RoomDefinitionChanged(world.hostile.uids.next()));
                }
            });
        }
        return tried;
    }

    private static long parts(RealWorld world, Duration patience) {
        long[] tried = {0};
        world.onPeer(() -> {
            world.hostile.rooms.clear();
            world.hostile.room(world.room).nodes.add(world.message("never"));
            world.hostile.answering = (line, asked) -> {
                if (asked.query() instanceof Query.Nodes) {
                    endless(world, line, asked, tried);
                } else {
                    world.hostile.honest(line, asked);
                }
            };
        });
        world.meet();
        RealWorld.until("the victim asks for rows", () -> world.on(() -> tried[0] > 0));
        RealWorld.pause(patience);
        return world.on(() -> tried[0]);
    }

    /** One part after the other, as fast as the victim takes them. */
    private static void endless(RealWorld world, HostileLine line, QueryProtocol asked, long[] tried) {
        byte[] part = new BincodeWriter().u64(0).toByteArray();
        tried[0]++;
        line.send(Answer.part(asked.id(), part)).thenRun(() -> {
            if (line.closed == null) {
                world.hostile
                        .environment
                        .scheduler()
                        .schedule(
                                Duration.ofMillis(2), world.hostile.executor, () -> endless(world, line, asked, tried));
            }
        });
    }
}
