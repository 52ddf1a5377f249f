package io.discret.core.sync;

import io.discret.api.Uid;
import java.util.HashMap;
import java.util.Map;

/**
 * Remember which definitions of rooms were fetched on one connection, so that a peer that stays behind is not asked for the
 * same one each time. Used by the executor of the session only.
 */
final class SeenDefinitions {
    private final Map<Uid, Long> dates = new HashMap<>();
    private final Map<Uid, Long> settled = new HashMap<>();

    /** Whether the definition of this date was fetched. */
    boolean isSeen(Uid room, long date) {
        return is(dates, room, date);
    }

    /** Whether a definition of this date here and one there are the same, as far as anybody can know. */
    boolean isSettled(Uid room, long date) {
        return is(settled, room, date);
    }

    /** Note that the peer has taken the definition of this date, or that nothing else of this date was ever said here. */
    void settle(Uid room, long date) {
        settled.put(room, date);
    }

    private static boolean is(Map<Uid, Long> dates, Uid room, long date) {
        Long last = dates.get(room);
        return last != null && last == date;
    }

    /** Note one; rooms are as many as the peer may tell of. */
    void see(Uid room, long date) {
        dates.put(room, date);
    }
}
