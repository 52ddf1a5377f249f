package io.discret.transport.netty;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicPathEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Hold one connection. Safe for use by any thread; its fields belong to the thread of the transport. */
final class NettyConnection extends ChannelInboundHandlerAdapter implements TransportConnection {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.netty");

    /** No application code: time-out, or an error of TLS or QUIC. */
    private static final long NO_CODE = -1;

    private final QuicChannel channel;
    private final Callbacks callbacks;
    private volatile InetSocketAddress remote;
    private final @Nullable Dialing dialing;
    private final @Nullable KeepAlive keepAlive;
    private final StreamSetup streams;
    private final Mailbox<Listener> mailbox;
    private boolean ended;
    private volatile boolean toldClosed;
    private volatile String protocol = "";

    /**
     * Make one before its handshake.
     *
     * @param dialing what this endpoint dials, or null when a peer dialed
     */
    NettyConnection(QuicChannel channel, Callbacks callbacks, StreamSetup streams, @Nullable Dialing dialing) {
        this.channel = channel;
        this.callbacks = callbacks;
        this.streams = streams;
        this.dialing = dialing;
        this.remote = (InetSocketAddress) Objects.requireNonNull(channel.remoteSocketAddress());
        this.keepAlive = dialing == null ? null : new KeepAlive(channel, dialing.keepAlive());
        this.mailbox = new Mailbox<>(callbacks);
    }

    @Override
    public boolean dialer() {
        return dialing != null;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public void listen(Listener listener) {
        mailbox.listen(listener);
    }

    @Override
    public CompletionStage<TransportStream> openStream() {
        CompletableFuture<TransportStream> stage = new CompletableFuture<>();
        if (!run(() -> openStream(stage))) {
            callbacks.fail(stage, gone(null));
        }
        return stage;
    }

    /** The library would use up a stream id even when the peer allows no more streams, so ask first. */
    private void openStream(CompletableFuture<TransportStream> stage) {
        if (!channel.isActive() || channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) <= 0) {
            callbacks.fail(
                    stage,
                    channel.isActive()
                            ? new DiscretException(
                                    ErrorCode.PEER_UNREACHABLE, "The peer allows no more streams on this connection.")
                            : gone(null));
            return;
        }
        channel.createStream(QuicStreamType.BIDIRECTIONAL, streams).addListener((Future<QuicStreamChannel> created) -> {
            if (created.isSuccess()) {
                callbacks.complete(stage, created.getNow().pipeline().get(NettyStream.class));
            } else {
                callbacks.fail(stage, gone(created.cause()));
            }
        });
    }

    @Override
    public void close(long code) {
        int error = code(code);
        run(() -> closeNow(error));
    }

    /** Close from the thread of the transport. */
    void closeNow(int code) {
        if (!ended) {
            channel.close(true, code, Unpooled.EMPTY_BUFFER);
            end(code, false);
        }
    }

    /** The handshake is done. */
    void established() {
        String agreed = Objects.requireNonNull(channel.sslEngine()).getApplicationProtocol();
        protocol = agreed == null ? "" : agreed;
    }

    /** A stream that the peer opened. */
    void opened(NettyStream stream) {
        mailbox.tell(listener -> {
            if (!toldClosed) {
                listener.opened(stream);
            }
        });
    }

    /** Something left for the peer. */
    void sent() {
        if (keepAlive != null) {
            keepAlive.sent();
        }
    }

    Callbacks callbacks() {
        return callbacks;
    }

    @Nullable
    Dialing dialing() {
        return dialing;
    }

    boolean toldClosed() {
        return toldClosed;
    }

    /**
     * Run a task on the thread of the transport, in the order of the calls.
     *
     * @return false when the transport is closed and the task was dropped
     */
    boolean run(Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof QuicConnectionCloseEvent close) {
            // Later: what came with the close is read first.
            ctx.executor().execute(() -> {
                end(close.isApplicationClose() ? close.error() : NO_CODE, true);
                channel.close();
            });
        } else if (event instanceof QuicPathEvent.PeerMigrated moved) {
            // Its translator forgot the old port: who asks must learn the new one (docs/protocol/50 §4.3).
            remote = moved.remote();
        } else if (event instanceof QuicDatagramExtensionEvent && keepAlive != null) {
            keepAlive.start();
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Streams go on to be registered; QUIC DATAGRAMs only keep the connection alive. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof QuicStreamChannel) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(NO_CODE, false);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "Connection with {0}: {1}", remote, cause.toString());
    }

    private void end(long code, boolean byPeer) {
        if (ended) {
            return;
        }
        ended = true;
        if (keepAlive != null) {
            keepAlive.stop();
        }
        mailbox.tell(listener -> {
            toldClosed = true;
            listener.closed(code, byPeer);
        });
    }

    static DiscretException gone(@Nullable Throwable cause) {
        return new DiscretException(
                ErrorCode.PEER_UNREACHABLE, "The connection with the peer, or this stream of it, has ended.", cause);
    }

    /** The library takes codes of 31 bits; the protocol uses 0 to 2. */
    static int code(long code) {
        if (code < 0 || code > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A close code is from 0 to 2147483647, not " + code + ".");
        }
        return (int) code;
    }
}
