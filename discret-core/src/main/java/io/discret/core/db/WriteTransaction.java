package io.discret.core.db;

import io.discret.api.Uid;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomDefinition;
import io.discret.core.rooms.Rooms;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.rows.SentRow;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Give one {@link WriteTask} access to the transaction it runs in. Valid during the task only, on its thread. */
public final class WriteTransaction {
    private final StoreWriter store;
    private final SearchTexts searchTexts;
    private final boolean savepointWanted;
    private final Changes before;
    private final DefinitionHook hook;
    private final Changes changes = new Changes();
    private boolean savepoint;
    private boolean touched;

    /** Begin; {@code before} is what earlier tasks of the group changed. */
    WriteTransaction(
            StoreWriter store, SearchTexts searchTexts, boolean savepointWanted, Changes before, DefinitionHook hook) {
        this.store = store;
        this.searchTexts = searchTexts;
        this.savepointWanted = savepointWanted;
        this.before = before;
        this.hook = hook;
    }

    /** Read what is stored, with everything written so far by this group. */
    public StoreReader reader() {
        return store;
    }

    /** Write what the other methods do not cover; they mark the days, this one does not. */
    public StoreWriter store() {
        if (savepointWanted && !savepoint) {
            store.savepoint();
            savepoint = true;
        }
        touched = true;
        return store;
    }

    /** Say that everything this task writes came from one peer, so that nobody tells him of it. */
    public void from(Object peer) {
        changes.from(peer);
    }

    /**
     * Mark a day for a new computation; each day is written once for all tasks of the transaction.
     *
     * @param entity short name
     * @param date of the row or deletion entry that comes, goes or changes, ms since 1970: what is dated at other times of
     *     the day counts as unchanged
     */
    public void markDay(Uid room, String entity, long date) {
        changes.add(room, entity, date);
    }

    /**
     * Write a row with its full-text entry, and mark its day and the day of the version it replaces
     * (docs/protocol/11 §11.4).
     *
     * @param replaced the version stored under the same id; null = there is none
     */
    public void putNode(Node node, @Nullable NodeVersion replaced) {
        putNode(node, replaced, searchTexts.of(node));
    }

    /**
     * Write a row as {@link #putNode(Node, NodeVersion)} does, with a full-text entry that was made before.
     *
     * @param searchText what the model in force has the index hold; null = nothing
     */
    public void putNode(Node node, @Nullable NodeVersion replaced, @Nullable String searchText) {
        store().putNode(node, searchText);
        Uid room = node.roomId();
        if (room != null) {
            changes.add(room, node);
        }
        if (replaced != null && isLogged(replaced.roomId(), replaced.entity(), replaced.mdate())) {
            markReplaced(room, replaced);
        }
    }

    /**
     * Note that a row which was put was written on this device: peers that have the version before need nothing else.
     *
     * @param row with all relations from it that this task wrote
     */
    public void written(SentRow row) {
        Uid room = row.row().roomId();
        if (room != null) {
            changes.addWritten(room, row);
        }
    }

    /** Write a deletion entry and mark its day and the last day of the deleted row; deletes no row. */
    public void putNodeDeletion(NodeDeletion entry) {
        store().putNodeDeletion(entry);
        if (isLogged(entry.roomId(), entry.entity(), entry.mdate())) {
            markDay(entry.roomId(), entry.entity(), entry.mdate());
        }
        markDay(entry.roomId(), entry.entity(), entry.deletionDate());
    }

    /** Write a deletion entry and mark its day; deletes no edge. */
    public void putEdgeDeletion(EdgeDeletion entry) {
        store().putEdgeDeletion(entry);
        markDay(entry.roomId(), entry.srcEntity(), entry.deletionDate());
    }

    /**
     * Rows dated 0 are those that nobody decided on. They enter no daily log (docs/protocol/31 §2.2), so that what replaces
     * them begins none for their day: it would hold all others of the kind.
     */
    private boolean isLogged(@Nullable Uid room, String entity, long date) {
        return date != 0
                || room != null
                        && store.dailyLog(room, 0).stream()
                                .anyMatch(line -> line.entity().equals(entity));
    }

