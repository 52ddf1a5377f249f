package io.discret.testkit;

import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hear one connection on behalf of a test, and note what breaks the law. Safe for use by any thread. */
final class ConnectionProbe implements TransportConnection.Listener {
    /** Longer than anything on loopback takes, even on a busy machine. */
    static final Duration SOON = Duration.ofSeconds(20);

    private final TransportConnection connection;
    private final String callbackThread;
    private final Consumer<StreamProbe> onOpened;
    private final BlockingQueue<StreamProbe> opened = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** How a connection ended. */
    record Closed(long code, boolean byPeer) {}

    ConnectionProbe(TransportConnection connection, String callbackThread, Consumer<StreamProbe> onOpened) {
        this.connection = connection;
        this.callbackThread = callbackThread;
        this.onOpened = onOpened;
        connection.listen(this);
    }

    TransportConnection connection() {
        return connection;
    }

    @Override
    public void opened(TransportStream stream) {
        told();
        StreamProbe probe = new StreamProbe(stream, this);
        onOpened.accept(probe);
        stream.listen(probe);
        opened.add(probe);
    }

    @Override
    public void closed(long code, boolean byPeer) {
        told();
        if (!closed.complete(new Closed(code, byPeer))) {
            complain("a connection was told closed twice");
        }
    }

    /** Open a stream. */
    StreamProbe open() throws Exception {
        TransportStream stream = connection.openStream().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        StreamProbe probe = new StreamProbe(stream, this);
        stream.listen(probe);
        return probe;
    }

    /** Wait for a stream that the peer opens. */
    StreamProbe nextStream() throws InterruptedException {
        StreamProbe stream = opened.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("The peer opened no stream within " + SOON.toSeconds() + " s.");
        }
        return stream;
    }

    boolean noStream() {
        return opened.isEmpty();
    }

    Closed awaitClosed() throws Exception {
        return closed.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Something was told: on the right thread, and before the end. */
    void told() {
        if (!Thread.currentThread().getName().equals(callbackThread)) {
            complain("something was told on thread " + Thread.currentThread().getName());
        }
        if (closed.isDone()) {
            complain("something was told after the end");
        }
    }

    void complain(String what) {
        complaints.add(what);
    }

    List<String> complaints() {
        return complaints;
    }
}
