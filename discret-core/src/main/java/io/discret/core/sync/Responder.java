package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Failures;
import io.discret.core.wire.Answer;
import io.discret.core.wire.AnswerError;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Answer the queries of the peer, to whom and as docs/protocol/41 §2.5 says. Used by the executor of the session only.
 *
 * <p>Two lanes, each one query at a time: small answers do not wait behind bulk ones (41 §11.19). A part is sent when the
 * one before has left, so that a slow peer costs no memory.
 */
final class Responder {
    private static final Logger LOG = System.getLogger(Responder.class.getPackageName());

    private final SessionContext context;
    private final SessionLink link;
    private final Remote remote;
    private final Handshake handshake;
    private final Answers answers;
    private final Consumer<DiscretException> failed;
    private final Lane small = new Lane();
    private final Lane bulk = new Lane();
    private long waitingBytes;
    private int unanswered;
    private boolean reading = true;
    private boolean closed;

    /**
     * Make one.
     *
     * @param failed told of a peer that does what it may not, when no message of it is being read
     */
    Responder(
            SessionContext context,
            SessionLink link,
            Remote remote,
            Handshake handshake,
            SeenDefinitions seen,
            Consumer<DiscretException> failed) {
        this.context = context;
        this.failed = failed;
        this.link = link;
        this.remote = remote;
        this.handshake = handshake;
        answers = new Answers(context, link, remote, seen);
    }

    private static final class Lane {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private boolean busy;
    }

    /** A query, and the bytes it came in. */
    private record Waiting(QueryProtocol asked, int size) {}

    /**
     * Take a query.
     *
     * @param size of its message in bytes
     * @throws DiscretException when the peer sends far more than it may
     */
    void query(QueryProtocol asked, int size) {
        if (asked.query() instanceof Query.ProveIdentity identity) {
            if (!handshake.challenged(asked.id(), identity.challenge())) {
                unanswered();
            }
        } else {
            if (waiting() >= SyncLimits.MOST_WAITING_QUERIES) {
                throw new DiscretException(ErrorCode.BAD_MESSAGE, "A peer asks without waiting for answers.");
            }
            Lane lane = isBulk(asked.query()) ? bulk : small;
            lane.waiting.add(new Waiting(asked, size));
            waitingBytes += size;
            next(lane);
            read();
        }
    }

    /** A peer that asks on and on what it is not told only wants to keep us busy, and to fill our logs. */
    private void unanswered() {
        unanswered++;
        if (unanswered > SyncLimits.MOST_UNANSWERED) {
            throw new DiscretException(
                    ErrorCode.BAD_MESSAGE, "A peer asks again and again what it is not told; it is disconnected.");
        }
    }

    private static boolean isBulk(Query query) {
        return query instanceof Query.OfDay
                || query instanceof Query.Nodes
                || query instanceof Query.Edges
                || query instanceof Query.RoomLog
                || query instanceof Query.PeersForRoom
                || query instanceof Query.PeersDigest;
    }

    private int waiting() {
        return small.waiting.size() + bulk.waiting.size();
    }

    private void read() {
        boolean wanted = waiting() < SyncLimits.WAITING_QUERIES && waitingBytes < SyncLimits.WAITING_QUERY_BYTES;
        if (wanted != reading && !closed) {
            reading = wanted;
            link.readQueries(wanted);
        }
    }

    private void next(Lane lane) {
        while (!lane.busy && !lane.waiting.isEmpty()) {
            Waiting first = lane.waiting.remove();
            waitingBytes -= first.size();
            QueryProtocol asked = first.asked();
            if (isNotAnswered(asked.query())) {
                unanswered();
                continue;
            }
            lane.busy = true;
            answer(asked)
                    .whenCompleteAsync(
                            (nothing, failure) -> {
                                lane.busy = false;
                                goOn(lane);
                            },
                            context.executor());
        }
    }

    private void goOn(Lane lane) {
        try {
            next(lane);
            read();
        } catch (DiscretException e) {
            failed.accept(e);
        }
    }

    /** Whether there is no answer at all, not even a refusal (docs/protocol/41 §2.5). */
    private boolean isNotAnswered(Query query) {
        if (query instanceof Query.HardwareFingerprint) {
            return !handshake.namesDevice();
        }
        return query instanceof Query.RoomList && !remote.trusted();
    }

    private CompletionStage<Void> answer(QueryProtocol asked) {
        if (asked.query() instanceof Query.OfRoom ofRoom && !mayAsk(asked.query(), ofRoom.room())) {
            return send(Answer.refused(asked.id(), AnswerError.authorisation(asked.query())));
        }
        if (asked.query() instanceof Query.OfRoom ofRoom) {
            remote.asks(ofRoom.room());
        }
        return answered(asked).exceptionallyCompose(failure -> {
            if (closed || Failures.of(failure).code() == ErrorCode.CLOSED) {
                return CompletableFuture.failedFuture(failure);
            }
            LOG.log(
                    Level.WARNING,
                    "A query of a peer could not be answered: " + asked.query().text(),
                    failure);
            return send(Answer.refused(asked.id(), AnswerError.technical(asked.query())));
        });
    }

    private boolean mayAsk(Query query, Uid room) {
        boolean ofDefinition = query instanceof Query.RoomDefinition || query instanceof Query.RoomNode;
        return ofDefinition ? remote.mayReadDefinition(room) : remote.mayRead(room);
    }

    private CompletionStage<Void> answered(QueryProtocol asked) {
        if (asked.query() instanceof Query.HardwareFingerprint) {
            return handshake.fingerprint(asked.id());
        }
        try {
            return answers.answer(asked);
        } catch (DiscretException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Void> send(Answer answer) {
        return link.sendAnswer(answer.encode());
    }

    void close() {
        closed = true;
        small.waiting.clear();
        bulk.waiting.clear();
        waitingBytes = 0;
    }
}
