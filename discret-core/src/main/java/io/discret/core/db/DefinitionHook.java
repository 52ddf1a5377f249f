package io.discret.core.db;

import io.discret.core.rooms.Room;

/** Follow the definition of a room inside the transaction that changes it. */
@FunctionalInterface
public interface DefinitionHook {
    /**
     * Bring what is stored of a room in line with its definition.
     *
     * @param room as it is now
     * @param since the earliest date of what is new in the definition, ms since 1970; nothing changed before
     */
    void changed(WriteTransaction transaction, Room room, long since);
}
