package io.discret.core.rooms;

import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.spi.StoreReader;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hold the rooms as of the last commit. What a transaction has written before its commit is seen through
 * {@link io.discret.core.db.WriteTransaction#rooms}. Safe for use by any thread.
 */
public final class RoomsInForce implements Rooms {
    private static final Logger LOG = System.getLogger(RoomsInForce.class.getPackageName());

    private final Room privateRoom;
    private volatile Map<Uid, Room> rooms;

    /** Begin with the one room that is never stored. */
    public RoomsInForce(Room privateRoom) {
        this.privateRoom = privateRoom;
        rooms = Map.of(privateRoom.id(), privateRoom);
    }

    /** Take over every room stored, also those without administrators or authorisations (docs/protocol/30 §7). */
    public void load(StoreReader store) {
        List<Room> stored = new ArrayList<>();
        for (Uid id : StoredDefinitions.rooms(store)) {
            try {
                StoredDefinitions.read(store, id).map(RoomDefinition::room).ifPresent(stored::add);
            } catch (DiscretException e) {
                // The other rooms work without it.
                LOG.log(Logger.Level.ERROR, "The stored definition of a room cannot be read: " + e.getMessage());
            }
        }
        publish(stored);
    }

    /** Put rooms in force, in the place of those with the same id; the private room stays as it is. */
    public synchronized void publish(Collection<Room> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Map<Uid, Room> next = new LinkedHashMap<>(rooms);
        changed.forEach(room -> next.put(room.id(), room));
        next.put(privateRoom.id(), privateRoom);
        rooms = Map.copyOf(next);
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
