package io.discret.store.jdbc;

import io.discret.store.jdbc.WaitingTexts.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collect changes of the full-text index and make them in one go, in the order of the rows, or leave them to
 * {@link WaitingTexts}.
 *
 * <p>A full-text index is a heap of sorted segments. SQLite writes a segment at each savepoint and whenever a row number
 * is smaller than the one before; a group commit of a hundred requests would leave a hundred small segments to merge. So
 * changes wait until the commit, until a search by the writer itself, or until too many wait. What was made inside of a
 * savepoint stays in the queue, because the savepoint may still be undone: making a change twice is harmless.
 */
final class TextQueue {
    /** Characters that wait at most outside of savepoints: some MiB of memory, some thousand rows. */
    private static final long MOST_WAITING = 4 << 20;

    private final WaitingTexts later;
    private final List<Waiting> changes = new ArrayList<>();
    private final Deque<Integer> savepoints = new ArrayDeque<>();
    private long waiting;
    private int made;
    private boolean madeInSavepoint;

    TextQueue(WaitingTexts later) {
        this.later = later;
    }

    /**
     * Take a change.
     *
     * @param text null = none
     * @param fresh whether the row number was never used before
     */
    void put(long row, @Nullable String text, boolean fresh) {
        if (fresh && text == null) {
            return;
        }
        Waiting change = new Waiting(row, text, fresh);
        changes.add(change);
        waiting += change.length();
        if (waiting > MOST_WAITING && savepoints.isEmpty()) {
            flush();
        }
    }

    void savepoint() {
        if (waiting > MOST_WAITING && savepoints.isEmpty()) {
            flush();
        }
        savepoints.push(changes.size());
        later.savepoint();
    }

    void release() {
        savepoints.pop();
        later.release();
    }

    void rollbackTo() {
        int size = savepoints.pop();
        later.rollbackTo();
        changes.subList(size, changes.size()).clear();
        // Some of what is left may have been made after the savepoint and is undone: make it again.
        made = 0;
        waiting = changes.stream().mapToLong(Waiting::length).sum();
    }

    /** Forget everything; the transaction is over. */
    void clear() {
        changes.clear();
        savepoints.clear();
        waiting = 0;
        made = 0;
        madeInSavepoint = false;
    }

    /** Hand over the changes that wait; they go into the index when enough others wait already. */
    void flush() {
        flush(false);
    }

    /** Make the changes that wait at once. */
    void enter() {
        flush(true);
    }

    private void flush(boolean atOnce) {
        if (made == changes.size()) {
            return;
        }
        Map<Long, Waiting> last = new TreeMap<>();
        for (Waiting change : changes) {
            Waiting before = last.get(change.row());
            boolean fresh = change.fresh() && before == null && !madeInSavepoint;
            last.put(change.row(), new Waiting(change.row(), change.text(), fresh));
        }
        if (atOnce) {
            last.values().forEach(later::enter);
        } else {
            later.put(last.values());
        }
        if (savepoints.isEmpty()) {
            clear();
        } else {
            made = changes.size();
            madeInSavepoint = true;
        }
    }
}
