package io.discret.transport.netty;

import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Accept connections, as many as allowed, and give up slow handshakes. Confined to the thread of the transport. */
@Sharable
final class Acceptor extends ChannelInitializer<QuicChannel> {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.netty");
    private static final int NO_ERROR = 0;

    /** Open handshakes from which on dialers must prove their address: anybody can begin one, under any address. */
    private static final int MANY_HANDSHAKES = 64;

    private final TransportOptions options;
    private final Callbacks callbacks;
    private final StreamSetup streams;
    private final Set<NettyConnection> live;
    private @Nullable Consumer<TransportConnection> listener;
    private int count;
    private int handshakes;

    Acceptor(TransportOptions options, Callbacks callbacks, StreamSetup streams, Set<NettyConnection> live) {
        this.options = options;
        this.callbacks = callbacks;
        this.streams = streams;
        this.live = live;
    }

    void listen(Consumer<TransportConnection> newListener) {
        listener = newListener;
    }

    /** Whether the next connection is taken; otherwise its handshake is made to fail, see {@link QuicCodecs}. */
    boolean takes() {
        return listener != null && count < options.maxConnections();
    }

    /** Whether so many handshakes are open that dialers must prove their address first, see {@link AddressTokens}. */
    boolean isBusy() {
        return handshakes >= MANY_HANDSHAKES;
    }

    @Override
    protected void initChannel(QuicChannel channel) {
        Consumer<TransportConnection> current = listener;
        if (current == null || !takes()) {
            channel.pipeline().addLast(new Refused());
            return;
        }
        count++;
        NettyConnection connection = new NettyConnection(channel, callbacks, streams, null);
        live.add(connection);
        Handshake handshake = new Handshake(channel, connection, current);
        channel.closeFuture().addListener(closing -> {
            count--;
            live.remove(connection);
            handshake.end();
        });
        channel.pipeline().addLast(connection, handshake);
    }

    /** Wait for the library to close a channel whose handshake fails because it is not taken. */
    private static final class Refused extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            LOG.log(System.Logger.Level.DEBUG, "A connection was not taken.");
            ctx.close();
        }
    }

    /** Wait for the end of one handshake, not for ever. */
    private final class Handshake extends ChannelInboundHandlerAdapter {
        private final NettyConnection connection;
        private final Consumer<TransportConnection> accepted;
        private final Future<?> timeOut;
        private boolean open = true;

        Handshake(QuicChannel channel, NettyConnection connection, Consumer<TransportConnection> accepted) {
            this.connection = connection;
            this.accepted = accepted;
            handshakes++;
            this.timeOut = channel.eventLoop()
                    .schedule(
                            () -> channel.close(false, NO_ERROR, Unpooled.EMPTY_BUFFER),
                            options.handshakeTimeout().toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        private void end() {
            if (open) {
                open = false;
                handshakes--;
            }
            timeOut.cancel(false);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            end();
            connection.established();
            callbacks.execute(() -> accepted.accept(connection));
            ctx.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end();
            ctx.fireChannelInactive();
        }
    }
}
