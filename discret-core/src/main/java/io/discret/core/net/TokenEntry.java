package io.discret.core.net;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Invite;

/** Say why a meeting token is known here (docs/protocol/40 §7.1, §9). Immutable. */
public sealed interface TokenEntry {
    /** A peer with whom connections are allowed, the own devices included. */
    record AllowedPeer(VerifyingKey key) implements TokenEntry {}

    /** An invite made here and not used yet. */
    record OwnedInvite(Uid invite) implements TokenEntry {}

    /** An invite accepted here and not used yet. */
    record HeldInvite(Invite invite) implements TokenEntry {}
}
