package io.discret.transport.netty;

import io.discret.api.ConfigurationException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Run one endpoint on one UDP socket and one thread. Safe for use by any thread.
 *
 * <p>{@link #close} waits until the thread has ended, which takes some milliseconds and never longer than
 * {@link #CLOSE_SECONDS}; so the peers are told even when the program ends right after. Nothing else waits.
 */
final class NettyTransport implements Transport {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.netty");

    /** Larger than any datagram that a peer may send us (docs/protocol/40 §2.2). */
    private static final int RECEIVE_BUFFER = 2048;

    /** Socket buffers: a burst of a window must not be lost while the thread is busy. */
    private static final int SOCKET_BUFFER = 2 << 20;

    /** Datagrams read before other work gets its turn. */
    private static final int READ_BURST = 64;

    private static final long CLOSE_SECONDS = 2;

    private final TransportOptions options;
    private final EventLoopGroup group;
    private final Callbacks callbacks;
    private final QuicCodecs codecs;
    private final StreamSetup streams = new StreamSetup();
    private final SecureRandom random = new SecureRandom();
    /** Confined to the thread of the transport, like everything behind it. */
    private final Set<NettyConnection> live = new HashSet<>();

    private final Acceptor acceptor;
    private final PacketRouter router;
    private final Channel socket;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NettyTransport(TransportOptions options, EventLoopGroup group) {
        this.options = options;
        this.group = group;
        this.callbacks = new Callbacks(options.callbacks());
        this.codecs = new QuicCodecs(options);
        this.acceptor = new Acceptor(options, callbacks, streams, live);
        ChannelHandler accepting = codecs.accepting(acceptor, streams);
        this.router = new PacketRouter(accepting);
        this.socket = bind(accepting, codecs.dialing());
    }

    static NettyTransport open(TransportOptions options) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("discret-netty", true), NioIoHandler.newFactory());
        try {
            return new NettyTransport(options, group);
        } catch (RuntimeException e) {
            group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            throw e;
        }
    }

    private Channel bind(ChannelHandler accepting, ChannelHandler dialing) {
        InetSocketAddress wanted = options.bind();
        ChannelFuture bound = bind(wanted, accepting, dialing);
        if (!bound.isSuccess() && wanted.getAddress() instanceof Inet6Address any && any.isAnyLocalAddress()) {
            LOG.log(
                    Level.DEBUG,
                    "IPv6 cannot be used here, so IPv4 is used alone: {0}",
                    bound.cause().toString());
            bound = bind(new InetSocketAddress("0.0.0.0", wanted.getPort()), accepting, dialing);
        }
        if (!bound.isSuccess()) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The UDP address " + wanted + " cannot be bound ("
                            + bound.cause().getMessage() + "); choose a free port, or port 0.",
                    bound.cause());
        }
        return bound.channel();
    }

    private ChannelFuture bind(InetSocketAddress to, ChannelHandler accepting, ChannelHandler dialing) {
        boolean ipv4 = to.getAddress() instanceof Inet4Address;
        return new Bootstrap()
                .group(group)
                .channelFactory(
                        () -> new NioDatagramChannel(ipv4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(RECEIVE_BUFFER).maxMessagesPerRead(READ_BURST))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(router, accepting, dialing);
                    }
                })
                .bind(to)
                .awaitUninterruptibly();
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.localAddress();
    }

    @Override
    public void accept(Consumer<TransportConnection> listener) {
        run(() -> acceptor.listen(listener));
    }

    @Override
    public CompletionStage<TransportConnection> dial(Dial dial) {
        CompletableFuture<TransportConnection> stage = new CompletableFuture<>();
        if (!run(() -> dial(dial, stage))) {
            callbacks.fail(stage, unreachable(dial, "the transport is closed", null));
        }
        return stage;
    }

    private void dial(Dial dial, CompletableFuture<TransportConnection> stage) {
        InetSocketAddress address = dial.address();
        boolean ipv4Only = localAddress().getAddress() instanceof Inet4Address;
        if (address.isUnresolved() || ipv4Only && !(address.getAddress() instanceof Inet4Address)) {
            callbacks.fail(stage, unreachable(dial, "this socket cannot send to such an address", null));
            return;
        }
        byte[] id = new byte[PacketRouter.ID_LENGTH];
        random.nextBytes(id);
        router.add(id);
        Dialing dialing = new Dialing(dial, new LeafTrust.Rule(dial.trust()), options.keepAlive());
        DialSetup setup = new DialSetup(dialing, id);
        long patience = Math.min(
                options.handshakeTimeout().toMillis(), options.dialerIdle().toMillis());
        QuicChannel.newBootstrap(socket)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(patience, Integer.MAX_VALUE))
                .handler(setup)
                .streamHandler(streams)
                .remoteAddress(address)
                .localConnectionAddress(new QuicConnectionAddress(id))
                .connect()
                .addListener((Future<QuicChannel> connected) -> {
                    if (connected.isSuccess()) {
                        NettyConnection connection =
                                connected.getNow().pipeline().get(NettyConnection.class);
                        connection.established();
                        callbacks.complete(stage, connection);
                    } else {
                        setup.giveUp();
                        callbacks.fail(stage, failure(dialing, connected.cause()));
                    }
                });
    }

    private static DiscretException failure(Dialing dialing, Throwable cause) {
        return dialing.rule().refused()
                ? new DiscretException(
                        ErrorCode.CERTIFICATE_REFUSED,
                        "The peer at " + dialing.dial().address() + " showed another certificate than expected.",
                        cause)
                : unreachable(dialing.dial(), "no connection was made in time, or it was refused", cause);
    }

    private static DiscretException unreachable(Dial dial, String why, @Nullable Throwable cause) {
        return new DiscretException(
                ErrorCode.PEER_UNREACHABLE,
                "The peer at " + dial.address() + " cannot be reached: " + why + ".",
                cause);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            run(this::shutDown);
        }
        if (!socket.eventLoop().inEventLoop()) {
            group.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The thread goes last: when it is told to end it closes the socket at once, and the peers would not be told. */
    private void shutDown() {
        List.copyOf(live).forEach(connection -> connection.closeNow(0));
        socket.flush();
        socket.close().addListener(done -> group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS));
    }

    /** Connections that are not closed yet, and ids that are routed to the dialing half; to find leaks. */
    int held() {
        return live.size() + router.size();
    }

    private boolean run(Runnable task) {
        try {
            socket.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Attach a connection to the channel of one dial, and forget both when it closes. */
    private final class DialSetup extends ChannelInitializer<QuicChannel> {
        private final Dialing dialing;
        private final byte[] id;
        private @Nullable QuicChannel channel;

        private DialSetup(Dialing dialing, byte[] id) {
            this.dialing = dialing;
            this.id = id;
        }

        @Override
        protected void initChannel(QuicChannel created) {
            channel = created;
            NettyConnection connection = new NettyConnection(created, callbacks, streams, dialing);
            created.pipeline().addLast(connection);
            live.add(connection);
            created.closeFuture().addListener(closing -> {
                live.remove(connection);
                router.remove(id);
            });
        }

        private void giveUp() {
            router.remove(id);
            if (channel != null) {
                channel.close();
            }
        }
    }
}
