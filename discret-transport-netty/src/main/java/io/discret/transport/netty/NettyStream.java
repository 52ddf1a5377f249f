package io.discret.transport.netty;

import io.discret.spi.TransportStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Hold one stream. Safe for use by any thread; its fields belong to the thread of the transport.
 *
 * <p>Bytes are copied out of the native memory of the library before they are handed over: a listener that is slow or
 * gone holds no native memory.
 */
final class NettyStream extends ChannelInboundHandlerAdapter implements TransportStream {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.netty");

    /** Bytes read that the listener has not been told yet; beyond that the peer is held back by its window. */
    private static final int MAX_WAITING = 256 << 10;

    private final QuicStreamChannel channel;
    private final NettyConnection connection;
    private final Mailbox<Listener> mailbox;
    private boolean wanted;
    private int waiting;
    private boolean ended;

    NettyStream(QuicStreamChannel channel, NettyConnection connection) {
        this.channel = channel;
        this.connection = connection;
        this.mailbox = new Mailbox<>(connection.callbacks());
    }

    @Override
    public long id() {
        return channel.streamId();
    }

    @Override
    public void listen(Listener listener) {
        mailbox.listen(listener);
        reading(true);
    }

    @Override
    public void reading(boolean on) {
        connection.run(() -> {
            wanted = on;
            adjustReading();
        });
    }

    @Override
    public CompletionStage<Void> write(byte[] bytes) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        boolean running = connection.run(() -> {
            connection.sent();
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes))
                    .addListener((Future<Void> written) -> completed(stage, written));
        });
        if (!running) {
            connection.callbacks().fail(stage, NettyConnection.gone(null));
        }
        return stage;
    }

    private void completed(CompletableFuture<Void> stage, Future<Void> written) {
        if (written.isSuccess()) {
            finishStage(stage);
        } else {
            connection.callbacks().fail(stage, NettyConnection.gone(written.cause()));
        }
    }

    @SuppressWarnings("NullAway") // The one value of Void is null.
    private void finishStage(CompletableFuture<Void> stage) {
        connection.callbacks().complete(stage, null);
    }

    /** An empty frame with the end mark waits behind the writes; shutting the channel down would overtake them. */
    @Override
    public void finish() {
        connection.run(() -> {
            connection.sent();
            channel.writeAndFlush(new DefaultQuicStreamFrame(Unpooled.EMPTY_BUFFER, true));
        });
    }

    @Override
    public void reset(long code) {
        int error = NettyConnection.code(code);
        connection.run(() -> {
            ended = true;
            channel.shutdown(error);
            channel.close();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        byte[] bytes = new byte[read.readableBytes()];
        read.readBytes(bytes).release();
        waiting += bytes.length;
        adjustReading();
        mailbox.tell(listener -> {
            try {
                if (!connection.toldClosed()) {
                    listener.bytes(ByteBuffer.wrap(bytes));
                }
            } finally {
                connection.run(() -> {
                    waiting -= bytes.length;
                    adjustReading();
                });
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            end(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "Stream {0} ended: {1}", id(), cause.toString());
        end(true);
    }

    private void end(boolean reset) {
        if (!ended) {
            ended = true;
            mailbox.tell(listener -> {
                if (!connection.toldClosed()) {
                    listener.ended(reset);
                }
            });
        }
    }

    private void adjustReading() {
        channel.config().setAutoRead(wanted && waiting < MAX_WAITING);
    }
}
