package io.discret.core.rows;

import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Write and read rows in the binary form in which they travel (docs/protocol/21 §10). Stateless, safe for use by any
 * thread.
 *
 * <p>Reading checks lengths against the bytes that are there and nothing else: keys and signatures may have any length,
 * {@link RowVerifier} refuses the wrong ones. What cannot be read is a {@link io.discret.api.DiscretException} with
 * {@code BAD_MESSAGE}.
 *
 * <p>The {@code LEAST_…} constants are the bytes of the smallest possible record, for
 * {@link BincodeReader#count(int)}.
 */
public final class RowCodec {
    private static final int LENGTH = 8;
    private static final int DATE = 8;
    private static final int OPTION = 1;

    public static final int LEAST_NODE = Uid.SIZE + OPTION + 2 * DATE + LENGTH + 2 * OPTION + 2 * LENGTH;
    public static final int LEAST_EDGE = 2 * Uid.SIZE + 2 * LENGTH + DATE + 2 * LENGTH;
    public static final int LEAST_NODE_DELETION = 2 * Uid.SIZE + LENGTH + 2 * DATE + 2 * LENGTH;
    public static final int LEAST_EDGE_DELETION = 3 * Uid.SIZE + 2 * LENGTH + 2 * DATE + 2 * LENGTH;
    public static final int LEAST_NODE_IDENTIFIER = Uid.SIZE + DATE + LENGTH;
    public static final int LEAST_DAILY_LOG = Uid.SIZE + DATE + LENGTH + 4 + 2 * OPTION + 1;

    private RowCodec() {}

    public static void write(BincodeWriter out, Node node) {
        out.uid(node.id())
                .optionalUid(node.roomId())
                .i64(node.cdate())
                .i64(node.mdate())
                .text(node.entity())
                .optionalText(node.json())
                .optionalBytes(node.binary())
                .byteString(node.verifyingKey())
                .byteString(node.signature());
    }

    public static Node readNode(BincodeReader in) {
        return new Node(
                in.uid(),
                in.optionalUid(),
                in.i64(),
                in.i64(),
                in.text(),
                in.optionalText(),
                in.optionalBytes(),
                in.byteString(),
                in.byteString());
    }

    public static void write(BincodeWriter out, Edge edge) {
        out.uid(edge.src())
                .text(edge.srcEntity())
                .text(edge.label())
                .uid(edge.dest())
                .i64(edge.cdate())
                .byteString(edge.verifyingKey())
                .byteString(edge.signature());
    }

    public static Edge readEdge(BincodeReader in) {
        return new Edge(in.uid(), in.text(), in.text(), in.uid(), in.i64(), in.byteString(), in.byteString());
    }

    public static void write(BincodeWriter out, NodeDeletion entry) {
        out.uid(entry.roomId())
                .uid(entry.id())
                .text(entry.entity())
                .i64(entry.mdate())
                .i64(entry.deletionDate())
                .byteString(entry.verifyingKey())
                .byteString(entry.signature());
    }

    public static NodeDeletion readNodeDeletion(BincodeReader in) {
        return new NodeDeletion(in.uid(), in.uid(), in.text(), in.i64(), in.i64(), in.byteString(), in.byteString());
    }

    /** The target stands before the label here, and after it in the hash (docs/protocol/21 §8). */
    public static void write(BincodeWriter out, EdgeDeletion entry) {
        out.uid(entry.roomId())
                .uid(entry.src())
                .text(entry.srcEntity())
                .uid(entry.dest())
                .text(entry.label())
                .i64(entry.cdate())
                .i64(entry.deletionDate())
                .byteString(entry.verifyingKey())
                .byteString(entry.signature());
    }

    public static EdgeDeletion readEdgeDeletion(BincodeReader in) {
        return new EdgeDeletion(
                in.uid(),
                in.uid(),
                in.text(),
                in.uid(),
                in.text(),
                in.i64(),
                in.i64(),
                in.byteString(),
                in.byteString());
    }

    public static void write(BincodeWriter out, NodeIdentifier identifier) {
        out.uid(identifier.id()).i64(identifier.mdate()).byteString(identifier.signature());
    }

    public static NodeIdentifier readNodeIdentifier(BincodeReader in) {
        return new NodeIdentifier(in.uid(), in.i64(), in.byteString());
    }

    public static void write(BincodeWriter out, DailyLog line) {
        out.uid(line.roomId())
                .i64(line.date())
                .text(line.entity())
                .u32(line.entryNumber())
                .optionalBytes(line.dailyHash())
                .optionalBytes(line.historyHash())
                .bool(line.needRecompute());
    }

    /** The number of entries is unsigned: above 2³¹ − 1 it comes out negative, as Java's {@code int} does. */
    public static DailyLog readDailyLog(BincodeReader in) {
        return new DailyLog(in.uid(), in.i64(), in.text(), in.u32(), in.optionalBytes(), in.optionalBytes(), in.bool());
    }

    /** Bytes of the binary form; what {@code max_object_size_in_kb} limits (docs/protocol/21 §2). */
    public static int size(Node node) {
        long size = LEAST_NODE
                + (node.roomId() == null ? 0 : Uid.SIZE)
                + utf8(node.entity())
                + (node.json() == null ? 0 : LENGTH + utf8(node.json()))
                + (node.binary() == null ? 0 : LENGTH + (long) node.binary().length)
                + node.verifyingKey().length
                + node.signature().length;
        return clamp(size);
    }

    /** Bytes of the binary form. */
    public static int size(Edge edge) {
        return clamp(LEAST_EDGE
                + utf8(edge.srcEntity())
                + utf8(edge.label())
                + edge.verifyingKey().length
                + edge.signature().length);
    }

    /** Bytes of the binary form. */
    public static int size(NodeDeletion entry) {
        return clamp(
                LEAST_NODE_DELETION + utf8(entry.entity()) + entry.verifyingKey().length + entry.signature().length);
    }

    /** Bytes of the binary form. */
    public static int size(EdgeDeletion entry) {
        return clamp(LEAST_EDGE_DELETION
                + utf8(entry.srcEntity())
                + utf8(entry.label())
                + entry.verifyingKey().length
                + entry.signature().length);
    }

    /** Bytes of the binary form. */
    public static int size(NodeIdentifier identifier) {
        return LEAST_NODE_IDENTIFIER + identifier.signature().length;
    }

    /** Bytes of the binary form. */
    public static int size(DailyLog line) {
        return clamp(LEAST_DAILY_LOG + utf8(line.entity()) + optional(line.dailyHash()) + optional(line.historyHash()));
    }

    private static long optional(byte @Nullable [] bytes) {
        return bytes == null ? 0 : LENGTH + (long) bytes.length;
    }

    /** UTF-8 length without encoding; half a surrogate pair counts as the one byte that replaces it. */
    static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 1;
            }
        }
        return bytes;
    }

    private static int clamp(long size) {
        return (int) Math.min(Integer.MAX_VALUE, size);
    }
}
