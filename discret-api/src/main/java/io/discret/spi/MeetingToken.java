package io.discret.spi;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Let two peers recognise each other in an announce: 7 bytes that prove nothing (docs/protocol/20 §8). Immutable.
 *
 * @param value the 7 bytes, the first in the most significant of the low 56 bits
 */
public record MeetingToken(long value) {
    /** Size in bytes. */
    public static final int SIZE = 7;

    /** Take the first 7 of at least 7 bytes. */
    public static MeetingToken of(byte[] bytes) {
        if (bytes.length < SIZE) {
            throw new DiscretException(ErrorCode.BAD_TOKEN, "A meeting token has 7 bytes, not " + bytes.length + ".");
        }
        long value = 0;
        for (int i = 0; i < SIZE; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return new MeetingToken(value);
    }

    /** Read the text form; what is longer is cut. */
    public static MeetingToken parse(String text) {
        return of(Base64Url.decode(text));
    }

    /** The 7 bytes, a fresh array. */
    public byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (value >>> (8 * (SIZE - 1 - i)));
        }
        return bytes;
    }

    /** Tell whether bytes are the same token. */
    public boolean matches(byte @Nullable [] bytes) {
        return bytes != null && Arrays.equals(bytes(), bytes);
    }

    /** The text form, 10 characters. */
    @Override
    public String toString() {
        return Base64Url.encode(bytes());
    }
}
