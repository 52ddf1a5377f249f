package io.discret.core.net;

import io.discret.api.DiscretException;
import io.discret.core.wire.FrameWriter;
import io.discret.spi.FrameDecoder;
import io.discret.spi.TransportStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carry frames over one of the three streams of a connection (docs/protocol/40 §4).
 *
 * <p>Frames that come before anybody listens wait here; the stream is not read meanwhile, so that no more than its window
 * waits. Used by the serial executor of the engine only.
 */
public final class FrameChannel {
    private final TransportStream stream;
    private final FrameDecoder decoder;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private @Nullable Receiver receiver;
    private boolean ended;
    private boolean broken;

    /** Told what comes in. */
    public interface Receiver {
        void frame(byte[] frame);

        /** The peer ended its half, or sent what is no frame. */
        void ended(boolean malformed);
    }

    FrameChannel(TransportStream stream, int frameLimit) {
        this.stream = stream;
        decoder = new FrameDecoder(frameLimit);
    }

    /** Take bytes of the stream. */
    void bytes(ByteBuffer bytes) {
        if (broken) {
            return;
        }
        try {
            decoder.feed(bytes, this::deliver);
        } catch (DiscretException e) {
            broken = true;
            stream.reading(false);
            end();
        }
    }

    /** Take the end of the stream. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (receiver != null) {
            receiver.ended(broken);
        }
    }

    /** Set who is told; what waited is told first. */
    public void receive(Receiver newReceiver) {
        receiver = newReceiver;
        while (!waiting.isEmpty()) {
            newReceiver.frame(waiting.removeFirst());
        }
        if (ended) {
            newReceiver.ended(broken);
        } else {
            stream.reading(true);
        }
    }

    /** Stop or go on reading. */
    public void reading(boolean wanted) {
        stream.reading(wanted && !broken);
    }

    /** Send one message as a frame. */
    public CompletionStage<Void> send(byte[] message) {
        return stream.write(FrameWriter.frame(message));
    }

    /** Send bytes that are no frame: the flag that opens the stream. */
    CompletionStage<Void> sendRaw(byte[] bytes) {
        return stream.write(bytes);
    }

    private void deliver(byte[] frame) {
        if (receiver == null) {
            waiting.addLast(frame);
            stream.reading(false);
        } else {
            receiver.frame(frame);
        }
    }
}
