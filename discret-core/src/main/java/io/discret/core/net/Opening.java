package io.discret.core.net;

import io.discret.core.wire.ConnectionInfo;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Open the three streams of a dialed connection, in the order of docs/protocol/40 §4.1.
 *
 * <p>Each gets its flag at once, because a stream becomes visible only when bytes arrive; the event stream then carries
 * the ConnectionInfo before any event.
 */
final class Opening {
    private static final List<StreamFlag> ORDER = List.of(StreamFlag.ANSWERS, StreamFlag.QUERIES, StreamFlag.EVENTS);

    private Opening() {}

    /**
     * Open them.
     *
     * @return the channels, each listening already; fails when the connection is lost meanwhile
     */
    static CompletableFuture<Map<StreamFlag, FrameChannel>> open(
            TransportConnection connection, ConnectionInfo info, int frameLimit) {
        Map<StreamFlag, FrameChannel> channels = new EnumMap<>(StreamFlag.class);
        CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
        for (StreamFlag flag : ORDER) {
            opened = opened.thenCompose(ignored -> connection.openStream().toCompletableFuture())
                    .thenAccept(stream -> channels.put(flag, start(stream, flag, frameLimit)));
        }
        return opened.thenApply(ignored -> {
            FrameChannel events = channels.get(StreamFlag.EVENTS);
            if (events == null) {
                throw new IllegalStateException("The event stream is opened last.");
            }
            events.send(info.encode());
            return channels;
        });
    }

    private static FrameChannel start(TransportStream stream, StreamFlag flag, int frameLimit) {
        FrameChannel channel = new FrameChannel(stream, flag.frameLimit(frameLimit));
        channel.sendRaw(new byte[] {flag.code()});
        listen(stream, channel);
        return channel;
    }

    /** Pass what comes in on to a channel. */
    static void listen(TransportStream stream, FrameChannel channel) {
        stream.listen(new TransportStream.Listener() {
            @Override
            public void bytes(ByteBuffer bytes) {
                channel.bytes(bytes);
            }

            @Override
            public void ended(boolean reset) {
                channel.end();
            }
        });
    }
}
