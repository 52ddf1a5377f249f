package io.discret.api;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Name a row, a room, an endpoint or a connection: 16 opaque bytes.
 *
 * <p>The text form is URL-safe base64 without padding, always 22 characters. The order is that of unsigned bytes
 * (docs/protocol/20 §2). Immutable, safe for use by any thread.
 */
public final class Uid implements Comparable<Uid> {
    /** Size in bytes. */
    public static final int SIZE = 16;

    /** Sixteen zero bytes: before every other id, useful in paging. */
    public static final Uid ZERO = new Uid(0, 0);

    private final long high;
    private final long low;

    private Uid(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /**
     * Make an id of its bytes.
     *
     * @param bytes exactly 16 bytes, copied
     * @throws DiscretException with {@link ErrorCode#BAD_UID} for any other length
     */
    public static Uid of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new DiscretException(
                    ErrorCode.BAD_UID,
                    "An identifier has 16 bytes (22 characters of base64), not " + bytes.length + ".");
        }
        return of(bytes, 0);
    }

    /**
     * Make an id of 16 bytes inside an array.
     *
     * @param bytes the array
     * @param offset where the 16 bytes start
     */
    public static Uid of(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, SIZE);
        return new Uid(buffer.getLong(), buffer.getLong());
    }

    /**
     * Read the text form.
     *
     * @param text 22 characters of URL-safe base64
     * @throws DiscretException with {@link ErrorCode#BAD_BASE64} or {@link ErrorCode#BAD_UID}
     */
    public static Uid parse(String text) {
        return of(Base64Url.decode(text));
    }

    /** The 16 bytes, a fresh array. */
    public byte[] bytes() {
        return ByteBuffer.allocate(SIZE).putLong(high).putLong(low).array();
    }

    /** Write the 16 bytes into a buffer. */
    public void writeTo(ByteBuffer buffer) {
        buffer.putLong(high).putLong(low);
    }

    @Override
    public int compareTo(Uid other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Uid uid && uid.high == high && uid.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }

    /** The text form, 22 characters. */
    @Override
    public String toString() {
        return Base64Url.encode(bytes());
    }
}
