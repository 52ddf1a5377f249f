package io.discret.beacon;

import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeWriter;
import io.discret.spi.TransportStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Send messages to one client, at its pace, and drop what is too much: a slow client slows nobody else down
 * (docs/protocol/50 §7.1). Used by one thread.
 */
final class Outgoing {
    /** Messages put into one write. */
    private static final int BATCH = 64;

    private final TransportStream stream;
    private final BeaconLimits limits;
    private final AtomicLong waitingBytes;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean ended;

    /**
     * Make one.
     *
     * @param waitingBytes what waits for all clients together
     */
    Outgoing(TransportStream stream, BeaconLimits limits, AtomicLong waitingBytes) {
        this.stream = stream;
        this.limits = limits;
        this.waitingBytes = waitingBytes;
    }

    /** Send a message; false when it was dropped. */
    boolean send(BeaconMessage message) {
        byte[] frame = frame(message);
        boolean full = waiting.size() >= limits.waitingPerClient()
                || waitingBytes.get() + frame.length > limits.waitingBytes();
        if (ended || full) {
            return false;
        }
        waiting.add(frame);
        waitingBytes.addAndGet(frame.length);
        if (!writing) {
            write();
        }
        return true;
    }

    /** The connection is gone: forget what waits. */
    void end() {
        ended = true;
        waiting.forEach(frame -> waitingBytes.addAndGet(-frame.length));
        waiting.clear();
    }

    private void write() {
        BincodeWriter batch = new BincodeWriter();
        for (int i = 0; i < BATCH && !waiting.isEmpty(); i++) {
            byte[] frame = waiting.remove();
            waitingBytes.addAndGet(-frame.length);
            batch.fixed(frame);
        }
        writing = true;
        stream.write(batch.toByteArray()).whenComplete((done, failure) -> {
            writing = false;
            if (failure == null && !ended && !waiting.isEmpty()) {
                write();
            }
        });
    }

    private static byte[] frame(BeaconMessage message) {
        BincodeWriter body = new BincodeWriter();
        message.write(body);
        return Frames.of(body);
    }
}
