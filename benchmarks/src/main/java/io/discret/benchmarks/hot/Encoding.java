package io.discret.benchmarks.hot;

import io.discret.core.wire.Answer;
import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.Payload;
import io.discret.spi.FrameDecoder;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Write and read rows, their names, and the frames they travel in. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Encoding {
    /** About as many as a part of an answer holds. */
    private static final int ROWS = 512;

    private static final int LIMIT = 4 << 20;

    private final List<Node> rows =
            IntStream.range(0, ROWS).mapToObj(Rows::node).toList();
    private final List<NodeIdentifier> names = rows.stream()
            .map(row -> new NodeIdentifier(row.id(), row.mdate(), row.signature()))
            .toList();
    private final byte[] encodedRows = Payload.NODES.encode(rows);
    private final byte[] encodedNames = Payload.ROOM_DAILY_NODES.encode(names);
    private final byte[] frame = FrameWriter.frame(Answer.part(1, encodedRows).encode());

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] encodeRow() {
        return Payload.NODES.encode(rows);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<Node> decodeRow() {
        return Payload.NODES.decode(encodedRows);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] encodeIdentifier() {
        return Payload.ROOM_DAILY_NODES.encode(names);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<NodeIdentifier> decodeIdentifier() {
        return Payload.ROOM_DAILY_NODES.decode(encodedNames);
    }

    /** An answer of many rows, encoded before. */
    @Benchmark
    public byte[] encodeFrame() {
        return FrameWriter.frame(Answer.part(1, encodedRows).encode());
    }

    /** As it comes from the network: in pieces of one packet. */
    @Benchmark
    public Answer decodeFrame() {
        FrameDecoder decoder = new FrameDecoder(LIMIT);
        List<byte[]> found = new ArrayList<>(1);
        for (int at = 0; at < frame.length; at += 1200) {
            decoder.feed(ByteBuffer.wrap(frame, at, Math.min(1200, frame.length - at)), found::add);
        }
        return Answer.decode(found.get(0));
    }
}
