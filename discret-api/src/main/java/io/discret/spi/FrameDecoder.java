package io.discret.spi;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cut the bytes of a stream into frames (docs/protocol/40 §4.2): a big-endian 4-byte length, then as many bytes.
 *
 * <p>Takes bytes in any pieces. A length is compared with the limit before anything is kept for it, and memory grows
 * with the bytes that came, not with the length announced. Not safe for use by several threads.
 */
public final class FrameDecoder {
    private static final int LENGTH_SIZE = 4;
    private static final int FIRST_PIECE = 16 << 10;

    private final int limit;
    private int lengthBytes;
    private int length;
    private byte[] bytes = new byte[0];
    private int size;

    /**
     * Make one for a stream.
     *
     * @param limit greatest length of a frame
     */
    public FrameDecoder(int limit) {
        this.limit = limit;
    }

    /**
     * Take the next bytes, all of them.
     *
     * @param frames told each frame without its length; a frame may be empty
     * @throws DiscretException {@code BAD_MESSAGE} when a frame is longer than the limit; the stream cannot go on
     */
    public void feed(ByteBuffer in, Consumer<byte[]> frames) {
        for (byte[] frame = next(in); frame != null; frame = next(in)) {
            frames.accept(frame);
        }
    }

    /**
     * Take bytes up to the end of the next frame and no more.
     *
     * @return the frame without its length, or null when all bytes are taken and it has not ended
     * @throws DiscretException {@code BAD_MESSAGE} when the frame is longer than the limit; the stream cannot go on
     */
    public byte @Nullable [] next(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (lengthBytes < LENGTH_SIZE) {
                readLength(in);
            } else {
                readBytes(in);
            }
            if (lengthBytes == LENGTH_SIZE && size == length) {
                return take();
            }
        }
        return null;
    }

    private void readLength(ByteBuffer in) {
        length = length << 8 | (in.get() & 0xff);
        lengthBytes++;
        if (lengthBytes == LENGTH_SIZE && (length < 0 || length > limit)) {
            throw new DiscretException(
                    ErrorCode.BAD_MESSAGE,
                    "The peer sent a frame of " + Integer.toUnsignedString(length) + " bytes; at most " + limit
                            + " are accepted.");
        }
    }

    private void readBytes(ByteBuffer in) {
        int count = Math.min(in.remaining(), length - size);
        if (bytes.length - size < count) {
            int wanted = Math.max(size + count, Math.max(FIRST_PIECE, bytes.length * 2));
            bytes = Arrays.copyOf(bytes, Math.min(length, wanted));
        }
        in.get(bytes, size, count);
        size += count;
    }

    private byte[] take() {
        byte[] frame = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
        bytes = new byte[0];
        size = 0;
        length = 0;
        lengthBytes = 0;
        return frame;
    }
}
