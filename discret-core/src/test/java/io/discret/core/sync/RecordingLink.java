package io.discret.core.sync;

import io.discret.core.wire.Answer;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hold what one side sends; there is no other side, and a test says what comes back. */
final class RecordingLink implements SessionLink {
    final List<QueryProtocol> queries = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final List<RemoteEvent> events = new ArrayList<>();

    /** Each time that reading answers was stopped or went on. */
    final List<Boolean> readingAnswers = new ArrayList<>();

    /** When what is sent has left; it fails on a line that is gone. */
    CompletionStage<Void> leaving = CompletableFuture.completedFuture(null);

    /** The code with which it was closed. */
    @Nullable
    Long closed;

    @Override
    public boolean speaksOwn() {
        return true;
    }

    @Override
    public CompletionStage<Void> sendAnswer(byte[] message) {
        answers.add(Answer.decode(message));
        return leaving;
    }

    @Override
    public CompletionStage<Void> sendQuery(byte[] message) {
        queries.add(QueryProtocol.decode(message));
        return leaving;
    }

    @Override
    public CompletionStage<Void> sendEvent(byte[] message) {
        events.add(RemoteEvent.decode(message));
        return leaving;
    }

    @Override
    public void readAnswers(boolean wanted) {
        readingAnswers.add(wanted);
    }

    @Override
    public void readQueries(boolean wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(long code) {
        closed = code;
    }
}
