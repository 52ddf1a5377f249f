package io.discret.api;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Publish what happens. A slow subscriber never blocks the engine: each has a queue of its own, and loses the oldest
 * events first when it is full. Safe for use by any thread.
 */
public interface Events extends Flow.Publisher<Event> {
    /**
     * Call a consumer for every event of a type, on a thread of the engine.
     *
     * @return close it to stop
     */
    <T extends Event> Subscription onEvent(Class<T> type, Consumer<? super T> consumer);

    /** Stops a consumer. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
