package io.discret.spi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Write the few DER elements of one certificate (X.690). Each method gives a whole element. Stateless. */
final class Der {
    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return element(0x30, elements);
    }

    static byte[] set(byte[]... elements) {
        return element(0x31, elements);
    }

    /** A constructed element with a context-specific number, around whole elements. */
    static byte[] explicit(int number, byte[]... elements) {
        return element(0xa0 | number, elements);
    }

    /** A primitive element with a context-specific number. */
    static byte[] implicit(int number, byte[]... content) {
        return element(0x80 | number, content);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] octets(byte[]... content) {
        return element(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return element(0x03, new byte[1], content);
    }

    /** An object identifier by its content bytes. */
    static byte[] oid(int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return element(0x06, bytes);
    }

    static byte[] utf8(String text) {
        return element(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] utcTime(String text) {
        return element(0x17, ascii(text));
    }

    static byte[] generalizedTime(String text) {
        return element(0x18, ascii(text));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        // Below 128 the length is one byte; above, one byte tells how many bytes of length follow.
        byte[] size = length < 0x80
                ? new byte[] {(byte) length}
                : length < 0x100
                        ? new byte[] {(byte) 0x81, (byte) length}
                        : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
        byte[] element = new byte[1 + size.length + length];
        element[0] = (byte) tag;
        System.arraycopy(size, 0, element, 1, size.length);
        int position = 1 + size.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, element, position, part.length);
            position += part.length;
        }
        return element;
    }
}
