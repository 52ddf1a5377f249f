package io.discret.store.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keep texts that are committed and not yet in the full-text index, in a table of their own.
 *
 * <p>Whatever its size, a change of the index writes five pages of the file or more; the end of this table is one. So a row
 * that is written alone costs half, and the index takes many texts at once later, when nobody waits.
 */
final class WaitingTexts {
    /** Rows that wait at most, so that the first search after a long import does not take seconds. */
    private static final int MOST = 32_768;

    /** Characters that wait at most. */
    private static final long MOST_CHARACTERS = 8 << 20;

    /**
     * Texts entered together when more than that wait: a change of the index costs pages and later merging, so dozens at a
     * time would cost more than the rows themselves.
     */
    private static final int BATCH = 1024;

    /** Texts entered together when few and long ones wait. */
    private static final int LONG_TEXTS = 16;

    /** Characters read at once when texts are entered. */
    private static final long PORTION = 1 << 20;

    /** Texts kept by one statement; the call of a statement costs more than to keep a text. */
    private static final int TOGETHER = 16;

    private static final String INSERT = "INSERT INTO _text_waiting (_row, content, fresh) VALUES (?, ?, ?)";
    private static final String INSERT_TOGETHER = INSERT + ", (?, ?, ?)".repeat(TOGETHER - 1);

    private final Session session;
    private final Deque<Extent> savepoints = new ArrayDeque<>();
    private Extent extent;
    private boolean known = true;
    private volatile boolean behind;

    WaitingTexts(Session session) {
        this.session = session;
        extent = stored();
        behind = extent.rows() > 0;
    }

    /** How much waits. */
    private record Extent(long rows, long characters) {}

    /**
     * A text to enter.
     *
     * @param text null = none
     * @param fresh whether the index never held a text of the row
     */
    record Waiting(long row, @Nullable String text, boolean fresh) {
        /** Characters of the text. */
        int length() {
            return text == null ? 0 : text.length();
        }
    }

    /** Whether committed texts wait; for any thread. */
    boolean behind() {
        return behind;
    }

    /** The greatest number of a row whose text waits, 0 when none does. */
    long lastRow() {
        Long last = session.first("SELECT max(_row) FROM _text_waiting", Session.Binding.NONE, r -> r.getLong(1));
        return last == null ? 0 : last;
    }

    private boolean isFull() {
        return extent.rows() >= MOST || extent.characters() >= MOST_CHARACTERS;
    }

    /** Keep texts, each of another row, as long as more may wait; enter the rest, or as many that waited longer. */
    void put(Collection<Waiting> changes) {
        boolean many = changes.size() >= BATCH;
        List<Waiting> added = new ArrayList<>();
        for (Waiting change : changes) {
            if (many && isFull()) {
                enter(change);
                continue;
            }
            boolean replaced = !change.fresh() && replace(change);
            if (!replaced) {
                added.add(change);
            }
            // A text that replaces one that waits counts twice, until it is entered.
            extent = new Extent(extent.rows() + (replaced ? 0 : 1), extent.characters() + change.length());
        }
        int at = 0;
        for (; added.size() - at >= TOGETHER; at += TOGETHER) {
            insert(INSERT_TOGETHER, added.subList(at, at + TOGETHER));
        }
        added.subList(at, added.size()).forEach(change -> insert(INSERT, List.of(change)));
        if (extent.rows() >= MOST + BATCH) {
            catchUp(BATCH);
        }
        while (extent.characters() >= MOST_CHARACTERS && extent.rows() > 0) {
            catchUp(LONG_TEXTS);
        }
    }

    private boolean replace(Waiting change) {
        int replaced = session.update("UPDATE _text_waiting SET content = ? WHERE _row = ?", s -> {
            Sql.bindText(s, 1, change.text());
            s.setLong(2, change.row());
        });
        return replaced > 0;
    }

    private void insert(String sql, List<Waiting> changes) {
        session.update(sql, s -> {
            int at = 1;
            for (Waiting change : changes) {
                s.setLong(at++, change.row());
                Sql.bindText(s, at++, change.text());
                s.setInt(at++, change.fresh() ? 1 : 0);
            }
        });
    }

    /** Enter a text at once, whatever of the row waits. */
    void enter(Waiting change) {
        if (!change.fresh() && extent.rows() > 0) {
            int left = session.update("DELETE FROM _text_waiting WHERE _row = ?", s -> s.setLong(1, change.row()));
            extent = new Extent(extent.rows() - left, extent.characters());
        }
        make(change);
    }

    /** Enter what waits, in the order of the rows, because the index of SQLite likes that best. */
    void catchUp(long most) {
        long left = most;
        while (left > 0 && extent.rows() > 0) {
            List<Waiting> portion = portion(left);
            if (portion.isEmpty()) {
                extent = new Extent(0, 0);
                return;
            }
            portion.forEach(this::make);
            long last = portion.get(portion.size() - 1).row();
            session.update("DELETE FROM _text_waiting WHERE _row <= ?", s -> s.setLong(1, last));
            long rows = extent.rows() - portion.size();
            long entered = portion.stream().mapToLong(Waiting::length).sum();
            extent = new Extent(rows, rows == 0 ? 0 : Math.max(0, extent.characters() - entered));
            left -= portion.size();
        }
    }

    private List<Waiting> portion(long most) {
        List<Waiting> portion = new ArrayList<>();
        long[] characters = new long[1];
        session.each(
                "SELECT _row, content, fresh FROM _text_waiting ORDER BY _row LIMIT ?",
                s -> s.setLong(1, most),
                row -> {
                    Waiting next = new Waiting(row.getLong(1), row.getString(2), row.getInt(3) == 1);
                    portion.add(next);
                    characters[0] += next.length();
                    return characters[0] < PORTION;
                });
        return portion;
    }

    private void make(Waiting change) {
        if (!change.fresh()) {
            session.dialect().deleteText(session, change.row());
        }
        String text = change.text();
        if (text != null) {
            session.dialect().insertText(session, change.row(), text);
        }
    }

    void savepoint() {
        savepoints.push(extent);
    }

    void release() {
        savepoints.pop();
    }

    void rollbackTo() {
        extent = savepoints.pop();
    }

    /** A transaction has begun. */
    void begun() {
        if (!known) {
            extent = stored();
            known = true;
            behind = extent.rows() > 0;
        }
    }

    /** Everything since the last commit is on disk now. */
    void committed() {
        savepoints.clear();
        behind = extent.rows() > 0;
    }

    /** What the transaction did is gone or, when its commit failed, nobody knows. */
    void rolledBack() {
        savepoints.clear();
        known = false;
        behind = true;
    }

    private Extent stored() {
        Extent found = session.first(
                "SELECT count(*), sum(length(content)) FROM _text_waiting",
                Session.Binding.NONE,
                row -> new Extent(row.getLong(1), row.getLong(2)));
        return found == null ? new Extent(0, 0) : found;
    }
}
