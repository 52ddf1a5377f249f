package io.discret.core.db;

import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.core.rooms.Room;
import io.discret.core.rows.SentRow;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Name the days that a commit marked (docs/protocol/21 §14.2) and the rooms whose definitions it changed.
 *
 * <p>Each day stands once, in ascending order of room, entity and day, so that two runs do the same. Filled by the
 * writer, read-only for everybody else.
 */
public final class Changes {
    private final Map<Uid, Map<String, SortedMap<Long, Moments>>> days = new TreeMap<>();
    private final Map<Uid, Room> definitions = new TreeMap<>();
    private final Map<Uid, NamedRows> names = new TreeMap<>();
    private final Map<Uid, Long> withdrawn = new TreeMap<>();
    private final Map<Uid, Optional<Object>> senders = new HashMap<>();
    private @Nullable Object sender;

    /** Length of a day in ms. */
    public static final long DAY = Days.DAY;

    /** The midnight, UTC, at or before a date; both in ms since 1970. */
    public static long day(long date) {
        return Days.day(date);
    }

    /** Mark a day for something else than a row that can be named. */
    void add(Uid room, String entity, long date) {
        addDay(room, entity, date);
        names.computeIfAbsent(room, key -> new NamedRows()).giveUp();
    }

    /** Mark the day of a row, and name it. */
    void add(Uid room, Node row) {
        addDay(room, row.entity(), row.mdate());
        names.computeIfAbsent(room, key -> new NamedRows()).add(row);
    }

    /** A row that was added was written on this device, with these relations. */
    void addWritten(Uid room, SentRow row) {
        names.computeIfAbsent(room, key -> new NamedRows()).add(row);
    }

    /** Mark the day of a version that a named row of the same room replaces. */
    void addReplaced(Uid room, String entity, long date) {
        addDay(room, entity, date);
    }

    private void addDay(Uid room, String entity, long date) {
        moments(room, entity, Days.day(date)).add(date);
    }

    private Moments moments(Uid room, String entity, long day) {
        return days.computeIfAbsent(room, key -> new TreeMap<>())
                .computeIfAbsent(entity, key -> new TreeMap<>())
                .computeIfAbsent(day, key -> new Moments());
    }

    /** Everything that this task changes came from one peer. */
    void from(Object peer) {
        sender = peer;
    }

    /** Whether all that changed in a room came from one peer: there is nothing to tell him. */
    public boolean isOnlyFrom(Uid room, Object peer) {
        return senders.getOrDefault(room, Optional.empty()).equals(Optional.of(peer));
    }

    void add(Room definition) {
        definitions.put(definition.id(), definition);
    }

    void addWithdrawn(Uid room, long count) {
        withdrawn.merge(room, count, Long::sum);
    }

    void addAll(Changes other) {
        other.forEachMoments(
                (room, entity, day, moments) -> moments(room, entity, day).addAll(moments));
        other.names.forEach((room, rows) ->
                names.computeIfAbsent(room, key -> new NamedRows()).addAll(rows));
        other.withdrawn.forEach(this::addWithdrawn);
        Optional<Object> from = Optional.ofNullable(other.sender);
        other.rooms()
                .forEach(room -> senders.merge(room, from, (one, two) -> one.equals(two) ? one : Optional.empty()));
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
    public Map<String, Set<Long>> days(Uid room) {
        Map<String, Set<Long>> byEntity = new LinkedHashMap<>();
        days.getOrDefault(room, Map.of())
                .forEach((entity, dates) -> byEntity.put(entity, Collections.unmodifiableSet(dates.keySet())));
        return byEntity;
    }

    /**
     * The rows that were written into a room by short name of the entity, when they are few and all that changed in it;
     * otherwise empty.
     */
    public Map<String, List<NodeIdentifier>> named(Uid room) {
        NamedRows rows = names.get(room);
        return rows == null ? Map.of() : rows.byEntity();
    }

    /** The row behind a name of {@link #named}, when it was written on this device. */
    public Optional<SentRow> written(Uid room, NodeIdentifier name) {
        NamedRows rows = names.get(room);
        return rows == null ? Optional.empty() : Optional.ofNullable(rows.written(name));
    }

    /** Visit every marked day in order. */
    public void forEach(Visitor visitor) {
        forEachMoments((room, entity, day, moments) -> visitor.visit(room, entity, day));
    }

    /** Visit every marked day in order, with the times at which something is dated that changed. */
    public void forEachMoments(MomentsVisitor visitor) {
        days.forEach((room, entities) -> entities.forEach(
                (entity, dates) -> dates.forEach((day, moments) -> visitor.visit(room, entity, day, moments))));
    }

    @Override
    public String toString() {
        return "Changes" + days.keySet() + definitions.keySet();
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

    /** Takes one marked day and the times of it. */
    @FunctionalInterface
    public interface MomentsVisitor {
        /**
         * Take a day.
         *
         * @param entity short name
         * @param day ms since 1970, midnight UTC
         */
        void visit(Uid room, String entity, long day, Moments moments);
    }
}
