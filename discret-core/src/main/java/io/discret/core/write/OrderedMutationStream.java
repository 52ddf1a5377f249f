package io.discret.core.write;

import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.core.db.Failures;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Answer many mutations in the order in which they were sent.
 *
 * <p>The writer never waits for a reader of answers: answers are given out on the executor of the database, and only the
 * sender waits when too many are under way.
 */
final class OrderedMutationStream implements MutationStream {
    private final BiFunction<String, Parameters, CompletableFuture<QueryResult>> mutate;
    private final int mostInFlight;
    private final Queue<Item> items = new ArrayDeque<>();
    private boolean answering;
    private int inFlight;
    private boolean closed;

    OrderedMutationStream(BiFunction<String, Parameters, CompletableFuture<QueryResult>> mutate, int mostInFlight) {
        this.mutate = mutate;
        this.mostInFlight = mostInFlight;
    }

    private record Item(CompletableFuture<QueryResult> result, CompletableFuture<QueryResult> answer) {
        void pass() {
            result.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(Failures.of(failure));
                }
            });
        }
    }

    @Override
    public CompletableFuture<QueryResult> send(String mutation, Parameters parameters) {
        Item item;
        synchronized (this) {
            awaitWhile(() -> inFlight >= mostInFlight && !closed);
            if (closed) {
                return CompletableFuture.failedFuture(Failures.closed());
            }
            inFlight++;
            item = new Item(mutate.apply(mutation, parameters), new CompletableFuture<>());
            items.add(item);
        }
        item.result().whenComplete((value, failure) -> answer());
        return item.answer();
    }

    @Override
    public synchronized int inFlight() {
        return inFlight;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        awaitWhile(() -> inFlight > 0);
    }

    /** Give out what is done, from the front; one thread at a time keeps the order. */
    private void answer() {
        while (true) {
            Item item;
            synchronized (this) {
                item = items.peek();
                if (answering || item == null || !item.result().isDone()) {
                    return;
                }
                answering = true;
                items.remove();
            }
            try {
                item.pass();
            } finally {
                synchronized (this) {
                    answering = false;
                    inFlight--;
                    notifyAll();
                }
            }
        }
    }

    /** Called under the lock. */
    private synchronized void awaitWhile(BooleanSupplier condition) {
        try {
            while (condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.closed();
        }
    }
}
