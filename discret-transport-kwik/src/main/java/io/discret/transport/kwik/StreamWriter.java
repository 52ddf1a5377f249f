package io.discret.transport.kwik;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Write one stream in the order of the calls, on a thread that is held only meanwhile. Safe for use by any thread. */
final class StreamWriter {
    /** Less than the library buffers, so that it never cuts writes itself. */
    private static final int CHUNK = 16 << 10;

    /** How long nothing may be sent before the end mark goes out all the same; the peer may hold us back. */
    private static final long FINISH_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long FINISH_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final OutputStream out;
    private final KwikConnection connection;
    private final StallWatch watch;
    private final Deque<Write> queue = new ArrayDeque<>();
    private boolean finishing;
    private boolean over;
    private boolean running;
    private @Nullable Thread thread;

    /** Bytes to write, and who waits for it. */
    private record Write(byte[] bytes, CompletableFuture<Void> stage) {}

    StreamWriter(OutputStream out, KwikConnection connection) {
        this.out = out;
        this.connection = connection;
        this.watch = new StallWatch(connection.workers(), out, connection::allSent, connection::losses);
    }

    void write(byte[] bytes, CompletableFuture<Void> stage) {
        synchronized (this) {
            if (!over && !finishing) {
                queue.add(new Write(bytes, stage));
                begin();
                return;
            }
        }
        connection.callbacks().fail(stage, KwikConnection.gone(null));
    }

    synchronized void finish() {
        if (!over && !finishing) {
            finishing = true;
            begin();
        }
    }

    /** Write no more; what waits fails. */
    void stop() {
        Queue<Write> left;
        synchronized (this) {
            over = true;
            left = new ArrayDeque<>(queue);
            queue.clear();
            if (thread != null) {
                thread.interrupt();
            }
        }
        watch.stop();
        left.forEach(write -> connection.callbacks().fail(write.stage(), KwikConnection.gone(null)));
    }

    private void begin() {
        if (!running) {
            running = connection.workers().tryRun(this::drain);
            if (!running) {
                connection.close(KwikConnection.IMPLICIT);
            }
        }
    }

    private void drain() {
        for (Write write = next(); write != null; write = next()) {
            try {
                write(write.bytes());
                done(write.stage());
            } catch (IOException e) {
                connection.callbacks().fail(write.stage(), KwikConnection.gone(e));
                stop();
            }
        }
    }

    /** The next bytes; when there are none the thread goes, after the end mark if that was asked for. */
    private @Nullable Write next() {
        synchronized (this) {
            thread = Thread.currentThread();
            Write write = queue.poll();
            if (write != null || !finishing || over) {
                if (write == null) {
                    thread = null;
                    running = false;
                }
                return write;
            }
        }
        sendEnd();
        synchronized (this) {
            over = true;
            thread = null;
            running = false;
        }
        return null;
    }

    private void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += CHUNK) {
            int length = Math.min(CHUNK, bytes.length - at);
            connection.writing(length);
            watch.writing();
            out.write(bytes, at, length);
        }
    }

    /** A finished stream cannot be woken any more: wait until there seems to be nothing to wake it for. */
    private void sendEnd() {
        watch.finishing();
        long before = connection.sentBytes();
        long quietSince = System.nanoTime();
        while (!connection.allSent() && !connection.ended() && System.nanoTime() - quietSince < FINISH_PATIENCE_NANOS) {
            LockSupport.parkNanos(FINISH_STEP_NANOS);
            long now = connection.sentBytes();
            if (now != before) {
                before = now;
                quietSince = System.nanoTime();
            }
        }
        watch.stop();
        try {
            out.close();
        } catch (IOException e) {
            stop();
        }
    }

    @SuppressWarnings("NullAway") // The one value of Void is null.
    private void done(CompletableFuture<Void> stage) {
        connection.callbacks().complete(stage, null);
    }
}
