package io.discret.store.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collect changes of the full-text index and make them in one go, in the order of the rows.
 *
 * <p>A full-text index is a heap of sorted segments. SQLite writes a segment at each savepoint and whenever a row number
 * is smaller than the one before; a group commit of a hundred requests would leave a hundred small segments to merge. So
 * changes wait until the commit, until a search by the writer itself, or until too many wait. What was made inside of a
 * savepoint stays in the queue, because the savepoint may still be undone: making a change twice is harmless.
 */
final class TextQueue {
    /** Characters that wait at most outside of savepoints: some MiB of memory, some thousand rows. */
    private static final long MOST_WAITING = 4 << 20;

    private final Session session;
    private final List<Change> changes = new ArrayList<>();
    private final Deque<Integer> savepoints = new ArrayDeque<>();
    private long waiting;
    private int made;
    private boolean madeInSavepoint;

    TextQueue(Session session) {
        this.session = session;
    }

    /**
     * @param text null = none
     * @param fresh whether the row number was never used before
     */
    private record Change(long row, @Nullable String text, boolean fresh) {}

    void put(long row, @Nullable String text, boolean fresh) {
        if (fresh && text == null) {
            return;
        }
        changes.add(new Change(row, text, fresh));
        waiting += text == null ? 0 : text.length();
        if (waiting > MOST_WAITING && savepoints.isEmpty()) {
            flush();
        }
    }

    void savepoint() {
        if (waiting > MOST_WAITING && savepoints.isEmpty()) {
            flush();
        }
        savepoints.push(changes.size());
    }

    void release() {
        savepoints.pop();
    }

    void rollbackTo() {
        int size = savepoints.pop();
        changes.subList(size, changes.size()).clear();
        // Some of what is left may have been made after the savepoint and is undone: make it again.
        made = 0;
        waiting = changes.stream()
                .mapToLong(c -> c.text() == null ? 0 : c.text().length())
                .sum();
    }

    /** Forget everything; the transaction is over. */
    void clear() {
        changes.clear();
        savepoints.clear();
        waiting = 0;
        made = 0;
        madeInSavepoint = false;
    }

    /** Make the changes that wait. */
    void flush() {
        if (made == changes.size()) {
            return;
        }
        Map<Long, Change> last = new TreeMap<>();
        for (Change change : changes) {
            Change before = last.get(change.row());
            boolean fresh = change.fresh() && before == null && !madeInSavepoint;
            last.put(change.row(), new Change(change.row(), change.text(), fresh));
        }
        last.values().forEach(this::make);
        if (savepoints.isEmpty()) {
            clear();
        } else {
            made = changes.size();
            madeInSavepoint = true;
        }
    }

    private void make(Change change) {
        if (!change.fresh()) {
            session.dialect().deleteText(session, change.row());
        }
        String text = change.text();
        if (text != null) {
            session.dialect().insertText(session, change.row(), text);
        }
    }
}