    /**
     * Write what is new in the definition of a room, and its date; readers of {@link #rooms} see it from now on, everybody
     * else after the commit. Marks no day: rows of definitions enter no daily log (docs/protocol/30 M9, 11 §11.4).
     *
     * @param definition checked before; every row of it that is stored already is the same, or an older version of the
     *     room or of an authorisation
     * @param date of the definition, ms since 1970 (docs/protocol/30 §8.1)
     * @return the room that it makes
     * @throws io.discret.api.DiscretException with {@code BAD_CONTENT} or {@code BAD_BASE64} for a row that cannot be
     *     read; nothing is written then
     */
    public Room putDefinition(RoomNode definition, long date) {
        Room room = RoomDefinition.room(definition);
        boolean known = store.node(room.id()) != null;
        long since = Long.MAX_VALUE;
        List<Node> leftOut = leftOut(definition);
        for (Node row : DefinitionRows.nodes(definition)) {
            if (!row.equals(store.node(row.id()))) {
                store().putNode(row, searchTexts.of(row));
                since = Math.min(since, row.mdate());
            }
        }
        for (Edge edge : DefinitionRows.edges(definition)) {
            if (!edge.equals(store.edge(edge.src(), edge.label(), edge.dest()))) {
                store().putEdge(edge);
            }
        }
        for (Node row : leftOut) {
            since = Math.min(since, row.mdate());
            store().deleteNode(row.id());
        }
        store().putRoomDefinitionDate(room.id(), date);
        changes.add(room);
        if (known && since < Long.MAX_VALUE) {
            hook.changed(this, room, since);
        }
        return room;
    }

    /** Rows stored that the definition does not hold any more: it turned out that nobody could say them. */
    private List<Node> leftOut(RoomNode definition) {
        Set<Uid> kept = new HashSet<>();
        DefinitionRows.nodes(definition).forEach(row -> kept.add(row.id()));
        return StoredDefinitions.read(store, definition.node().id())
                .map(DefinitionRows::nodes)
                .orElse(List.of())
                .stream()
                .filter(row -> !kept.contains(row.id()))
                .toList();
    }

    /** The rooms in force, with those that this task and earlier ones of its group defined. */
    public Rooms rooms(Rooms inForce) {
        return new Rooms() {
            @Override
            public @Nullable Room room(Uid id) {
                Room own = changes.definitions().get(id);
                Room written = own == null ? before.definitions().get(id) : own;
                return written == null ? inForce.room(id) : written;
            }

            @Override
            public Collection<Room> all() {
                Map<Uid, Room> all = new LinkedHashMap<>();
                inForce.all().forEach(room -> all.put(room.id(), room));
                all.putAll(before.definitions());
                all.putAll(changes.definitions());
                return all.values();
            }
        };
    }

    /** Short names of the entities of a room that have a line in its daily log, or will have when the group is written. */
    public Set<String> entities(Uid room) {
        Set<String> entities = new TreeSet<>(before.days(room).keySet());
        entities.addAll(changes.days(room).keySet());
        store.dailyLog(room).forEach(line -> entities.add(line.entity()));
        return entities;
    }

    /** Note rows that were taken out of a room because its definition forbids them, as it turned out. */
    public void withdrawn(Uid room, long count) {
        changes.addWithdrawn(room, count);
    }

    private void markReplaced(@Nullable Uid room, NodeVersion replaced) {
        Uid before = replaced.roomId();
        if (before == null) {
            return;
        }
        if (before.equals(room)) {
            changes.addReplaced(before, replaced.entity(), replaced.mdate());
        } else {
            markDay(before, replaced.entity(), replaced.mdate());
        }
    }

    Changes changes() {
        return changes;
    }

    /** Keep what the task did. */
    void keep() {
        if (savepoint) {
            store.release();
        }
    }

    /** Undo what the task did; false when it wrote without a savepoint, so that its neighbours cannot be kept. */
    boolean undo() {
        if (savepoint) {
            store.rollbackTo();
        }
        return savepoint || !touched;
    }
}
