package io.discret.core.peers;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.Optional;

/**
 * Tell of an invite that made two users peers.
 *
 * @param invite id of the invite
 * @param peer the other user: who used it for the inviter, who made it for the invited
 * @param roomRefusal why the newcomer got no default room; empty also when none was offered
 */
public record Introduction(Uid invite, VerifyingKey peer, Optional<ErrorCode> roomRefusal) {}
