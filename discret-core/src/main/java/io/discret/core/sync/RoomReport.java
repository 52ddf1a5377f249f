package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import java.util.EnumMap;
import java.util.Map;

/**
 * Count what one synchronisation of a room did.
 *
 * @param room the room
 * @param written rows, relations and deletion entries written
 * @param refused what was dropped, by reason
 */
public record RoomReport(Uid room, long written, Map<ErrorCode, Long> refused) {
    public RoomReport {
        refused = Map.copyOf(refused);
    }

    /** Whether anything was written. */
    public boolean changed() {
        return written > 0;
    }

    /** Counts while a synchronisation runs. Used on one executor. */
    static final class Counts {
        private final Map<ErrorCode, Long> refused = new EnumMap<>(ErrorCode.class);
        private long written;

        void written(long count) {
            written += count;
        }

        void refused(ErrorCode reason, long count) {
            if (count > 0) {
                refused.merge(reason, count, Long::sum);
            }
        }

        void add(Counts other) {
            written += other.written;
            other.refused.forEach(this::refused);
        }

        long written() {
            return written;
        }

        RoomReport report(Uid room) {
            return new RoomReport(room, written, refused);
        }
    }
}
