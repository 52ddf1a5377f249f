package io.discret.core.rooms;

import io.discret.api.Uid;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The rooms in force. Safe for use by any thread; what it returns does not change. */
public interface Rooms {
    /** The room with an id, or null when it is not known here. */
    @Nullable
    Room room(Uid id);

    /** Every room known here. */
    Collection<Room> all();
}
