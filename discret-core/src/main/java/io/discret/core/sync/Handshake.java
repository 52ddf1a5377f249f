package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rows.PeerRow;
import io.discret.core.wire.Answer;
import io.discret.core.wire.IdentityAnswer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.WireLimits;
import io.discret.spi.Node;
import io.discret.spi.Scheduler;
import io.discret.spi.Signer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Settle who is at the other end (docs/protocol/41 §1). Used by the executor of the session only.
 *
 * <p>A challenge is any 32 bytes, and rows are signed over bare hashes: who answers it may sign a forged row. Hence one
 * answer a connection, of 32 bytes only, and an acceptor answers after the dialer has proved itself; a dialer answers at
 * once, else two of ours would wait for each other (41 §11.1).
 */
final class Handshake {
    private static final Logger LOG = System.getLogger(Handshake.class.getPackageName());

    private final SessionContext context;
    private final SessionLink link;
    private final Queries.Scope queries;
    private final EventQueue events;
    private final Remote remote;
    private final Admission admission;
    private final boolean dialer;
    private final BooleanSupplier local;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable Challenge challenge;
    private @Nullable Uid device;
    private boolean fingerprintAsked;

    private record Challenge(long id, byte[] bytes) {}

    Handshake(
            SessionContext context,
            SessionLink link,
            Queries queries,
            EventQueue events,
            Remote remote,
            Admission admission,
            boolean dialer,
            BooleanSupplier local) {
        this.context = context;
        this.link = link;
        this.queries = queries.scope();
        this.events = events;
        this.remote = remote;
        this.admission = admission;
        this.dialer = dialer;
        this.local = local;
    }

    /** Begin; the stage completes when the peer is verified and, a device of the same user, accepted. */
    CompletableFuture<Void> start() {
        Scheduler.Task deadline = context.environment()
                .scheduler()
                .schedule(
                        SyncLimits.HANDSHAKE,
                        context.executor(),
                        () -> done.completeExceptionally(new DiscretException(
                                ErrorCode.TIME_OUT, "The peer did not say in time who it is; it is called again.")));
        byte[] asked = context.environment().random().bytes(WireLimits.CHALLENGE);
        queries.single(new Query.ProveIdentity(asked), Payload.PROVE_IDENTITY)
                .thenCompose(answer -> check(asked, answer))
                .thenAccept(this::identified)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(failure);
                    }
                });
        done.whenComplete((nothing, failure) -> deadline.cancel());
        return done;
    }

    /** Take the challenge of the peer; false when it gets no answer. */
    boolean challenged(long id, byte[] bytes) {
        if (challenge != null || bytes.length != WireLimits.CHALLENGE) {
            LOG.log(Level.WARNING, "A peer asked for a second proof of identity, or of a wrong length; it gets none.");
            return false;
        }
        challenge = new Challenge(id, bytes);
        if (dialer || remote.key() != null) {
            prove(challenge);
        }
        return true;
    }

    private void prove(Challenge asked) {
        Optional<byte[]> proof = context.signChallenge(asked.bytes());
        if (proof.isEmpty()) {
            LOG.log(Level.WARNING, "A peer asked for a signature that would make a row; it gets none.");
            return;
        }
        context.ownPeer().whenComplete((peer, failure) -> {
            if (failure == null) {
                IdentityAnswer answer = new IdentityAnswer(peer, proof.get());
                link.sendAnswer(Answer.single(asked.id(), Payload.PROVE_IDENTITY.encode(answer))
                        .encode());
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<VerifyingKey> check(byte[] asked, IdentityAnswer answer) {
        return CompletableFuture.supplyAsync(() -> proved(asked, answer), context.verifiers())
                .thenComposeAsync(
                        key -> admission.admit(key, answer.peer()).thenApply(admitted -> key), context.executor());
    }

    private VerifyingKey proved(byte[] asked, IdentityAnswer answer) {
        Node peer = answer.peer();
        VerifyingKey key = VerifyingKey.of(peer.verifyingKey());
        byte[] signature = answer.challengeSignature();
        boolean proof = signature.length == Signer.SIGNATURE_SIZE
                && context.signer().verify(key.raw(), asked, signature) == Signer.Verification.VALID;
        if (!proof) {
            throw new DiscretException(
                    ErrorCode.BAD_SIGNATURE, "A peer could not prove who it is; the connection is closed.");
        }
        PeerRow.check(peer, context.rowVerifier()).ifPresent(reason -> {
            throw new DiscretException(
                    reason, "A peer presents itself by a row that is none; the connection is closed.");
        });
        return key;
    }

    private void identified(VerifyingKey key) {
        if (done.isDone()) {
            return;
        }
        remote.proved(key);
        if (challenge != null && !dialer) {
            prove(challenge);
        }
        if (remote.isSameUser()) {
            events.send(new RemoteEvent.ReadyFingerprint());
            if (fingerprintAsked) {
                checkHardware();
            }
        } else {
            ready();
        }
    }

    /** The peer has verified us and knows that it is a device of the same user: it can name itself now. */
    void fingerprintReady() {
        if (fingerprintAsked) {
            return;
        }
        fingerprintAsked = true;
        if (remote.isSameUser()) {
            checkHardware();
        }
    }

    /** The device of the same user at the other end, once it has named itself. */
    Optional<Uid> device() {
        return Optional.ofNullable(device);
    }

    private void checkHardware() {
        queries.single(new Query.HardwareFingerprint(), Payload.HARDWARE_FINGERPRINT)
                .thenCompose(named -> {
                    device = named.id();
                    return new HardwareCheck(context).accept(named, local.getAsBoolean());
                })
                .whenComplete((accepted, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(failure);
                    } else if (accepted) {
                        ready();
                    } else {
                        done.completeExceptionally(
                                new DiscretException(
                                        ErrorCode.NOT_AUTHORISED,
                                        "A device of this user is not accepted yet; set its sys.AllowedHardware row to allowed."));
                    }
                });
    }

    /** Whether the peer is told which device this is: to devices of the same user only (docs/protocol/41 §2.5). */
    boolean namesDevice() {
        if (!remote.isSameUser()) {
            LOG.log(Level.WARNING, "Somebody else asked for the name of this device; it gets none.");
        }
        return remote.isSameUser();
    }

    /** Answer which device this is. */
    CompletionStage<Void> fingerprint(long id) {
        byte[] device = Payload.HARDWARE_FINGERPRINT.encode(context.hardware());
        return link.sendAnswer(Answer.single(id, device).encode());
    }

    private void ready() {
        if (!done.isDone()) {
            remote.trust();
            events.send(new RemoteEvent.Ready());
            done.complete(null);
        }
    }
}
