package io.discret.core.rooms;

/** What a room may grant on an entity (docs/protocol/30 §2). */
public enum Right {
    /** Create rows, and change or delete the own ones. */
    MUTATE_SELF,
    /** Change or delete rows of everybody. */
    MUTATE_ALL
}
