package io.discret.api;

import java.util.concurrent.CompletableFuture;

/**
 * Write many mutations without waiting for each.
 *
 * <p>Answers come in the order of the calls, a slow reader of answers never blocks the writer, and an error of one item
 * does not stop the stream. {@link #close} waits until every item is answered; days are marked and peers told at each
 * commit. Safe for use by several threads.
 */
public interface MutationStream extends AutoCloseable {
    /**
     * Queue a mutation. Waits while {@link #inFlight} is at its bound, so a fast producer cannot fill the memory.
     *
     * @return completed after the commit, or with the error of this item
     */
    CompletableFuture<QueryResult> send(String mutation, Parameters parameters);

    /** Items sent and not yet answered. */
    int inFlight();

    @Override
    void close();
}
