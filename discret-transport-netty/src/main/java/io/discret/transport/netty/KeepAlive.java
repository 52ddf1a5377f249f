package io.discret.transport.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keep a dialed connection alive while it is idle (docs/protocol/40 §2.2, 60 §3.2).
 *
 * <p>The library cannot send a PING; a QUIC DATAGRAM of one byte, which no peer reads, does the same. Confined to the
 * thread of the transport.
 */
final class KeepAlive {
    private final QuicChannel channel;
    private final long periodNanos;
    private long lastSent;
    private @Nullable Future<?> next;

    KeepAlive(QuicChannel channel, Duration period) {
        this.channel = channel;
        this.periodNanos = period.toNanos();
    }

    /** Begin; the peer must understand QUIC DATAGRAMs. */
    void start() {
        sent();
        next = channel.eventLoop().schedule(this::check, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Something was sent: the peer has heard of us. */
    void sent() {
        lastSent = System.nanoTime();
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void check() {
        long idle = System.nanoTime() - lastSent;
        if (idle >= periodNanos) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
            sent();
            idle = 0;
        }
        next = channel.eventLoop().schedule(this::check, periodNanos - idle, TimeUnit.NANOSECONDS);
    }
}
