package io.discret.core.sync;

import java.util.concurrent.CompletionStage;

/**
 * Carry messages to the peer. Called on the executor of the session; never blocks.
 *
 * <p>A message is one value of docs/protocol/40 §6 without its length: the link puts it into a frame. Stages complete
 * when the next message may be sent, on any thread, and fail when the connection is gone.
 */
public interface SessionLink {
    /** Whether both sides agreed on the protocol of docs/protocol/41 §12, and not on that of the reference. */
    boolean speaksOwn();

    /** Send an {@link io.discret.core.wire.Answer}. */
    CompletionStage<Void> sendAnswer(byte[] message);

    /** Send a {@link io.discret.core.wire.QueryProtocol}. */
    CompletionStage<Void> sendQuery(byte[] message);

    /** Send a {@link io.discret.core.wire.RemoteEvent}. */
    CompletionStage<Void> sendEvent(byte[] message);

    /** Stop or go on reading answers: the session holds as many as it wants to. A few late ones may come. */
    void readAnswers(boolean wanted);

    /** Stop or go on reading queries: the session has enough to answer. A few late ones may come. */
    void readQueries(boolean wanted);

    /**
     * Close the connection; {@link PeerSession#closed} follows.
     *
     * @param code application code (docs/protocol/40 §1)
     */
    void close(long code);
}
