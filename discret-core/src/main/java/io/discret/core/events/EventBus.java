package io.discret.core.events;

import io.discret.api.Event;
import io.discret.api.Events;
import java.lang.System.Logger;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Give every subscriber each event, in the order published, from its subscription on.
 *
 * <p>Each has a queue of its own that loses the oldest events when it is full, so a slow one harms neither the engine nor
 * the others. Safe for use by any thread.
 */
public final class EventBus implements Events {
    private static final Logger LOG = System.getLogger(EventBus.class.getPackageName());

    private final Executor executor;
    private final int queueLength;
    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * Make one.
     *
     * @param executor where subscribers are called, each by one thread at a time
     * @param queueLength events a subscriber may be behind before it loses the oldest
     */
    public EventBus(Executor executor, int queueLength) {
        this.executor = executor;
        this.queueLength = queueLength;
    }

    /** Hand an event to every subscriber; never waits. */
    public void publish(Event event) {
        mailboxes.forEach(mailbox -> mailbox.put(event));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Event> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        open(subscriber);
    }

    private Mailbox open(Flow.Subscriber<? super Event> subscriber) {
        Mailbox mailbox = new Mailbox(subscriber, executor, queueLength, mailboxes::remove);
        mailboxes.add(mailbox);
        mailbox.open();
        if (closed) {
            mailbox.complete(); // the end may have come before the mailbox was in the list
        }
        return mailbox;
    }

    @Override
    public <T extends Event> Subscription onEvent(Class<T> type, Consumer<? super T> consumer) {
        Flow.Subscriber<Event> subscriber = new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Event event) {
                if (type.isInstance(event)) {
                    call(consumer, type.cast(event));
                }
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        };
        return open(subscriber)::cancel;
    }

    /** Tell every subscriber that no more comes, after what waits for it. */
    public void close() {
        closed = true;
        mailboxes.forEach(Mailbox::complete);
    }

    /** A consumer that fails once is called again. */
    private static <T> void call(Consumer<? super T> consumer, T event) {
        try {
            consumer.accept(event);
        } catch (RuntimeException failure) {
            LOG.log(Logger.Level.WARNING, "A consumer of events failed; it misses one event.", failure);
        }
    }
}
