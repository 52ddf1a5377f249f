package io.discret.spi;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Hold one bidirectional stream. Methods may be called by any thread and never block; writes leave in the order of the
 * calls.
 */
public interface TransportStream {
    /** The QUIC stream id. */
    long id();

    /** Set who is told; bytes that came before are told then. Reading starts here. */
    void listen(Listener listener);

    /** Stop or go on reading. While stopped the peer may send no more than the window; a few late calls may come. */
    void reading(boolean wanted);

    /**
     * Send bytes.
     *
     * @param bytes not copied: must not change until the stage completes
     * @return completes when the bytes are handed to the network and the next may be sent; fails when the stream or
     *     the connection is gone
     */
    CompletionStage<Void> write(byte[] bytes);

    /** End the own half after all writes; nothing is lost. */
    void finish();

    /** Give up both halves at once. */
    void reset(long code);

    /** Told about one stream. */
    interface Listener {
        /** Bytes of the peer, in order; the buffer is only valid during the call. */
        void bytes(ByteBuffer bytes);

        /** The peer ended its half, or gave it up when {@code reset}. */
        void ended(boolean reset);
    }
}
