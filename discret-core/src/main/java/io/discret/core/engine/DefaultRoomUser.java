package io.discret.core.engine;

import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.WriteTransaction;
import io.discret.core.peers.Introductions;
import io.discret.core.rooms.Authorisation;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import io.discret.core.write.MutationExecutor;
import io.discret.spi.Clock;

/** Make who used an invite a user of its room, by the mutation the user could have written (docs/protocol/31 §8.4.5). */
final class DefaultRoomUser implements Introductions.Newcomers {
    private static final String ADD = "mutate { sys.Room { id: $room authorisations: [{ id: $authorisation"
            + " users: [{ verif_key: $key enabled: true }] }] } }";

    private final Rooms rooms;
    private final MutationExecutor mutations;
    private final Clock clock;

    DefaultRoomUser(Rooms rooms, MutationExecutor mutations, Clock clock) {
        this.rooms = rooms;
        this.mutations = mutations;
        this.clock = clock;
    }

    @Override
    public void welcome(WriteTransaction transaction, Uid roomId, Uid authorisationId, VerifyingKey newcomer) {
        Room room = transaction.rooms(rooms).room(roomId);
        Authorisation authorisation =
                room == null ? null : room.authorisations().get(authorisationId);
        if (authorisation != null && authorisation.isUser(newcomer, clock.millis())) {
            return;
        }
        mutations.within(
                transaction,
                ADD,
                Parameters.of("room", roomId.toString(), "authorisation", authorisationId.toString())
                        .add("key", newcomer.toString()));
    }
}
