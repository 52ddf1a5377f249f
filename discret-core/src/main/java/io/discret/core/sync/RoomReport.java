package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Count what one synchronisation of a room did, or has done so far.
 *
 * @param room the room
 * @param known rows and deletion entries of the room held here
 * @param written rows, relations and deletion entries written
 * @param missing rows the peer offered that have not come
 * @param waiting rows and deletions that are dated too far ahead, and are asked for again when their time has come
 * @param nextDate of those that wait the earliest date, ms since 1970
 * @param refused what was dropped, by reason
 * @param late what came after the rights of its author had ended, by author
 */
public record RoomReport(
        Uid room,
        long known,
        long written,
        long missing,
        long waiting,
        OptionalLong nextDate,
        Map<ErrorCode, Long> refused,
        Map<VerifyingKey, Long> late) {
    public RoomReport {
        refused = Map.copyOf(refused);
        late = Map.copyOf(late);
    }

    /** Whether anything was written. */
    public boolean changed() {
        return written > 0;
    }

    /** The same of a room that held so many rows and deletion entries before, when known says by how many it grew. */
    public RoomReport heldInAll(long before) {
        return new RoomReport(room, before + known, written, missing, waiting, nextDate, refused, late);
    }

    /** Counts while a synchronisation runs. Used on one executor. */
    static final class Counts {
        private final Map<ErrorCode, Long> refused = new EnumMap<>(ErrorCode.class);
        private final Map<VerifyingKey, Long> late = new HashMap<>();
        private long known;
        private long written;
        private long missing;
        private long waiting;
        private long nextDate = Long.MAX_VALUE;

        /** More, or less, is held here. */
        void known(long count) {
            known += count;
        }

        void written(long count) {
            written += count;
        }

        /** More rows are asked for, or less: they came. */
        void missing(long count) {
            missing += count;
        }

        /**
         * Some are dated too far ahead.
         *
         * @param date the earliest, ms since 1970
         */
        void waiting(long count, long date) {
            waiting += count;
            nextDate = Math.min(nextDate, date);
        }

        void late(VerifyingKey author, long count) {
            late.merge(author, count, Long::sum);
        }

        void refused(ErrorCode reason, long count) {
            if (count > 0) {
                refused.merge(reason, count, Long::sum);
            }
        }

        void add(Counts other) {
            known += other.known;
            written += other.written;
            missing += other.missing;
            waiting += other.waiting;
            nextDate = Math.min(nextDate, other.nextDate);
            other.refused.forEach(this::refused);
            other.late.forEach(this::late);
        }

        long written() {
            return written;
        }

        /** Everything is compared again: what is still dropped then is counted again. */
        void forgetDropped() {
            refused.clear();
            missing = 0;
            waiting = 0;
            nextDate = Long.MAX_VALUE;
        }

        boolean hasRefused(ErrorCode reason) {
            return refused.containsKey(reason);
        }

        RoomReport report(Uid room) {
            return new RoomReport(
                    room,
                    Math.max(0, known),
                    written,
                    Math.max(0, missing),
                    waiting,
                    nextDate == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nextDate),
                    refused,
                    late);
        }
    }
}
