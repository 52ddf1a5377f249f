package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Expression;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.StoreWriter;
import io.discret.testkit.MemoryTables.EdgeDeletionKey;
import io.discret.testkit.MemoryTables.EdgeKey;
import io.discret.testkit.MemoryTables.LogKey;
import io.discret.testkit.MemoryTables.NodeDeletionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Write a {@link MemoryStore}: on a copy that becomes the committed state at once. */
final class MemoryWriter extends MemoryReader implements StoreWriter {
    private final MemoryDisk disk;
    private final StoreFaults faults;
    private final Runnable checkOpen;
    private final Deque<MemoryTables> savepoints = new ArrayDeque<>();
    private @Nullable MemoryTables working;

    MemoryWriter(MemoryDisk disk, StoreFaults faults, Runnable checkOpen) {
        super(() -> {
            checkOpen.run();
            return disk.committed();
        });
        this.disk = disk;
        this.faults = faults;
        this.checkOpen = checkOpen;
    }

    @Override
    MemoryTables tables() {
        return working == null ? super.tables() : working;
    }

    @Override
    public void begin() {
        checkOpen.run();
        if (working != null) {
            throw new IllegalStateException("A transaction is open already.");
        }
        working = disk.committed().share();
    }

    @Override
    public void end() {
        rollback();
    }

    @Override
    public void commit() {
        MemoryTables tables = transaction();
        try {
            faults.beforeCommit();
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
        rollback();
        disk.commit(tables);
        faults.afterCommit();
    }

    @Override
    public void rollback() {
        working = null;
        savepoints.clear();
    }

    @Override
    public void savepoint() {
        savepoints.push(transaction().share());
    }

    @Override
    public void release() {
        transaction();
        savepoint(savepoints.poll());
    }

    @Override
    public void rollbackTo() {
        transaction();
        working = savepoint(savepoints.poll());
    }

    @Override
    public void putNode(Node node, @Nullable String searchText) {
        change().put(node, searchText);
        disk.observer().written(node);
    }

    @Override
    public boolean deleteNode(Uid id) {
        return change().deleteNode(id);
    }

    @Override
    public void putEdge(Edge edge) {
        change().edges.put(EdgeKey.of(edge), edge);
        disk.observer().written(edge);
    }

    @Override
    public boolean deleteEdge(Uid src, String label, Uid dest) {
        return change().edges.remove(new EdgeKey(src, label, dest)) != null;
    }

    @Override
    public void putNodeDeletion(NodeDeletion entry) {
        change().nodeDeletions.put(NodeDeletionKey.of(entry), entry);
        disk.observer().written(entry);
    }

    @Override
    public void putEdgeDeletion(EdgeDeletion entry) {
        change().edgeDeletions.put(EdgeDeletionKey.of(entry), entry);
    }

    @Override
    public boolean deleteNodeDeletion(NodeDeletion entry) {
        MemoryTables tables = change();
        return hasNodeDeletion(entry) && tables.nodeDeletions.remove(NodeDeletionKey.of(entry)) != null;
    }

    @Override
    public boolean deleteEdgeDeletion(EdgeDeletion entry) {
        MemoryTables tables = change();
        return hasEdgeDeletion(entry) && tables.edgeDeletions.remove(EdgeDeletionKey.of(entry)) != null;
    }

    @Override
    public void markDay(Uid room, String entity, long date) {
        change().markDay(room, entity, date);
    }

    @Override
    public void putDailyLog(DailyLog line) {
        change().logs.put(LogKey.of(line), line);
    }

    @Override
    public void putDaySpans(Uid room, String entity, long date, byte[] spans) {
        change().spans.put(new LogKey(room, date, entity), spans.clone());
    }

    @Override
    public void putRoomDefinitionDate(Uid room, long date) {
        change().roomDates.put(room, date);
    }

    @Override
    public void putConfiguration(String key, String value) {
        change().configuration.put(key, value);
    }

    @Override
    public void createIndex(String name, String entity, List<Expression> fields) {
        change();
    }

    @Override
    public void dropIndex(String name) {
        change();
    }

    private MemoryTables change() {
        MemoryTables tables = transaction();
        faults.beforeChange();
        return tables;
    }

    private MemoryTables transaction() {
        checkOpen.run();
        if (working == null) {
            throw new IllegalStateException("There is no transaction; begin one first.");
        }
        return working;
    }

    private static MemoryTables savepoint(@Nullable MemoryTables point) {
        if (point == null) {
            throw new IllegalStateException("There is no savepoint.");
        }
        return point;
    }
}
