package io.discret.core.fuzz;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.identity.Invite;

/** Fuzz target: an invitation that somebody pasted (docs/protocol/20 §9). */
public final class InviteFuzz {
    private InviteFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        Invite invite;
        try {
            invite = Invite.decode(data);
        } catch (DiscretException e) {
            if (e.code() != ErrorCode.INVALID_INVITE) {
                throw new AssertionError("refused in other words", e);
            }
            return;
        }
        if (!Invite.decode(invite.encode()).equals(invite)) {
            throw new AssertionError("an invitation reads differently");
        }
    }
}
