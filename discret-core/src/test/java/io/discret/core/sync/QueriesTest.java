package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.db.Failures;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How long an answer is waited for, and what of it waits (docs/protocol/41 §2.4, §11.9), on virtual time. */
class QueriesTest {
    private static final int TOO_MANY = SyncLimits.WAITING_ANSWERS / Uid.SIZE;

    private final VirtualTime time = new VirtualTime(5);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final RecordingLink link = new RecordingLink();
    private final Queries queries = new Queries(alice, link);
    private final List<Uid> taken = new ArrayList<>();

    private CompletableFuture<Void> list(Function<List<Uid>, CompletionStage<?>> consumer) {
        return queries.scope().parts(new Query.RoomList(), Payload.ROOM_LIST, consumer);
    }

    private CompletableFuture<Void> list() {
        return list(part -> CompletableFuture.completedFuture(taken.addAll(part)));
    }

    private void part(long query, int uids) {
        queries.answer(Answer.part(query, Payload.ROOM_LIST.encode(Collections.nCopies(uids, Uid.ZERO))));
    }

    private static ErrorCode failure(CompletableFuture<?> asked) {
        assertThat(asked).isCompletedExceptionally();
        return Failures.of(asked.handle((value, failure) -> failure).join()).code();
    }

    /** "Timeout on multi-part answers (e.g. 10 s without a part)": while a part is taken nobody waits for the peer. */
    @Test
    void whoTakesAPartSlowlyDoesNotBlameThePeer() {
        CompletableFuture<Void> taking = new CompletableFuture<>();
        CompletableFuture<Void> all = list(part -> taking);
        part(0, 1);
        time.run(SyncLimits.SILENCE.multipliedBy(5));
        assertThat(all).isNotDone();

        taking.complete(null);
        time.run(SyncLimits.SILENCE.minusSeconds(1));
        assertThat(all).as("the silence begins when the part is taken").isNotDone();
        time.run(SyncLimits.SILENCE.multipliedBy(2));
        assertThat(failure(all)).isEqualTo(ErrorCode.TIME_OUT);
    }

    /** §2.4: "while the consumer is busy all answers of the connection wait"; what is not read is not late. */
    @Test
    void answersThatAreNotReadAreNotLate() {
        CompletableFuture<Void> taking = new CompletableFuture<>();
        CompletableFuture<Void> slow = list(part -> taking);
        CompletableFuture<Void> other = list();
        part(0, 1);
        assertThat(link.readingAnswers).isEmpty();
        part(0, TOO_MANY);
        assertThat(link.readingAnswers).containsExactly(false);
        time.run(SyncLimits.SILENCE.multipliedBy(5));
        assertThat(other).isNotDone();

        taking.complete(null);
        assertThat(link.readingAnswers).containsExactly(false, true);
        queries.answer(Answer.end(0));
        assertThat(slow).isCompleted();
        time.run(SyncLimits.SILENCE.multipliedBy(2));
        assertThat(failure(other)).isEqualTo(ErrorCode.TIME_OUT);
    }

    /** A reference peer answers one query after the other: a small answer may come late behind a bulk one, not for ever. */
    @Test
    void whoAnswersSomethingElseIsWaitedForALongTimeOnly() {
        CompletableFuture<Void> silent = list();
        CompletableFuture<Void> busy = list();
        Duration step = SyncLimits.SILENCE.dividedBy(2);
        for (Duration gone = step; gone.compareTo(SyncLimits.LONGEST_SILENCE) < 0; gone = gone.plus(step)) {
            time.run(step);
            part(1, 1);
            assertThat(silent).isNotDone();
        }
        for (int i = 0; i < 4; i++) {
            time.run(step);
            part(1, 1);
        }

        assertThat(failure(silent)).isEqualTo(ErrorCode.TIME_OUT);
        assertThat(busy).isNotDone();
        assertThat(taken).hasSize(63);
    }

    /** "abort on connection loss instead of complete": what waits is dropped, and nothing is asked of the line. */
    @Test
    void nothingIsReadOrAskedAfterTheEnd() {
        CompletableFuture<Void> slow = list(part -> new CompletableFuture<>());
        CompletableFuture<Void> other = list();
        part(0, 1);
        part(0, TOO_MANY);
        queries.close();

        assertThat(failure(slow)).isEqualTo(ErrorCode.CLOSED);
        assertThat(failure(other)).isEqualTo(ErrorCode.CLOSED);
        assertThat(failure(list())).isEqualTo(ErrorCode.CLOSED);
        assertThat(link.readingAnswers).containsExactly(false);
        assertThat(link.queries).hasSize(2);
    }

    /** "Never hold a room lock without a deadline": what one purpose asked for ends, and nothing more is asked for it. */
    @Test
    void aScopeThatIsCancelledAsksNoMore() {
        Queries.Scope scope = queries.scope();
        CompletableFuture<?> open = scope.single(new Query.RoomDefinition(Uid.ZERO), Payload.ROOM_DEFINITION);
        CompletableFuture<Void> ofAnother = list();
        scope.cancel();

        assertThat(failure(open)).isEqualTo(ErrorCode.TIME_OUT);
        assertThat(failure(scope.single(new Query.RoomDefinition(Uid.ZERO), Payload.ROOM_DEFINITION)))
                .isEqualTo(ErrorCode.CLOSED);
        assertThat(link.queries).hasSize(2);
        queries.answer(Answer.end(1));
        assertThat(ofAnother).isCompleted();
    }
}
