package io.discret.spi;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Read the binary form of messages (docs/protocol/40 §5).
 *
 * <p>Every length is compared with the bytes that are there before anything is allocated; whatever does not fit is a
 * {@link DiscretException} with {@link ErrorCode#BAD_MESSAGE}. Bytes left over at the end are ignored, as in the
 * reference. Not safe for use by several threads.
 */
public final class BincodeReader {
    private final ByteBuffer in;

    public BincodeReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    /** Read from the position to the limit of a buffer; the buffer itself does not move. */
    public BincodeReader(ByteBuffer buffer) {
        in = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    public int u8() {
        need(1);
        return in.get() & 0xff;
    }

    public int u16() {
        need(2);
        return in.getShort() & 0xffff;
    }

    public int u32() {
        need(4);
        return in.getInt();
    }

    public long u64() {
        need(8);
        return in.getLong();
    }

    public long i64() {
        return u64();
    }

    /** One byte, 0 or 1; anything else is refused. */
    public boolean bool() {
        int value = u8();
        if (value > 1) {
            throw bad("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    /** Bytes without a length. */
    public byte[] fixed(int length) {
        need(length);
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    public Uid uid() {
        return Uid.of(fixed(Uid.SIZE));
    }

    public byte[] byteString() {
        return fixed(length());
    }

    public String text() {
        int length = length();
        ByteBuffer slice = in.slice();
        slice.limit(length);
        in.position(in.position() + length);
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(slice);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw bad("a text is not UTF-8");
        }
    }

    public @Nullable Uid optionalUid() {
        return bool() ? uid() : null;
    }

    public @Nullable String optionalText() {
        return bool() ? text() : null;
    }

    public byte @Nullable [] optionalBytes() {
        return bool() ? byteString() : null;
    }

    public @Nullable Long optionalI64() {
        return bool() ? i64() : null;
    }

    public @Nullable Integer optionalU32() {
        return bool() ? u32() : null;
    }

    /**
     * The count of a list.
     *
     * @param leastElementSize bytes of the smallest possible element; a count that cannot fit is refused
     */
    public int count(int leastElementSize) {
        long count = u64();
        if (count < 0 || count > in.remaining() / Math.max(1, leastElementSize)) {
            throw bad("a list is longer than the message");
        }
        return (int) count;
    }

    /** Bytes not read yet. */
    public int remaining() {
        return in.remaining();
    }

    private int length() {
        long length = u64();
        if (length < 0 || length > in.remaining()) {
            throw bad("a length is greater than the message");
        }
        return (int) length;
    }

    private void need(int length) {
        if (length > in.remaining()) {
            throw bad("the message ends too early");
        }
    }

    private static DiscretException bad(String what) {
        return new DiscretException(ErrorCode.BAD_MESSAGE, "A message cannot be read: " + what + ".");
    }
}
