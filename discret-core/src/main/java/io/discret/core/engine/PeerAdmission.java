package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.net.TokenEntry;
import io.discret.core.peers.Introduction;
import io.discret.core.sync.Admission;
import io.discret.spi.Node;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Let in a peer that proved its key, for the reason its token is known here (docs/protocol/31 §6.4, §12). Used by the
 * serial executor of the engine only, for one connection.
 */
final class PeerAdmission implements Admission {
    private final TokenEntry entry;
    private final VerifyingKey self;
    private final Door door;

    PeerAdmission(TokenEntry entry, VerifyingKey self, Door door) {
        this.entry = entry;
        this.self = self;
        this.door = door;
    }

    @Override
    public CompletionStage<Void> admit(VerifyingKey key, Node peer) {
        if (entry instanceof TokenEntry.AllowedPeer allowed) {
            if (!allowed.key().equals(key)) {
                return refused(ErrorCode.INVALID_PEER, "The peer is not the one this token belongs to.");
            }
            return key.equals(self)
                    ? CompletableFuture.completedFuture(null)
                    : door.introductions().renew(peer);
        }
        if (key.equals(self)) {
            // A device of the own user needs no invite and uses none up; it is checked as one (31 P11).
            return CompletableFuture.completedFuture(null);
        }
        if (entry instanceof TokenEntry.HeldInvite held) {
            return held.invite().isSignedBy(key, door.signer(), door.derivation())
                    ? door.introductions().inviter(held.invite().id(), peer).thenAccept(this::tell)
                    : refused(ErrorCode.INVALID_INVITE, "The peer did not make the invite it was met by.");
        }
        if (entry instanceof TokenEntry.OwnedInvite owned) {
            return door.introductions().used(owned.invite(), peer).thenAccept(this::tell);
        }
        throw new IllegalStateException("A token is known for one of three reasons.");
    }

    @Override
    public void remembered(VerifyingKey key) {
        if (!key.equals(self)) {
            door.introductions().settle(key).thenAccept(settled -> {
                if (settled) {
                    door.peersChanged().run();
                }
            });
        }
    }

    private void tell(Optional<Introduction> introduction) {
        introduction.ifPresent(door.told());
    }

    private static CompletionStage<Void> refused(ErrorCode code, String sentence) {
        return CompletableFuture.failedFuture(new DiscretException(code, sentence));
    }
}
