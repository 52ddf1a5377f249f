package io.discret.testkit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Carry the bytes of one direction of a stream: in order, in chunks, no more than the window of the receiver. */
final class VirtualPipe {
    private final VirtualConnection connection;
    private final VirtualStream stream;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Segment> inFlight = new ArrayDeque<>();
    private int unconsumed;
    private boolean finishing;
    private boolean finished;
    private boolean aborted;

    VirtualPipe(VirtualConnection connection, VirtualStream stream) {
        this.connection = connection;
        this.stream = stream;
    }

    CompletionStage<Void> write(byte[] bytes) {
        if (finishing || aborted) {
            return CompletableFuture.failedFuture(VirtualConnection.gone());
        }
        connection.network().meter().message(bytes.length);
        Waiting write = new Waiting(bytes);
        waiting.add(write);
        pump();
        return write.done;
    }

    void finish() {
        if (!finishing && !aborted) {
            finishing = true;
            pump();
        }
    }

    /** Give up: drop what was not sent and what did not arrive. */
    void abort() {
        stop();
        inFlight.clear();
    }

    /** Send nothing more; what is on its way may still arrive. */
    void stop() {
        aborted = true;
        for (Waiting write : waiting) {
            connection.transport().tell(() -> write.done.completeExceptionally(VirtualConnection.gone()));
        }
        waiting.clear();
    }

    void credit(int bytes) {
        unconsumed -= bytes;
        pump();
    }

    private void pump() {
        int window = connection.other().transport().options().streamWindow();
        while (!aborted && !waiting.isEmpty()) {
            Waiting write = waiting.element();
            int left = Math.min(write.bytes.length - write.sent, window - unconsumed);
            if (left > 0) {
                int size = connection.network().chunk(left);
                send(new Segment(Arrays.copyOfRange(write.bytes, write.sent, write.sent + size)));
                write.sent += size;
                unconsumed += size;
            }
            if (write.sent < write.bytes.length) {
                if (left <= 0) {
                    return;
                }
                continue;
            }
            waiting.remove();
            connection.transport().tell(() -> write.done.complete(null));
        }
        if (finishing && !finished && !aborted && waiting.isEmpty()) {
            finished = true;
            send(new Segment(null));
        }
    }

    private void send(Segment segment) {
        inFlight.add(segment);
        connection.transmit(this::deliver);
    }

    /** Whatever packet comes first, the oldest bytes are handed over first. */
    private void deliver() {
        Segment segment = inFlight.poll();
        if (segment != null) {
            VirtualStream far = connection.other().stream(stream.id());
            if (far != null) {
                far.receive(segment.bytes);
            }
            if (segment.bytes == null) {
                stream.outEnded();
            }
        }
    }

    private static final class Waiting {
        final byte[] bytes;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        int sent;

        Waiting(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** Bytes on their way; null = the end. */
    private record Segment(byte @Nullable [] bytes) {}
}
