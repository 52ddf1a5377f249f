package io.discret.store.h2.functions;

import io.discret.spi.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Write values as bytes whose unsigned order is the order of docs/protocol/12 §6.1: numbers by their size, integers and
 * floats mixed, then texts by their UTF-8 bytes, then bytes. Equal values have equal keys. Stateless.
 *
 * <p>A number is the greatest float that is not above it, and what is left, which is at most 1023 for an integer of 64 bits.
 * An exact key ends with one byte that tells an integer from a float.
 */
public final class SortKey {
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final byte BYTES = 3;
    private static final byte INTEGER = 0;
    private static final byte FLOAT = 1;

    /** The tag, the float, the rest. */
    private static final int NUMBER_SIZE = 1 + Double.BYTES + Short.BYTES;

    private SortKey() {}

    /** The key of a value, null for {@link Value.Null}. */
    public static byte @Nullable [] of(Value value) {
        return of(value, false);
    }

    /** The key that tells integers from floats. */
    public static byte @Nullable [] exact(Value value) {
        return of(value, true);
    }

    private static byte @Nullable [] of(Value value, boolean exact) {
        if (value instanceof Value.Int number) {
            return integer(number.value(), exact);
        }
        if (value instanceof Value.Bool bool) {
            return integer(bool.value() ? 1 : 0, exact);
        }
        if (value instanceof Value.Real real) {
            return number(real.value() + 0.0, 0, exact, FLOAT); // there is one zero
        }
        if (value instanceof Value.Text text) {
            return tagged(TEXT, text.value().getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof Value.Bytes bytes) {
            return tagged(BYTES, bytes.value());
        }
        return null;
    }

    /** A number, or the number in a key, as a float; null for anything else. */
    static @Nullable Double real(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (!(value instanceof byte[] key) || key[0] != NUMBER) {
            return null;
        }
        ByteBuffer read = ByteBuffer.wrap(key, 1, NUMBER_SIZE - 1);
        double floor = bits(read.getLong());
        short rest = read.getShort();
        return rest == 0 ? floor : (double) ((long) floor + rest);
    }

    /** What an exact key stands for: a text, a long, a double or bytes. */
    public static @Nullable Object value(byte @Nullable [] key) {
        if (key == null) {
            return null;
        }
        byte[] content = Arrays.copyOfRange(key, 1, key.length);
        if (key[0] == TEXT) {
            return new String(content, StandardCharsets.UTF_8);
        }
        if (key[0] == BYTES) {
            return content;
        }
        ByteBuffer read = ByteBuffer.wrap(content);
        double floor = bits(read.getLong());
        short rest = read.getShort();
        if (key[key.length - 1] == FLOAT) {
            return floor;
        }
        return (long) floor + rest;
    }

    private static byte[] integer(long value, boolean exact) {
        double floor = (double) value;
        boolean above = floor >= 0x1p63 || (long) floor > value;
        if (above) {
            floor = Math.nextDown(floor);
        }
        return number(floor, (int) (value - (long) floor), exact, INTEGER);
    }

    private static byte[] number(double floor, int rest, boolean exact, byte type) {
        long bits = Double.doubleToLongBits(floor);
        ByteBuffer key = ByteBuffer.allocate(exact ? NUMBER_SIZE + 1 : NUMBER_SIZE)
                .put(NUMBER)
                .putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE)
                .putShort((short) rest);
        if (exact) {
            key.put(type);
        }
        return key.array();
    }

    private static double bits(long ordered) {
        return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
    }

    private static byte[] tagged(byte tag, byte[] content) {
        byte[] key = new byte[content.length + 1];
        key[0] = tag;
        System.arraycopy(content, 0, key, 1, content.length);
        return key;
    }
}
