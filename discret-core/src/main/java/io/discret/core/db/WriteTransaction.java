package io.discret.core.db;

import io.discret.api.Uid;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import org.jspecify.annotations.Nullable;

/** Give one {@link WriteTask} access to the transaction it runs in. Valid during the task only, on its thread. */
public final class WriteTransaction {
    private final StoreWriter store;
    private final SearchTexts searchTexts;
    private final boolean savepointWanted;
    private final Changes changes = new Changes();
    private boolean savepoint;
    private boolean touched;

    WriteTransaction(StoreWriter store, SearchTexts searchTexts, boolean savepointWanted) {
        this.store = store;
        this.searchTexts = searchTexts;
        this.savepointWanted = savepointWanted;
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

    /**
     * Mark a day for a new computation; each day is written once for all tasks of the transaction.
     *
     * @param entity short name
     * @param date any time of the day, ms since 1970
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
        store().putNode(node, searchTexts.of(node));
        mark(node.roomId(), node.entity(), node.mdate());
        if (replaced != null && isLogged(replaced.roomId(), replaced.entity(), replaced.mdate())) {
            mark(replaced.roomId(), replaced.entity(), replaced.mdate());
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

    private void mark(@Nullable Uid room, String entity, long date) {
        if (room != null) {
            markDay(room, entity, date);
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
