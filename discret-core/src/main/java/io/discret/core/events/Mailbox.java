package io.discret.core.events;

import io.discret.api.Event;
import java.lang.System.Logger;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keep the events of one subscriber until it asks for them. Safe for use by any thread. */
final class Mailbox implements Flow.Subscription {
    private static final Logger LOG = System.getLogger(Mailbox.class.getPackageName());

    private final Flow.Subscriber<? super Event> subscriber;
    private final Executor executor;
    private final int queueLength;
    private final Consumer<Mailbox> onEnd;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private long demand;
    private boolean opened;
    private boolean running;
    private boolean completing;
    private boolean ended;
    private @Nullable Throwable failure;

    Mailbox(Flow.Subscriber<? super Event> subscriber, Executor executor, int queueLength, Consumer<Mailbox> onEnd) {
        this.subscriber = subscriber;
        this.executor = executor;
        this.queueLength = queueLength;
        this.onEnd = onEnd;
    }

    /** Say hello; events wait until that is done. */
    void open() {
        subscriber.onSubscribe(this);
        synchronized (this) {
            opened = true;
            wake();
        }
    }

    synchronized void put(Event event) {
        if (ended || completing) {
            return;
        }
        if (waiting.size() == queueLength) {
            waiting.remove();
        }
        waiting.add(event);
        wake();
    }

    synchronized void complete() {
        completing = true;
        wake();
    }

    @Override
    public synchronized void request(long count) {
        if (count <= 0) {
            failure =
                    new IllegalArgumentException("A subscriber asked for " + count + " events; ask for at least one.");
        } else {
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
        }
        wake();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            ended = true;
            waiting.clear();
        }
        onEnd.accept(this);
    }

    /** Called under the lock. */
    private void wake() {
        if (opened && !running && !ended && hasWork()) {
            running = true;
            executor.execute(this::deliver);
        }
    }

    private boolean hasWork() {
        return failure != null || completing && waiting.isEmpty() || demand > 0 && !waiting.isEmpty();
    }

    private void deliver() {
        try {
            while (true) {
                Event event;
                synchronized (this) {
                    if (ended || !hasWork()) {
                        running = false;
                        return;
                    }
                    event = failure == null ? waiting.poll() : null;
                    demand -= event == null || demand == Long.MAX_VALUE ? 0 : 1;
                }
                if (event == null) {
                    end();
                } else {
                    subscriber.onNext(event);
                }
            }
        } catch (RuntimeException broken) {
            LOG.log(Logger.Level.WARNING, "A subscriber of events failed; it gets no more.", broken);
            cancel();
        }
    }

    private void end() {
        Throwable reason;
        synchronized (this) {
            reason = failure;
        }
        cancel();
        if (reason != null) {
            subscriber.onError(reason);
        } else {
            subscriber.onComplete();
        }
    }
}
