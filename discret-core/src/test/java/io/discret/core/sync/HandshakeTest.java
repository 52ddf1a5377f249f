package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.wire.Answer;
import io.discret.core.wire.IdentityAnswer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.spi.Node;
import io.discret.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The proof of identity at its edges: too late, on a line that is gone, by who has none (docs/protocol/41 §1), on virtual time. */
class HandshakeTest {
    private final VirtualTime time = new VirtualTime(6);
    private final TestPeer alice = new TestPeer(time, "alice", 1);
    private final TestPeer bob = new TestPeer(time, "bob", 2);
    private final RecordingLink link = new RecordingLink();
    private final CompletableFuture<Void> admitted = new CompletableFuture<>();
    private final PeerSession session = new PeerSession(
            alice,
            alice.scheduler,
            link,
            new Admission() {
                @Override
                public CompletionStage<Void> admit(VerifyingKey key, Node peer) {
                    return admitted;
                }
            },
            true,
            () -> true);

    /** Alice dials and Bob proves who he is; whether he is expected is not decided yet. */
    private void bobProvesHisIdentity() {
        session.start();
        QueryProtocol asked = link.queries.get(0);
        byte[] challenge = ((Query.ProveIdentity) asked.query()).challenge();
        IdentityAnswer proof = new IdentityAnswer(
                bob.await(bob.ownPeer()), bob.signChallenge(challenge).orElseThrow());
        session.answer(
                Answer.single(asked.id(), Payload.PROVE_IDENTITY.encode(proof)).encode());
        settle();
        assertThat(alice.connected).isEmpty();
    }

    private void settle() {
        time.run(Duration.ofSeconds(1));
    }

    /** The suite can fail: once Bob is admitted he is told that he may ask. */
    @Test
    void whoIsAdmittedInTimeIsConnected() {
        bobProvesHisIdentity();
        admitted.complete(null);
        settle();

        assertThat(link.events).containsExactly(new RemoteEvent.Ready());
        assertThat(alice.connected).containsExactly(bob.self());
        time.run(Duration.ofMinutes(1));
        assertThat(link.closed).isNull();
    }

    /** §1.1.5: whoever is admitted after the time has passed is not told that he may ask. */
    @Test
    void whoIsAdmittedTooLateIsNotConnected() {
        bobProvesHisIdentity();
        time.run(SyncLimits.HANDSHAKE);
        assertThat(link.closed).isEqualTo(SyncLimits.CLOSE);
        admitted.complete(null);
        settle();

        assertThat(link.events).isEmpty();
        assertThat(session.remoteKey()).isEmpty();
        assertThat(alice.connected).isEmpty();
    }

    /** A peer that ends its stream while it is looked at is of no use any more. */
    @Test
    void whoLeavesMeanwhileIsNotConnected() {
        bobProvesHisIdentity();
        session.peerFinished();
        admitted.complete(null);
        settle();

        assertThat(link.closed).isEqualTo(SyncLimits.CLOSE);
        assertThat(alice.connected).isEmpty();
    }

    /** §1.1.2: the answer holds the own row; without it nothing is proved, and nobody waits. */
    @Test
    void whoHasNoRowOfHisOwnEndsTheConnection() {
        alice.write(transaction -> transaction.store().deleteNode(alice.identity.peerUid()));
        session.start();
        session.query(new QueryProtocol(7, new Query.ProveIdentity(new byte[32])).encode());
        settle();

        assertThat(link.answers).isEmpty();
        assertThat(link.closed).isEqualTo(SyncLimits.CLOSE);
    }

    /** §1.1.5: a line that is gone before the first question is closed at once. */
    @Test
    void aLineThatIsGoneIsClosedAtOnce() {
        link.leaving = CompletableFuture.failedFuture(new DiscretException(ErrorCode.CLOSED, "gone"));
        session.start();
        time.run(Duration.ofMillis(1));

        assertThat(link.closed).isEqualTo(SyncLimits.CLOSE);
    }
}
