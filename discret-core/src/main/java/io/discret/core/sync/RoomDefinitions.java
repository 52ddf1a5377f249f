package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.wire.RoomNode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Give out and take over definitions of rooms (docs/protocol/30, 41 §6.1). Stages complete on the executor of the session. */
public interface RoomDefinitions {
    /** The rows of a definition, lists ascending by mdate; empty for a private room and one not known here. */
    CompletionStage<Optional<RoomNode>> definition(Uid room);

    /**
     * Check and store a definition that a peer sent; afterwards the room is known here.
     *
     * @param room asked for; {@code received.node().id()} must equal it
     * @param received not verified yet
     * @return what became of it; fails with a {@link io.discret.api.DiscretException} when it is refused
     */
    CompletionStage<Received> receive(Uid room, RoomNode received);

    /**
     * Say what became of a definition.
     *
     * @param changed whether anything of it was new here
     * @param senderIsBehind whether the sender lacks something that is here
     */
    record Received(boolean changed, boolean senderIsBehind) {}
}
