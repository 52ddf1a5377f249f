package io.discret.transport.kwik;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicConnection;

/**
 * Keep a dialed connection alive while it is idle (docs/protocol/40 §2.2). Safe for use by any thread.
 *
 * <p>The library's own way pings every half idle time in whole seconds, without a pause when that is none, and holds a
 * thread that outlives the connection. A QUIC DATAGRAM of one byte, which no peer reads, does the same.
 */
final class KeepAlive {
    private final QuicConnection connection;
    private final VirtualSocket socket;
    private final Workers workers;
    private final long periodMillis;
    private volatile boolean stopped;
    private volatile @Nullable Future<?> next;

    KeepAlive(QuicConnection connection, VirtualSocket socket, Workers workers, Duration period) {
        this.connection = connection;
        this.socket = socket;
        this.workers = workers;
        this.periodMillis = period.toMillis();
    }

    void start() {
        schedule(periodMillis);
    }

    void stop() {
        stopped = true;
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void check() {
        if (stopped || !connection.canSendDatagram()) {
            return;
        }
        long idle = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - socket.lastSent());
        if (idle >= periodMillis) {
            connection.sendDatagram(new byte[1]);
            idle = 0;
        }
        schedule(periodMillis - idle);
    }

    private void schedule(long millis) {
        try {
            next = workers.later(Math.max(1, millis), this::check);
        } catch (RejectedExecutionException e) {
            stopped = true;
        }
    }
}
