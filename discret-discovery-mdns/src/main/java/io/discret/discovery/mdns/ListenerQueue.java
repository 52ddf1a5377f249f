package io.discret.discovery.mdns;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tell a listener on its executor what was heard, without letting a flood fill the memory. Safe for use by any thread. */
final class ListenerQueue {
    private static final System.Logger LOG = System.getLogger("io.discret.discovery.mdns");

    /** Messages heard that the listener has not been told yet; a flood beyond that is dropped, memory stays bounded. */
    private static final int MAX_WAITING = 1024;

    private final Executor callbacks;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    ListenerQueue(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Tell, unless closed by then or too much waits. */
    void tell(Runnable message) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        try {
            callbacks.execute(() -> {
                waiting.decrementAndGet();
                if (!closed) {
                    message.run();
                }
            });
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            LOG.log(Level.DEBUG, "A multicast message came while the engine was closing.");
        }
    }

    /** Tell nothing more. */
    void close() {
        closed = true;
    }
}
