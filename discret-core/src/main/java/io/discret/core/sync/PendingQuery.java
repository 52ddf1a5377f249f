package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.db.Failures;
import io.discret.core.wire.Answer;
import io.discret.core.wire.AnswerError;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.spi.BincodeReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wait for the answer to one query, in one or several parts. Used by the executor of the session only. */
final class PendingQuery<T> {
    /** Bytes around each part: many empty ones must count too. */
    private static final int PART_OVERHEAD = 64;

    private final Queries queries;
    private final Query query;
    private final Payload<T> payload;
    private final @Nullable Function<T, ? extends CompletionStage<?>> consumer;
    private final CompletableFuture<T> single = new CompletableFuture<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final Deque<byte[]> parts = new ArrayDeque<>();
    private boolean consuming;
    private boolean ended;
    private long lastAnswer;

    private PendingQuery(
            Queries queries,
            Query query,
            Payload<T> payload,
            @Nullable Function<T, ? extends CompletionStage<?>> consumer) {
        this.queries = queries;
        this.query = query;
        this.payload = payload;
        this.consumer = consumer;
        end().whenComplete((value, failure) -> dropParts());
    }

    static <T> PendingQuery<T> single(Queries queries, Query query, Payload<T> payload) {
        return new PendingQuery<>(queries, query, payload, null);
    }

    static <T> PendingQuery<T> parts(
            Queries queries, Query query, Payload<T> payload, Function<T, ? extends CompletionStage<?>> consumer) {
        return new PendingQuery<>(queries, query, payload, consumer);
    }

    Query query() {
        return query;
    }

    CompletableFuture<T> single() {
        return single;
    }

    CompletableFuture<Void> all() {
        return all;
    }

    /** What ends this query. */
    CompletableFuture<?> end() {
        return consumer == null ? single : all;
    }

    void fail(DiscretException failure) {
        end().completeExceptionally(failure);
    }

    /** Fail when the peer stays silent. */
    void watch() {
        lastAnswer = now();
        schedule(SyncLimits.SILENCE);
    }

    private void schedule(Duration delay) {
        var scheduler = queries.context().environment().scheduler();
        var timer = scheduler.schedule(delay, queries.context().executor(), this::check);
        end().whenComplete((value, failure) -> timer.cancel());
    }

    private void check() {
        if (end().isDone()) {
            return;
        }
        if (consuming || !queries.reading()) {
            lastAnswer = now(); // we are the slow ones
        }
        long own = now() - lastAnswer;
        long any = now() - Math.max(lastAnswer, queries.lastAnswer());
        if (any >= SyncLimits.SILENCE.toNanos() || own >= SyncLimits.LONGEST_SILENCE.toNanos()) {
            fail(new DiscretException(
                    ErrorCode.TIME_OUT, "The peer did not answer " + query.text() + " in time; it is asked again."));
            return;
        }
        schedule(SyncLimits.SILENCE.minusNanos(Math.max(0, any)));
    }

    private long now() {
        return queries.context().environment().clock().nanos();
    }

    void answer(Answer answer) {
        lastAnswer = now();
        try {
            if (!answer.success()) {
                fail(refusal(answer.serialized()));
            } else if (consumer == null) {
                single.complete(payload.decode(answer.serialized()));
            } else if (answer.complete()) {
                ended = true; // the payload of the last one means nothing (docs/protocol/41 §2.4)
                next();
            } else if (!ended) {
                parts.add(answer.serialized());
                queries.waiting(cost(answer.serialized()));
                next();
            }
        } catch (DiscretException e) {
            fail(e);
        }
    }

    private static DiscretException refusal(byte[] serialized) {
        AnswerError error = AnswerError.read(new BincodeReader(serialized));
        if (error.kind() == AnswerError.Kind.AUTHORISATION) {
            return new DiscretException(ErrorCode.NOT_AUTHORISED, "The peer does not let us ask this.");
        }
        return new DiscretException(ErrorCode.PEER_UNREACHABLE, "The peer failed to answer; it is asked again.");
    }

    /** A loop: many small parts taken at once must not deepen the stack. */
    private void next() {
        while (!consuming && !all.isDone()) {
            byte[] part = parts.poll();
            if (part == null) {
                if (ended) {
                    all.complete(null);
                }
                return;
            }
            CompletableFuture<?> taking = take(part);
            if (taking.isDone()) {
                taken(part, taking);
            } else {
                consuming = true;
                taking.whenComplete((value, failure) -> {
                    consuming = false;
                    taken(part, taking);
                    next();
                });
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a consumer throws, the caller gets an answer
    private CompletableFuture<?> take(byte[] part) {
        try {
            return Objects.requireNonNull(consumer).apply(payload.decode(part)).toCompletableFuture();
        } catch (Exception | Error failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void taken(byte[] part, CompletableFuture<?> taking) {
        queries.waiting(-cost(part));
        if (taking.isCompletedExceptionally()) {
            taking.whenComplete((value, failure) -> fail(Failures.of(Objects.requireNonNull(failure))));
        }
    }

    /** Memory of a part that waits. */
    private static long cost(byte[] part) {
        return (long) part.length + PART_OVERHEAD;
    }

    private void dropParts() {
        parts.forEach(part -> queries.waiting(-cost(part)));
        parts.clear();
    }
}
