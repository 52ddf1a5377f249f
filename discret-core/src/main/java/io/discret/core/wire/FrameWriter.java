package io.discret.core.wire;

import java.nio.ByteBuffer;

/** Put messages into frames (docs/protocol/40 §4.2). Stateless. */
public final class FrameWriter {
    private FrameWriter() {}

    /** The message behind its length. */
    public static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }
}
