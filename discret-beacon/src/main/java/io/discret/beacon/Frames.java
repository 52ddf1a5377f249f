package io.discret.beacon;

import io.discret.spi.BincodeWriter;

/** Put the length before a message (docs/protocol/40 §4.2, §8.2). Stateless. */
final class Frames {
    /** Longest frame that a server takes: 566 tokens (docs/protocol/50 §4.4). */
    static final int FROM_CLIENT = 4096;

    /** Longest frame that a client takes (docs/protocol/50 §4.4). */
    static final int TO_CLIENT = 512;

    private Frames() {}

    /** The length, big endian, then the bytes. */
    static byte[] of(BincodeWriter body) {
        byte[] bytes = body.toByteArray();
        return new BincodeWriter()
                .u32(Integer.reverseBytes(bytes.length))
                .fixed(bytes)
                .toByteArray();
    }
}
