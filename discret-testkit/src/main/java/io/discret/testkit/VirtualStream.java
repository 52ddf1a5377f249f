package io.discret.testkit;

import io.discret.spi.TransportStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hold one end of a stream of a {@link VirtualConnection}. */
final class VirtualStream implements TransportStream {
    /** Overwrites bytes that a listener should not look at any more. */
    private static final byte SCRIBBLE = 0x5A;

    private final VirtualConnection connection;
    private final long id;
    private final boolean own;
    private final VirtualPipe out;
    private final Deque<byte[]> received = new ArrayDeque<>();
    private @Nullable Listener listener;
    private boolean introduced;
    private boolean reading = true;
    private boolean draining;
    private boolean inEnded;
    private boolean inReset;
    private boolean inTold;
    private boolean outEnded;
    private boolean forgotten;
    private int consumed;

    VirtualStream(VirtualConnection connection, long id, boolean own) {
        this.connection = connection;
        this.id = id;
        this.own = own;
        introduced = own;
        out = new VirtualPipe(connection, this);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void listen(Listener listener) {
        connection.network().time().checkThread();
        this.listener = listener;
        drainSoon();
    }

    @Override
    public void reading(boolean wanted) {
        connection.network().time().checkThread();
        reading = wanted;
        drainSoon();
    }

    @Override
    public CompletionStage<Void> write(byte[] bytes) {
        connection.network().time().checkThread();
        return connection.ended() ? CompletableFuture.failedFuture(VirtualConnection.gone()) : out.write(bytes);
    }

    @Override
    public void finish() {
        connection.network().time().checkThread();
        if (!connection.ended()) {
            out.finish();
        }
    }

    @Override
    public void reset(long code) {
        connection.network().time().checkThread();
        if (connection.ended() || inTold && outEnded) {
            return;
        }
        out.abort();
        outEnded = true;
        inEnded = true;
        inTold = true;
        received.clear();
        VirtualConnection other = connection.other();
        connection.transmit(() -> {
            VirtualStream far = other.stream(id);
            if (far != null) {
                far.resetByPeer();
            }
        });
        forgetWhenOver();
    }

    /** Whether this end opened the stream. */
    boolean own() {
        return own;
    }

    /** Bytes of the peer arrived; null = its end. */
    void receive(byte @Nullable [] bytes) {
        if (inEnded) {
            return;
        }
        if (bytes == null) {
            inEnded = true;
        } else {
            received.add(bytes);
        }
        drainSoon();
    }

    /** The peer gave up both halves. */
    void resetByPeer() {
        if (inTold) {
            return;
        }
        received.clear();
        inEnded = true;
        inReset = true;
        out.abort();
        outEnded = true;
        drainSoon();
    }

    /** The peer may get more bytes: it has consumed some. */
    void credit(int bytes) {
        out.credit(bytes);
    }

    /** Everything was sent, and the end after it. */
    void outEnded() {
        outEnded = true;
        forgetWhenOver();
    }

    void connectionEnded() {
        out.stop();
    }

    private void drainSoon() {
        boolean something = !received.isEmpty() && reading || inEnded && received.isEmpty() && !inTold;
        if (something && !draining && (listener != null || !introduced)) {
            draining = true;
            connection.tell(this::drain);
        }
    }

    private void drain(io.discret.spi.TransportConnection.Listener told) {
        draining = false;
        if (!introduced) {
            introduced = true;
            told.opened(this);
        }
        Listener current = listener;
        if (current == null) {
            return;
        }
        while (reading && !received.isEmpty() && !connection.silent()) {
            byte[] bytes = next();
            current.bytes(ByteBuffer.wrap(bytes));
            consumed += bytes.length;
            Arrays.fill(bytes, SCRIBBLE);
        }
        giveCredit();
        if (inEnded && received.isEmpty() && !inTold && !connection.silent()) {
            inTold = true;
            current.ended(inReset);
            forgetWhenOver();
        }
    }

    /** One chunk, or several in one, as when a socket is read late. */
    private byte[] next() {
        byte[] bytes = received.remove();
        while (!received.isEmpty() && connection.network().lucky(0.5)) {
            byte[] more = received.remove();
            byte[] both = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, both, bytes.length, more.length);
            bytes = both;
        }
        return bytes;
    }

    private void giveCredit() {
        int window = connection.transport().options().streamWindow();
        if (consumed > 0 && consumed >= window / 4 && !connection.ended()) {
            int credit = consumed;
            consumed = 0;
            VirtualConnection other = connection.other();
            connection.transmit(() -> other.credit(id, credit));
        }
    }

    private void forgetWhenOver() {
        if (inTold && outEnded && !forgotten) {
            forgotten = true;
            connection.forget(this);
        }
    }
}
