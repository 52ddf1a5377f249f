package io.discret.store.jdbc;

import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Read and write {@code _daily_log} and {@code _day_spans}. */
final class DailyLogTable {
    private static final List<String> COLUMNS =
            List.of("room_id", "date", "entity", "entry_number", "daily_hash", "history_hash", "need_recompute");
    private static final String SELECT = "SELECT " + String.join(", ", COLUMNS) + " FROM _daily_log WHERE ";

    private final Session session;
    private final String upsert;
    private final String putSpans;

    DailyLogTable(Session session) {
        this.session = session;
        upsert = session.dialect().upsert("_daily_log", COLUMNS, COLUMNS.subList(0, 3));
        putSpans = session.dialect()
                .upsert(
                        "_day_spans",
                        List.of("room_id", "date", "entity", "spans"),
                        List.of("room_id", "date", "entity"));
    }

    List<DailyLog> ofRoom(Uid room) {
        return session.list(
                SELECT + "room_id = ? ORDER BY date, entity", s -> s.setBytes(1, room.bytes()), DailyLogTable::line);
    }

    List<DailyLog> ofDay(Uid room, long date) {
        return session.list(
                SELECT + "room_id = ? AND date = ? ORDER BY entity",
                s -> {
                    s.setBytes(1, room.bytes());
                    s.setLong(2, date);
                },
                DailyLogTable::line);
    }

    List<DailyLog> marked() {
        return session.list(
                SELECT + "need_recompute = 1 ORDER BY room_id, entity, date",
                Session.Binding.NONE,
                DailyLogTable::line);
    }

    Map<Uid, Long> lastDays() {
        Map<Uid, Long> days = new HashMap<>();
        session.each("SELECT room_id, max(date) FROM _daily_log GROUP BY room_id", Session.Binding.NONE, row -> {
            days.put(Sql.uid(row, 1), row.getLong(2));
            return true;
        });
        return days;
    }

    /** Entry number and history stay as they are until the day is computed (docs/protocol/21 §14.2). */
    void mark(Uid room, String entity, long date) {
        Session.Binding key = s -> {
            s.setBytes(1, room.bytes());
            s.setLong(2, date);
            s.setString(3, entity);
        };
        // Most days are marked already; writing the same again would cost each commit a page of the file.
        String state = session.first(
                "SELECT CASE WHEN need_recompute = 1 AND daily_hash IS NULL THEN 'marked' ELSE 'computed' END"
                        + " FROM _daily_log WHERE room_id = ? AND date = ? AND entity = ?",
                key,
                row -> row.getString(1));
        if (state == null) {
            session.update(
                    "INSERT INTO _daily_log (room_id, date, entity, entry_number, daily_hash, history_hash,"
                            + " need_recompute) VALUES (?, ?, ?, 0, NULL, NULL, 1)",
                    key);
        } else if (state.equals("computed")) {
            session.update(
                    "UPDATE _daily_log SET daily_hash = NULL, need_recompute = 1"
                            + " WHERE room_id = ? AND date = ? AND entity = ?",
                    key);
        }
    }

    void put(DailyLog line) {
        session.update(upsert, s -> {
            s.setBytes(1, line.roomId().bytes());
            s.setLong(2, line.date());
            s.setString(3, line.entity());
            s.setInt(4, line.entryNumber());
            Sql.bindBytes(s, 5, line.dailyHash());
            Sql.bindBytes(s, 6, line.historyHash());
            s.setInt(7, line.needRecompute() ? 1 : 0);
        });
    }

    byte @Nullable [] spans(Uid room, String entity, long date) {
        return session.first(
                "SELECT spans FROM _day_spans WHERE room_id = ? AND date = ? AND entity = ?",
                s -> {
                    s.setBytes(1, room.bytes());
                    s.setLong(2, date);
                    s.setString(3, entity);
                },
                row -> row.getBytes(1));
    }

    void putSpans(Uid room, String entity, long date, byte[] spans) {
        session.update(putSpans, s -> {
            s.setBytes(1, room.bytes());
            s.setLong(2, date);
            s.setString(3, entity);
            s.setBytes(4, spans);
        });
    }

    private static DailyLog line(ResultSet row) throws SQLException {
        return new DailyLog(
                Sql.uid(row, 1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getBytes(5),
                row.getBytes(6),
                row.getInt(7) == 1);
    }
}
