package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Ask the peer and match its answers (docs/protocol/41 §2). Used by the executor of the session only.
 *
 * <p>Parts of an answer are handed over one after the other; those that wait are counted, and reading stops above
 * {@link SyncLimits#WAITING_ANSWERS}. Whoever takes a part must therefore not wait for another answer.
 */
final class Queries {
    private final SessionContext context;
    private final SessionLink link;
    private final Map<Long, PendingQuery<?>> pending = new HashMap<>();
    private long nextId;
    private long lastAnswer;
    private long waitingBytes;
    private boolean reading = true;
    private boolean closed;

    Queries(SessionContext context, SessionLink link) {
        this.context = context;
        this.link = link;
    }

    /** The queries of one purpose, which end together. */
    final class Scope {
        private final Set<PendingQuery<?>> open = new LinkedHashSet<>();
        private boolean cancelled;

        /** Ask for one answer. */
        <T> CompletableFuture<T> single(Query query, Payload<T> payload) {
            PendingQuery<T> asked = PendingQuery.single(Queries.this, query, payload);
            ask(asked);
            return asked.single();
        }

        /**
         * Ask for parts.
         *
         * @param consumer takes one part after the other; the next when its stage has completed on the executor
         * @return completes when all parts are taken
         */
        <T> CompletableFuture<Void> parts(
                Query query, Payload<T> payload, Function<T, ? extends CompletionStage<?>> consumer) {
            PendingQuery<T> asked = PendingQuery.parts(Queries.this, query, payload, consumer);
            ask(asked);
            return asked.all();
        }

        /** Whether the peer answers the queries of docs/protocol/41 §12.4. */
        boolean speaksOwn() {
            return link.speaksOwn();
        }

        private void ask(PendingQuery<?> asked) {
            if (cancelled || closed) {
                asked.fail(closedFailure());
                return;
            }
            open.add(asked);
            asked.end().whenComplete((value, failure) -> open.remove(asked));
            Queries.this.ask(asked);
        }

        /** Who is asked: the same for all scopes of a connection, another for each connection. */
        Object peer() {
            return Queries.this;
        }

        /** Give up what is open; nothing more can be asked. */
        void cancel() {
            cancelled = true;
            for (PendingQuery<?> one : new ArrayList<>(open)) {
                one.fail(new DiscretException(ErrorCode.TIME_OUT, "The peer took too long; it is asked again later."));
            }
        }
    }

    Scope scope() {
        return new Scope();
    }

    private void ask(PendingQuery<?> asked) {
        long id = nextId++;
        pending.put(id, asked);
        asked.end().whenComplete((value, failure) -> pending.remove(id));
        asked.watch();
        link.sendQuery(new QueryProtocol(id, asked.query()).encode())
                .whenCompleteAsync(
                        (sent, failure) -> {
                            if (failure != null) {
                                asked.fail(closedFailure());
                            }
                        },
                        context.executor());
    }

    /** Take an answer; one to no query is ignored. */
    void answer(Answer answer) {
        lastAnswer = context.environment().clock().nanos();
        PendingQuery<?> asked = pending.get(answer.id());
        if (asked != null) {
            asked.answer(answer);
        }
    }

    /** Fail everything: the connection is gone. An answer that was cut off is no answer (docs/protocol/41 §11.9). */
    void close() {
        closed = true;
        for (PendingQuery<?> asked : new ArrayList<>(pending.values())) {
            asked.fail(closedFailure());
        }
    }

    SessionContext context() {
        return context;
    }

    /** When any answer came last, by the monotonic clock. */
    long lastAnswer() {
        return lastAnswer;
    }

    /** Count bytes that wait, or no longer wait, to be looked at. */
    void waiting(long bytes) {
        waitingBytes += bytes;
        boolean wanted = waitingBytes < SyncLimits.WAITING_ANSWERS;
        if (wanted != reading && !closed) {
            reading = wanted;
            link.readAnswers(wanted);
        }
    }

    /** Whether answers are read; when not, the silence of the peer is our own. */
    boolean reading() {
        return reading;
    }

    private static DiscretException closedFailure() {
        return new DiscretException(ErrorCode.CLOSED, "The connection to the peer is closed.");
    }
}
