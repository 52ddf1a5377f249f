package io.discret.testkit;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hold one end of a connection of a {@link VirtualNetwork}. */
final class VirtualConnection implements TransportConnection {
    private final VirtualNetwork network;
    private final VirtualTransport transport;
    private final boolean dialer;
    private final InetSocketAddress remoteAddress;
    private final String protocol;
    private final Map<Long, VirtualStream> streams = new LinkedHashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final Deque<CompletableFuture<TransportStream>> waitingToOpen = new ArrayDeque<>();
    private final Deque<Runnable> beforeListener = new ArrayDeque<>();
    private @Nullable VirtualConnection peer;
    private @Nullable Listener listener;
    private Duration idle = Duration.ZERO;
    private long heard;
    private long nextStream;
    private int openStreams;
    private boolean ended;
    private boolean silent;

    VirtualConnection(
            VirtualNetwork network,
            VirtualTransport transport,
            boolean dialer,
            InetSocketAddress remoteAddress,
            String protocol) {
        this.network = network;
        this.transport = transport;
        this.dialer = dialer;
        this.remoteAddress = remoteAddress;
        this.protocol = protocol;
        // RFC 9000 §2.1: the lowest bit of an id tells who opened the stream.
        nextStream = dialer ? 0 : 1;
    }

    /** Know the other end; the connection lives from now on. */
    void join(VirtualConnection other) {
        peer = other;
        transport.add(this);
        idle = smaller(ownIdle(), other.ownIdle());
        heard = network.time().nanos();
        watchIdle();
        if (dialer && !transport.options().keepAlive().isZero()) {
            keepAlive();
        }
    }

    /** The handshake is over on the accepting side. */
    void introduce(Consumer<TransportConnection> acceptor) {
        if (!ended) {
            heard();
            transport.tell(() -> acceptor.accept(this));
        }
    }

    @Override
    public boolean dialer() {
        return dialer;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public void listen(Listener listener) {
        network.time().checkThread();
        this.listener = listener;
        while (!beforeListener.isEmpty()) {
            transport.tell(beforeListener.remove());
        }
    }

    @Override
    public CompletionStage<TransportStream> openStream() {
        network.time().checkThread();
        CompletableFuture<TransportStream> opened = new CompletableFuture<>();
        if (ended) {
            return CompletableFuture.failedFuture(gone());
        }
        waitingToOpen.add(opened);
        openWaiting();
        return opened;
    }

    @Override
    public void close(long code) {
        network.time().checkThread();
        if (ended) {
            return;
        }
        VirtualConnection other = other();
        end(code, false);
        network.transmit(transport.host(), other.transport.host(), () -> other.end(code, true));
    }

    /** Forget everything without telling anybody. */
    void vanish() {
        ended = true;
        silent = true;
    }

    boolean ended() {
        return ended;
    }

    VirtualNetwork network() {
        return network;
    }

    VirtualTransport transport() {
        return transport;
    }

    VirtualConnection other() {
        VirtualConnection other = peer;
        if (other == null) {
            throw new IllegalStateException("The connection has no other end yet.");
        }
        return other;
    }

    /** Send something to the other end, retransmitted while the path is cut. */
    void transmit(Runnable arrival) {
        VirtualConnection other = other();
        network.transmit(transport.host(), other.transport.host(), () -> {
            if (!other.ended) {
                other.heard();
                heard(); // the acknowledgement
                arrival.run();
            }
        });
    }

    /** Tell the listener, now or when there is one; nothing is told after the end. */
    void tell(Consumer<Listener> event) {
        Runnable run = () -> {
            Listener told = listener;
            if (told != null && !silent) {
                event.accept(told);
            }
        };
        if (listener == null) {
            beforeListener.add(run);
        } else {
            transport.tell(run);
        }
    }

    boolean silent() {
        return silent;
    }

    /** The own end of a stream that the peer uses, made when it is new; null when it is over. */
    @Nullable
    VirtualStream stream(long id) {
        VirtualStream stream = streams.get(id);
        boolean openedByPeer = (id & 1) != (nextStream & 1);
        if (stream == null && openedByPeer && seen.add(id)) {
            stream = new VirtualStream(this, id, false);
            streams.put(id, stream);
        }
        return stream;
    }

    /** The peer has consumed bytes of a stream. */
    void credit(long id, int bytes) {
        VirtualStream stream = streams.get(id);
        if (stream != null) {
            stream.credit(bytes);
        }
    }

    /** Both halves of a stream have ended. */
    void forget(VirtualStream stream) {
        streams.remove(stream.id());
        if (stream.own()) {
            openStreams--;
            openWaiting();
        }
    }

    static DiscretException gone() {
        return new DiscretException(ErrorCode.CLOSED, "The connection or stream is closed; dial again.");
    }

    private void openWaiting() {
        while (!ended
                && !waitingToOpen.isEmpty()
                && openStreams < other().transport.options().maxStreams()) {
            CompletableFuture<TransportStream> opened = waitingToOpen.remove();
            VirtualStream stream = new VirtualStream(this, nextStream, true);
            nextStream += 4;
            openStreams++;
            streams.put(stream.id(), stream);
            transport.tell(() -> opened.complete(stream));
        }
    }

    private void end(long code, boolean byPeer) {
        if (ended) {
            return;
        }
        ended = true;
        transport.remove(this);
        List.copyOf(streams.values()).forEach(VirtualStream::connectionEnded);
        streams.clear();
        waitingToOpen.forEach(opened -> transport.tell(() -> opened.completeExceptionally(gone())));
        waitingToOpen.clear();
        tell(told -> {
            silent = true;
            told.closed(code, byPeer);
        });
    }

    private void heard() {
        heard = network.time().nanos();
    }

    private void watchIdle() {
        if (idle.isZero()) {
            return;
        }
        long left = heard + idle.toNanos() - network.time().nanos();
        network.later(Duration.ofNanos(Math.max(0, left)), () -> {
            if (ended) {
                return;
            }
            if (network.time().nanos() - heard >= idle.toNanos()) {
                end(-1, false);
            } else {
                watchIdle();
            }
        });
    }

    private void keepAlive() {
        network.later(transport.options().keepAlive(), () -> {
            if (!ended) {
                ping();
                keepAlive();
            }
        });
    }

    private void ping() {
        VirtualConnection other = other();
        network.later(network.latency(), () -> {
            if (network.reaches(transport.host(), other.transport.host()) && !other.ended) {
                other.heard();
                heard();
            }
        });
    }

    private Duration ownIdle() {
        return dialer ? transport.options().dialerIdle() : transport.options().acceptorIdle();
    }

    private static Duration smaller(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
