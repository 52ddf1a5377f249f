package io.discret.core.wire;

import io.discret.api.Uid;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.RowCodec;
import io.discret.core.rows.WholeRow;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Read and write what an answer carries (docs/protocol/40 §6.8). Stateless, safe for use by any thread. */
public final class Payload<T> {
    public static final Payload<IdentityAnswer> PROVE_IDENTITY =
            new Payload<>(IdentityAnswer::read, (out, value) -> value.write(out));
    public static final Payload<HardwareFingerprint> HARDWARE_FINGERPRINT =
            new Payload<>(HardwareFingerprint::read, (out, value) -> value.write(out));
    public static final Payload<Optional<RoomDefinitionLog>> ROOM_DEFINITION =
            optional(RoomDefinitionLog::read, (out, value) -> value.write(out));
    public static final Payload<Optional<RoomNode>> ROOM_NODE =
            optional(RoomNode::read, (out, value) -> value.write(out));

    /** The parts of RoomList. */
    public static final Payload<List<Uid>> ROOM_LIST = list(Uid.SIZE, BincodeReader::uid, BincodeWriter::uid);

    /** The parts of RoomLog, and the answer to RoomLogAt. */
    public static final Payload<List<DailyLog>> ROOM_LOG =
            list(RowCodec.LEAST_DAILY_LOG, RowCodec::readDailyLog, RowCodec::write);

    public static final Payload<List<EdgeDeletion>> EDGE_DELETION_LOG =
            list(RowCodec.LEAST_EDGE_DELETION, RowCodec::readEdgeDeletion, RowCodec::write);
    public static final Payload<List<NodeDeletion>> NODE_DELETION_LOG =
            list(RowCodec.LEAST_NODE_DELETION, RowCodec::readNodeDeletion, RowCodec::write);

    /** The answer to PeersDigest, 32 bytes. */
    public static final Payload<byte[]> PEERS_DIGEST = new Payload<>(in -> in.fixed(32), BincodeWriter::fixed);

    /** The parts of DaySpans. */
    public static final Payload<List<DaySpan>> DAY_SPANS = list(DaySpan.SIZE, DaySpan::read, DaySpan::write);

    /** A set on the wire; the same bytes as a list. */
    public static final Payload<List<NodeIdentifier>> ROOM_DAILY_NODES =
            list(RowCodec.LEAST_NODE_IDENTIFIER, RowCodec::readNodeIdentifier, RowCodec::write);

    /** The parts of Nodes and of PeersForRoom. */
    public static final Payload<List<Node>> NODES = list(RowCodec.LEAST_NODE, RowCodec::readNode, RowCodec::write);

    public static final Payload<List<Edge>> EDGES = list(RowCodec.LEAST_EDGE, RowCodec::readEdge, RowCodec::write);

    /** The parts of DayRows. */
    public static final Payload<List<WholeRow>> DAY_ROWS =
            list(WholeRow.LEAST, WholeRow::read, (out, row) -> row.write(out));

    private final Function<BincodeReader, T> reader;
    private final BiConsumer<BincodeWriter, T> writer;

    private Payload(Function<BincodeReader, T> reader, BiConsumer<BincodeWriter, T> writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Read the binary form; bytes left over are ignored.
     *
     * @throws io.discret.api.DiscretException {@code BAD_MESSAGE}
     */
    public T decode(byte[] serialized) {
        return reader.apply(new BincodeReader(serialized));
    }

    /** Read the binary form where more may follow. */
    T read(BincodeReader in) {
        return reader.apply(in);
    }

    void write(BincodeWriter out, T value) {
        writer.accept(out, value);
    }

    /** Write the binary form. */
    public byte[] encode(T value) {
        BincodeWriter out = new BincodeWriter();
        writer.accept(out, value);
        return out.toByteArray();
    }

    private static <E> Payload<List<E>> list(
            int least, Function<BincodeReader, E> reader, BiConsumer<BincodeWriter, E> writer) {
        Lists<E> list = new Lists<>(least, reader, writer);
        return new Payload<>(list::read, list::write);
    }

    private static <E> Payload<Optional<E>> optional(
            Function<BincodeReader, E> reader, BiConsumer<BincodeWriter, E> writer) {
        return new Payload<>(in -> in.bool() ? Optional.of(reader.apply(in)) : Optional.empty(), (out, value) -> {
            out.bool(value.isPresent());
            value.ifPresent(present -> writer.accept(out, present));
        });
    }
}
