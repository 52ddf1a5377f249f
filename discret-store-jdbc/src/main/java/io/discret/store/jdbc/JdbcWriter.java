package io.discret.store.jdbc;

import io.discret.api.StoreException;
import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Expression;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.QueryPlan;
import io.discret.spi.RowCursor;
import io.discret.spi.StoreWriter;
import io.discret.spi.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Write through one connection. Used by one thread at a time. */
public final class JdbcWriter extends JdbcReader implements StoreWriter {
    /** What a commit of one row changes in pages, in statements of a large one. */
    private static final int COMMIT_WEIGHT = 16;

    /** Some 200 commits of one row, or some thousands of rows: a thousand pages. */
    private static final int CHECKPOINT_WEIGHT = 3200;

    private final WaitingTexts waiting;
    private final TextQueue texts;
    private final Indices indices;
    private long lastRow;
    private int savepoints;
    private long updates;
    private final AtomicLong weight = new AtomicLong();

    /** Write through a session, which is closed with the writer. */
    public JdbcWriter(Session session) {
        super(session);
        waiting = new WaitingTexts(session);
        texts = new TextQueue(waiting);
        indices = new Indices(session);
        // The index may still hold a text of a row that was deleted: its number is not free before the text is out.
        lastRow = Math.max(nodes.lastRow(), waiting.lastRow());
    }

    @Override
    public void begin() {
        session.begin(session.dialect().beginWrite());
        savepoints = 0;
        texts.clear();
        waiting.begun();
    }

    @Override
    public void end() {
        rollback();
    }

    @Override
    public void commit() {
        commit(this::enterAll);
    }

    @Override
    public void commitLazily() {
        commit(texts::flush);
    }

    private void commit(Runnable settleTexts) {
        requireTransaction();
        try {
            while (savepoints > 0) {
                release();
            }
            settleTexts.run();
            session.commit();
        } catch (StoreException e) {
            try {
                rollback();
            } catch (StoreException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        texts.clear();
        waiting.committed();
        weight.addAndGet(COMMIT_WEIGHT + session.updates() - updates);
        updates = session.updates();
    }

    /** For any thread. */
    boolean isCheckpointDue() {
        return weight.get() >= CHECKPOINT_WEIGHT && session.dialect().checkpoint() != null;
    }

    /** The statement to run on another connection; null = none. For any thread. */
    @Nullable
    String checkpointBegins() {
        weight.set(0);
        return session.dialect().checkpoint();
    }

    @Override
    public boolean searchIsBehind() {
        return waiting.behind();
    }

    @Override
    public void catchUp(int most) {
        requireTransaction();
        texts.flush();
        waiting.catchUp(most);
    }

    @Override
    public void rollback() {
        savepoints = 0;
        texts.clear();
        if (session.inTransaction()) {
            waiting.rolledBack();
        }
        session.rollback();
    }

    @Override
    public void savepoint() {
        requireTransaction();
        texts.savepoint();
        savepoints++;
        session.update("SAVEPOINT p" + savepoints, Session.Binding.NONE);
    }

    @Override
    public void release() {
        requireSavepoint();
        session.update("RELEASE SAVEPOINT p" + savepoints, Session.Binding.NONE);
        savepoints--;
        texts.release();
    }

    @Override
    public void rollbackTo() {
        requireSavepoint();
        session.update("ROLLBACK TO SAVEPOINT p" + savepoints, Session.Binding.NONE);
        session.update("RELEASE SAVEPOINT p" + savepoints, Session.Binding.NONE);
        savepoints--;
        texts.rollbackTo();
    }

    @Override
    public void putNode(Node node, @Nullable String searchText) {
        requireTransaction();
        Long taken = nodes.insert(lastRow + 1, node);
        if (taken == null) {
            lastRow++;
            texts.put(lastRow, searchText, true);
        } else {
            nodes.replace(taken, node);
            texts.put(taken, searchText, false);
        }
    }

    @Override
    public boolean deleteNode(Uid id) {
        requireTransaction();
        Long row = nodes.rowOf(id);
        if (row == null) {
            return false;
        }
        nodes.delete(row);
        edges.deleteAllOf(id);
        texts.put(row, null, false);
        return true;
    }

    @Override
    public void putEdge(Edge edge) {
        requireTransaction();
        edges.put(edge);
    }

    @Override
    public boolean deleteEdge(Uid src, String label, Uid dest) {
        requireTransaction();
        return edges.delete(src, label, dest);
    }

    @Override
    public void putNodeDeletion(NodeDeletion entry) {
        requireTransaction();
        deletions.put(entry);
    }

    @Override
    public void putEdgeDeletion(EdgeDeletion entry) {
        requireTransaction();
        deletions.put(entry);
    }

    @Override
    public boolean deleteNodeDeletion(NodeDeletion entry) {
        requireTransaction();
        return deletions.delete(entry);
    }

    @Override
    public boolean deleteEdgeDeletion(EdgeDeletion entry) {
        requireTransaction();
        return deletions.delete(entry);
    }

    @Override
    public void markDay(Uid room, String entity, long date) {
        requireTransaction();
        dailyLogs.mark(room, entity, date);
    }

    @Override
    public void putDailyLog(DailyLog line) {
        requireTransaction();
        dailyLogs.put(line);
    }

    @Override
    public void putDaySpans(Uid room, String entity, long date, byte[] spans) {
        requireTransaction();
        dailyLogs.putSpans(room, entity, date, spans);
    }

    @Override
    public void putRoomDefinitionDate(Uid room, long date) {
        requireTransaction();
        small.putRoomDate(room, date);
    }

    @Override
    public void putConfiguration(String key, String value) {
        requireTransaction();
        small.putConfiguration(key, value);
    }

    @Override
    public void createIndex(String name, String entity, List<Expression> fields) {
        requireTransaction();
        indices.create(name, entity, fields);
    }

    @Override
    public void dropIndex(String name) {
        requireTransaction();
        indices.drop(name);
    }

    @Override
    public String query(QueryPlan plan, Map<String, Value> variables) {
        enterAllFor(plan);
        return super.query(plan, variables);
    }

    @Override
    public RowCursor rows(QueryPlan plan, Map<String, Value> variables) {
        enterAllFor(plan);
        return super.rows(plan, variables);
    }

    private void enterAllFor(QueryPlan plan) {
        if (!plan.searches()) {
            return;
        }
        if (session.inTransaction()) {
            enterAll();
        } else if (waiting.behind()) {
            begin();
            commit();
        }
    }

    /** Older rows first; what this transaction adds need not wait in between. */
    private void enterAll() {
        waiting.catchUp(Integer.MAX_VALUE);
        texts.enter();
    }

    /** The writer lives as long as its store. */
    @Override
    public void close() {
        rollback();
    }

    /** Close the connection; an open transaction is dropped. */
    void shut() {
        session.close();
    }

    private void requireTransaction() {
        if (!session.inTransaction()) {
            throw new IllegalStateException("Writing needs a transaction; call begin() first.");
        }
    }

    private void requireSavepoint() {
        requireTransaction();
        if (savepoints == 0) {
            throw new IllegalStateException("There is no savepoint to go back to.");
        }
    }
}
