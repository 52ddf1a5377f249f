package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.sync.RoomDefinitions;
import io.discret.core.wire.RoomNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Know the one room whose definition never travels: each device builds its private room by itself (docs/protocol/41 §7).
 * Other rooms are refused in words; nothing else of the connection suffers.
 */
final class PrivateRoomOnly implements RoomDefinitions {
    @Override
    public CompletionStage<Optional<RoomNode>> definition(Uid room) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> receive(Uid room, RoomNode received) {
        return CompletableFuture.failedFuture(new DiscretException(
                ErrorCode.UNSUPPORTED, "The room " + room + " is shared with others, which this version cannot do."));
    }
}
