package io.discret.transport.kwik;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.ConnectionListener;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.ConnectionTerminatedEvent.CloseReason;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;

/** Hold one connection whose handshake is done. Safe for use by any thread. */
final class KwikConnection implements TransportConnection, ConnectionListener {
    /** Close code that says nothing (docs/protocol/40 §9). */
    static final long IMPLICIT = 0;

    /** No application code: time-out, or an error of TLS or QUIC. */
    private static final long NO_CODE = -1;

    /** The library tells its listener why a connection ended, mostly; after this time nobody waits for it any more. */
    private static final long REASON_MILLIS = 500;

    /** The peer may allow no more streams; nobody waits longer for it to allow one. */
    private static final long OPEN_MILLIS = 10_000;

    private final QuicConnection quic;
    private final boolean dialer;
    private final InetSocketAddress remote;
    private final String protocol;
    private final Callbacks callbacks;
    private final Workers workers;
    private final Runnable forget;
    private final Mailbox<Listener> mailbox;
    private final Set<KwikStream> streams = ConcurrentHashMap.newKeySet();
    private final Object opening = new Object();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Object counting = new Object();
    private long unsent;
    private long sentBefore;
    private volatile CompletableFuture<?> lastOpened = CompletableFuture.completedFuture(true);
    private volatile boolean toldClosed;

    /**
     * Hold a connection.
     *
     * @param forget called once when the connection ended
     */
    KwikConnection(
            QuicConnection quic,
            boolean dialer,
            InetSocketAddress remote,
            String protocol,
            Callbacks callbacks,
            Workers workers,
            Runnable forget) {
        this.quic = quic;
        this.dialer = dialer;
        this.remote = remote;
        this.protocol = protocol;
        this.callbacks = callbacks;
        this.workers = workers;
        this.forget = forget;
        this.mailbox = new Mailbox<>(callbacks);
    }

    @Override
    public boolean dialer() {
        return dialer;
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

    /** One after the other, so that ids follow the order of the calls. */
    @Override
    public CompletionStage<TransportStream> openStream() {
        CompletableFuture<TransportStream> stage = new CompletableFuture<>();
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        CompletableFuture<?> before;
        synchronized (opening) {
            before = lastOpened;
            lastOpened = opened;
        }
        before.whenComplete((done, failure) -> open(stage, opened));
        return stage;
    }

    private void open(CompletableFuture<TransportStream> stage, CompletableFuture<Boolean> opened) {
        try {
            Future<?> task = workers.run(() -> {
                try {
                    if (ended()) {
                        throw new IOException("the connection has ended"); // the library may not know yet
                    }
                    KwikStream stream = hold(quic.createStream(true));
                    opened.complete(true);
                    callbacks.complete(stage, stream);
                } catch (IOException | RuntimeException e) {
                    opened.complete(false);
                    callbacks.fail(stage, ended() ? gone(e) : noMoreStreams());
                }
            });
            Future<?> deadline = workers.later(OPEN_MILLIS, () -> task.cancel(true));
            opened.whenComplete((done, failure) -> deadline.cancel(false));
        } catch (RejectedExecutionException e) {
            opened.complete(false);
            callbacks.fail(stage, gone(e));
        }
    }

    private KwikStream hold(QuicStream stream) {
        KwikStream held = new KwikStream(stream, this);
        streams.add(held);
        if (ended()) {
            held.stop();
        }
        return held;
    }

    /** The peer opened a stream. */
    void opened(QuicStream stream) {
        KwikStream held = hold(stream);
        mailbox.tell(listener -> {
            if (!toldClosed) {
                listener.opened(held);
            }
        });
    }

    @Override
    public void close(long code) {
        check(code);
        if (end(code, false)) {
            workers.tryRun(() -> quic.close(code, ""));
        }
    }

    /** Close on the thread of the caller, which may block. */
    void closeNow(long code) {
        if (end(code, false)) {
            quic.close(code, "");
        }
    }

    /** The library knows that the connection ended. A close with the code 0 is told as one without a code. */
    @Override
    public void disconnected(ConnectionTerminatedEvent event) {
        boolean closed = event.closeReason() == CloseReason.ImmediateClose && !event.hasTransportError();
        Long code = event.applicationErrorCode();
        end(!closed ? NO_CODE : code == null ? IMPLICIT : code, event.closedByPeer());
    }

    /** A stream met the end of the connection; the library does not always say so to the listener. */
    void lost() {
        try {
            workers.later(REASON_MILLIS, () -> end(NO_CODE, false));
        } catch (RejectedExecutionException e) {
            end(NO_CODE, false);
        }
    }

    private boolean end(long code, boolean byPeer) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        forget.run();
        streams.forEach(KwikStream::stop);
        mailbox.tell(listener -> {
            toldClosed = true;
            listener.closed(code, byPeer);
        });
        return true;
    }

    boolean ended() {
        return ended.get();
    }

    boolean toldClosed() {
        return toldClosed;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Workers workers() {
        return workers;
    }

    /** Bytes go to the library. */
    void writing(int count) {
        synchronized (counting) {
            if (allSent()) {
                sentBefore = sentBytes();
            }
            unsent += count;
        }
    }

    /** Bytes of streams that left, those sent twice counted twice. */
    long sentBytes() {
        return quic.getStats().dataBytesSent();
    }

    /** Packets that the library took for lost; it counts one when it has told the streams whose bytes were in it. */
    long losses() {
        return quic.getStats().lostPackets();
    }

    /** Whether all that was written left, as far as one can count: what was sent twice hides what was not. */
    boolean allSent() {
        synchronized (counting) {
            if (unsent > 0 && sentBytes() - sentBefore >= unsent) {
                unsent = 0;
            }
            return unsent == 0;
        }
    }

    private static DiscretException noMoreStreams() {
        return new DiscretException(ErrorCode.PEER_UNREACHABLE, "The peer allows no more streams on this connection.");
    }

    static DiscretException gone(@Nullable Throwable cause) {
        return new DiscretException(
                ErrorCode.PEER_UNREACHABLE, "The connection with the peer, or this stream of it, has ended.", cause);
    }

    /** Codes of QUIC have 62 bits; the protocol uses 0 to 2. */
    static void check(long code) {
        if (code < 0 || code > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A close code is from 0 to 2147483647, not " + code + ".");
        }
    }
}
