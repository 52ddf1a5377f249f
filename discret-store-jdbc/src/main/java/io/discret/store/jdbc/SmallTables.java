package io.discret.store.jdbc;

import io.discret.api.Uid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Read and write {@code _room_changelog} and {@code _configuration}. */
final class SmallTables {
    private final Session session;
    private final String putRoom;
    private final String putConfiguration;

    SmallTables(Session session) {
        this.session = session;
        putRoom = session.dialect().upsert("_room_changelog", List.of("room_id", "mdate"), List.of("room_id"));
        putConfiguration = session.dialect().upsert("_configuration", List.of("name", "content"), List.of("name"));
    }

    OptionalLong roomDate(Uid room) {
        Long date = session.first(
                "SELECT mdate FROM _room_changelog WHERE room_id = ?",
                s -> s.setBytes(1, room.bytes()),
                r -> r.getLong(1));
        return date == null ? OptionalLong.empty() : OptionalLong.of(date);
    }

    Map<Uid, Long> roomDates() {
        Map<Uid, Long> dates = new HashMap<>();
        session.each("SELECT room_id, mdate FROM _room_changelog", Session.Binding.NONE, row -> {
            dates.put(Sql.uid(row, 1), row.getLong(2));
            return true;
        });
        return dates;
    }

    @Nullable
    String configuration(String key) {
        return session.first(
                "SELECT content FROM _configuration WHERE name = ?", s -> s.setString(1, key), r -> r.getString(1));
    }

    SortedMap<String, String> configurations() {
        SortedMap<String, String> all = new TreeMap<>();
        session.each("SELECT name, content FROM _configuration", Session.Binding.NONE, row -> {
            all.put(row.getString(1), row.getString(2));
            return true;
        });
        return all;
    }

    void putRoomDate(Uid room, long date) {
        session.update(putRoom, s -> {
            s.setBytes(1, room.bytes());
            s.setLong(2, date);
        });
    }

    void putConfiguration(String key, String value) {
        session.update(putConfiguration, s -> {
            s.setString(1, key);
            s.setString(2, value);
        });
    }
}
