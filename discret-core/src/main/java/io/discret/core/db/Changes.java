package io.discret.core.db;

import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.core.rooms.Room;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Name the days that a commit marked (docs/protocol/21 §14.2) and the rooms whose definitions it changed.
 *
 * <p>Each day stands once, in ascending order of room, entity and day, so that two runs do the same. Filled by the
 * writer, read-only for everybody else.
 */
public final class Changes {
    private final Map<Uid, Map<String, SortedSet<Long>>> days = new TreeMap<>();
    private final Map<Uid, Room> definitions = new TreeMap<>();

    private final Map<Uid, Long> withdrawn = new TreeMap<>();

    /** Length of a day in ms. */
    public static final long DAY = Days.DAY;

    /** The midnight, UTC, at or before a date; both in ms since 1970. */
    public static long day(long date) {
        return Days.day(date);
    }

    void add(Uid room, String entity, long date) {
        days.computeIfAbsent(room, key -> new TreeMap<>())
                .computeIfAbsent(entity, key -> new TreeSet<>())
                .add(Days.day(date));
    }

    void add(Room definition) {
        definitions.put(definition.id(), definition);
    }

    void addWithdrawn(Uid room, long count) {
        withdrawn.merge(room, count, Long::sum);
    }

    void addAll(Changes other) {
        other.forEach(this::add);
        other.withdrawn.forEach(this::addWithdrawn);
        definitions.putAll(other.definitions);
    }

    /** Whether no day is marked and no definition changed. */
    public boolean isEmpty() {
        return days.isEmpty() && definitions.isEmpty();
    }

    /** The rooms whose definitions changed, as they are now, ascending by id. */
    public Map<Uid, Room> definitions() {
        return Collections.unmodifiableMap(definitions);
    }

    /** How many rows were taken out of which rooms, because their definitions forbid them. */
    public Map<Uid, Long> withdrawn() {
        return Collections.unmodifiableMap(withdrawn);
    }

    /** The rooms with marked days, ascending. */
    public Set<Uid> rooms() {
        return Collections.unmodifiableSet(days.keySet());
    }

    /** The days of a room by short name of the entity, both ascending; empty for a room without any. */
    public Map<String, SortedSet<Long>> days(Uid room) {
        return Collections.unmodifiableMap(days.getOrDefault(room, Map.of()));
    }

    /** Visit every marked day in order. */
    public void forEach(Visitor visitor) {
        days.forEach((room, entities) ->
                entities.forEach((entity, dates) -> dates.forEach(date -> visitor.visit(room, entity, date))));
    }

    @Override
    public String toString() {
        return "Changes" + days + definitions.keySet();
    }

    /** Takes one marked day. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Take a day.
         *
         * @param entity short name
         * @param day ms since 1970, midnight UTC
         */
        void visit(Uid room, String entity, long day);
    }
}
