package io.discret.core.sync;

import io.discret.api.VerifyingKey;
import io.discret.spi.Node;
import java.util.concurrent.CompletionStage;

/** Say whom a connection is for: an allowed peer, or somebody with an invite (docs/protocol/41 §1.1). */
public interface Admission {
    /**
     * Decide on a peer that has proved who it is, and remember it as an allowed one where an invite says so
     * (docs/protocol/41 §1.4). Must be idempotent: both connections of an election may ask.
     *
     * @param key proved by the peer
     * @param peer its sys.Peer row, verified
     * @return completes on the executor of the session; fails when the peer is not the one expected
     */
    CompletionStage<Void> admit(VerifyingKey key, Node peer);

    /** The peer has said that it is ready: it has remembered us as well. */
    default void remembered(VerifyingKey key) {}
}
