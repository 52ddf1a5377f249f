package io.discret.testkit;

import io.discret.spi.TransportStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Hear one stream on behalf of a test: count, digest, and the first bytes. Safe for use by any thread. */
final class StreamProbe implements TransportStream.Listener {
    private static final int KEPT = 1 << 16;

    private final TransportStream stream;
    private final ConnectionProbe connection;
    private final AtomicLong received = new AtomicLong();
    private final MessageDigest digest;
    private final ByteBuffer kept = ByteBuffer.allocate(KEPT);
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    StreamProbe(TransportStream stream, ConnectionProbe connection) {
        this.stream = stream;
        this.connection = connection;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    TransportStream stream() {
        return stream;
    }

    long id() {
        return stream.id();
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        connection.told();
        int length = bytes.remaining();
        synchronized (kept) {
            ByteBuffer head = bytes.slice();
            head.limit(Math.min(head.limit(), kept.remaining()));
            kept.put(head);
            digest.update(bytes);
        }
        received.addAndGet(length);
    }

    @Override
    public void ended(boolean reset) {
        connection.told();
        if (!ended.complete(reset)) {
            connection.complain("the end of a stream was told twice");
        }
    }

    /** Send bytes and wait until they left. */
    void write(byte[] bytes) throws Exception {
        stream.write(bytes).toCompletableFuture().get(ConnectionProbe.SOON.toSeconds(), TimeUnit.SECONDS);
    }

    long received() {
        return received.get();
    }

    /** Wait for a number of bytes; the first ones. */
    byte[] await(int count) throws InterruptedException {
        if (!Eventually.within(ConnectionProbe.SOON, () -> received.get() >= count)) {
            throw new AssertionError("Only " + received.get() + " of " + count + " bytes came.");
        }
        synchronized (kept) {
            byte[] first = new byte[count];
            kept.duplicate().flip().get(first);
            return first;
        }
    }

    /** Wait for the end; whether it was a reset. */
    boolean awaitEnd(Duration most) throws Exception {
        return ended.get(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    byte[] digest() {
        synchronized (kept) {
            return digest.digest();
        }
    }
}
