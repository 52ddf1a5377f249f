package io.discret.core.rows;

import io.discret.spi.BincodeWriter;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.nio.charset.StandardCharsets;

/**
 * Hash rows as they are signed: the columns one after the other, without lengths (docs/protocol/21 §5–§8).
 *
 * <p>Nothing marks the kind of a row, so a row must only ever be verified as the kind it was received as. Safe for use
 * by any thread.
 */
public final class RowHash {
    private final KeyDerivation derivation;

    public RowHash(KeyDerivation derivation) {
        this.derivation = derivation;
    }

    /** 32 bytes, what the signature of a row covers. */
    public byte[] of(Node node) {
        return derivation.hash(bytes(node));
    }

    /** 32 bytes, what the signature of an edge covers. */
    public byte[] of(Edge edge) {
        return derivation.hash(bytes(edge));
    }

    /** 32 bytes, what the signature of an entry covers. */
    public byte[] of(NodeDeletion entry) {
        return derivation.hash(bytes(entry));
    }

    /** 32 bytes, what the signature of an entry covers. */
    public byte[] of(EdgeDeletion entry) {
        return derivation.hash(bytes(entry));
    }

    static byte[] bytes(Node node) {
        BincodeWriter out = new BincodeWriter(RowCodec.size(node));
        out.uid(node.id());
        if (node.roomId() != null) {
            out.uid(node.roomId());
        }
        out.i64(node.cdate()).i64(node.mdate()).fixed(utf8(node.entity()));
        if (node.json() != null) {
            out.fixed(quoted(utf8(node.json())));
        }
        if (node.binary() != null) {
            out.fixed(node.binary());
        }
        return out.fixed(node.verifyingKey()).toByteArray();
    }

    static byte[] bytes(Edge edge) {
        return new BincodeWriter()
                .uid(edge.src())
                .fixed(utf8(edge.srcEntity()))
                .fixed(utf8(edge.label()))
                .uid(edge.dest())
                .i64(edge.cdate())
                .fixed(edge.verifyingKey())
                .toByteArray();
    }

    /** Here mdate comes before the entity, in the message after it (docs/protocol/21 §7). */
    static byte[] bytes(NodeDeletion entry) {
        return new BincodeWriter()
                .uid(entry.roomId())
                .uid(entry.id())
                .i64(entry.mdate())
                .fixed(utf8(entry.entity()))
                .i64(entry.deletionDate())
                .fixed(entry.verifyingKey())
                .toByteArray();
    }

    /** Here the label comes before the target, in the message after it (docs/protocol/21 §8). */
    static byte[] bytes(EdgeDeletion entry) {
        return new BincodeWriter()
                .uid(entry.roomId())
                .uid(entry.src())
                .fixed(utf8(entry.srcEntity()))
                .fixed(utf8(entry.label()))
                .uid(entry.dest())
                .i64(entry.cdate())
                .i64(entry.deletionDate())
                .fixed(entry.verifyingKey())
                .toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Quote a JSON text once more as a JSON string: that, and not the text, is hashed (docs/protocol/21 §5 step 6).
     *
     * <p>Only ASCII is ever escaped, so this works on UTF-8 bytes.
     */
    private static byte[] quoted(byte[] json) {
        int length = 2;
        for (byte b : json) {
            length += escapedLength(b);
        }
        byte[] quoted = new byte[length];
        int at = 0;
        quoted[at++] = '"';
        for (byte b : json) {
            char letter = escapeLetter(b);
            if (letter == 0) {
                quoted[at++] = b;
                continue;
            }
            quoted[at++] = '\\';
            quoted[at++] = (byte) letter;
            if (letter == 'u') {
                quoted[at++] = '0';
                quoted[at++] = '0';
                quoted[at++] = (byte) Character.forDigit(b >> 4, 16);
                quoted[at++] = (byte) Character.forDigit(b & 0xf, 16);
            }
        }
        quoted[at] = '"';
        return quoted;
    }

    private static int escapedLength(byte b) {
        char letter = escapeLetter(b);
        return letter == 0 ? 1 : letter == 'u' ? 6 : 2;
    }

    /** What follows the backslash; 0 = the byte stands for itself. Bytes of UTF-8 sequences are negative. */
    private static char escapeLetter(byte b) {
        if (b > '\\' || b < 0) {
            return 0; // letters mostly
        }
        return switch (b) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> b >= 0 && b < 0x20 ? 'u' : 0;
        };
    }
}
