package io.discret.core.engine;

import io.discret.api.Uid;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.Rooms;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hold the rooms in force. Safe for use by any thread. */
final class RoomsInForce implements Rooms {
    private volatile Map<Uid, Room> rooms;

    RoomsInForce(Room privateRoom) {
        rooms = Map.of(privateRoom.id(), privateRoom);
    }

    @Override
    public @Nullable Room room(Uid id) {
        return rooms.get(id);
    }

    @Override
    public Collection<Room> all() {
        return rooms.values();
    }
}
