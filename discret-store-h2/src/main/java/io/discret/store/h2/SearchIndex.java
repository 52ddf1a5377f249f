package io.discret.store.h2;

import io.discret.store.jdbc.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keep the searchable texts of rows and find them by their trigrams. Stateless, safe for use by any thread.
 *
 * <p>{@code _node_text} holds the text of a row and how many trigrams it has, {@code _node_trigram} one number for each
 * distinct trigram of a row: a hash of the trigram in front of the number of the row. So the rows that may hold a trigram lie
 * side by side; whether they do is seen in their text.
 */
final class SearchIndex {
    /** Rows have numbers below 2^43; the other bits of a positive number are the hash. */
    private static final int ROW_BITS = 43;

    private static final int HASH_BITS = 63 - ROW_BITS;

    /** More trigrams of a phrase narrow the candidates little. */
    private static final int MOST_LOOKED_UP = 4;

    /** Statements that create the tables that are missing. */
    static List<String> tables() {
        return List.of(
                "CREATE TABLE IF NOT EXISTS _node_text (_row BIGINT PRIMARY KEY, content CHARACTER LARGE OBJECT NOT NULL,"
                        + " trigrams INTEGER NOT NULL)",
                "CREATE TABLE IF NOT EXISTS _node_trigram (entry BIGINT PRIMARY KEY)",
                "CREATE TABLE IF NOT EXISTS _node_text_total (id INTEGER PRIMARY KEY, texts BIGINT NOT NULL, trigrams"
                        + " BIGINT NOT NULL)",
                "MERGE INTO _node_text_total (id, texts, trigrams) KEY (id) VALUES (1, 0, 0)");
    }

    /** A text that is stored. */
    private record Stored(String text, int trigrams) {}

    /** How many there are. */
    record Totals(long texts, long trigrams) {}

    void insert(Session session, long row, String text) {
        Trigrams trigrams = Trigrams.of(text);
        session.update("INSERT INTO _node_text (_row, content, trigrams) VALUES (?, ?, ?)", s -> {
            s.setLong(1, row);
            s.setString(2, text);
            s.setInt(3, trigrams.count());
        });
        for (long entry : entries(trigrams, row)) {
            session.update("INSERT INTO _node_trigram (entry) VALUES (?)", s -> s.setLong(1, entry));
        }
        count(session, 1, trigrams.count());
    }

    void delete(Session session, long row) {
        Stored stored = session.first(
                "SELECT content, trigrams FROM _node_text WHERE _row = ?",
                s -> s.setLong(1, row),
                r -> new Stored(r.getString(1), r.getInt(2)));
        if (stored == null) {
            return;
        }
        for (long entry : entries(Trigrams.of(stored.text()), row)) {
            session.update("DELETE FROM _node_trigram WHERE entry = ?", s -> s.setLong(1, entry));
        }
        session.update("DELETE FROM _node_text WHERE _row = ?", s -> s.setLong(1, row));
        count(session, -1, -stored.trigrams());
    }

    /** The numbers of the rows that match, the best first, then in their order. */
    Long[] find(Session session, String text) {
        return new SearchRun(session, this).find(SearchParser.parse(text));
    }

    /** Rows that may hold a phrase, ascending. */
    long[] candidates(Session session, Trigrams phrase) {
        long[] distinct = phrase.distinct();
        int step = Math.max(1, distinct.length / MOST_LOOKED_UP);
        long[] rows = rowsOf(session, distinct[0]);
        for (int i = step; i < distinct.length && rows.length > 0; i += step) {
            rows = common(rows, rowsOf(session, distinct[i]));
        }
        return rows;
    }

    Trigrams trigramsOf(Session session, long row) {
        String text = session.first(
                "SELECT content FROM _node_text WHERE _row = ?", s -> s.setLong(1, row), r -> r.getString(1));
        return text == null ? Trigrams.NONE : Trigrams.of(text);
    }

    Totals totals(Session session) {
        List<Totals> totals = session.list(
                "SELECT texts, trigrams FROM _node_text_total",
                Session.Binding.NONE,
                r -> new Totals(r.getLong(1), r.getLong(2)));
        return totals.get(0);
    }

    private static void count(Session session, int texts, int trigrams) {
        session.update("UPDATE _node_text_total SET texts = texts + ?, trigrams = trigrams + ? WHERE id = 1", s -> {
            s.setInt(1, texts);
            s.setInt(2, trigrams);
        });
    }

    private static long[] rowsOf(Session session, long trigram) {
        long first = hash(trigram) << ROW_BITS;
        long mask = (1L << ROW_BITS) - 1;
        List<Long> rows = new ArrayList<>();
        session.each(
                "SELECT entry FROM _node_trigram WHERE entry BETWEEN ? AND ? ORDER BY entry",
                s -> {
                    s.setLong(1, first);
                    s.setLong(2, first | mask);
                },
                r -> rows.add(r.getLong(1) & mask));
        return rows.stream().mapToLong(Long::longValue).toArray();
    }

    /** What both ascending lists hold. */
    static long[] common(long[] some, long[] others) {
        long[] common = new long[Math.min(some.length, others.length)];
        int count = 0;
        int j = 0;
        for (long value : some) {
            while (j < others.length && others[j] < value) {
                j++;
            }
            if (j < others.length && others[j] == value) {
                common[count++] = value;
            }
        }
        return Arrays.copyOf(common, count);
    }

    private static long[] entries(Trigrams trigrams, long row) {
        return Arrays.stream(trigrams.distinct())
                .map(trigram -> hash(trigram) << ROW_BITS | row)
                .distinct()
                .toArray();
    }

    /** Spread by the golden ratio; what matters is that it never changes, because it is stored. */
    private static long hash(long trigram) {
        return (trigram * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - HASH_BITS);
    }
}
