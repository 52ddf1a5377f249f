package io.discret.store.sqlcipher;

import java.util.List;

/**
 * Say how the full-text index is kept, so that writing costs what the words cost and not what merging costs.
 *
 * <p>Each commit writes one sorted segment; FTS5 merges segments of one size as they gather. By default it does so four by four, and
 * most of what a stream of rows writes is merging. Sixteen by sixteen each word is moved half as often. A search
 * then looks into some dozens of segments at most, which costs little beside what it finds.
 */
final class SearchUpkeep {
    /**
     * Bytes of a page of the index. One and what surrounds it fit one page of the encrypted file; one of the default of 4050
     * would take two.
     */
    private static final int PAGE_BYTES = 3950;

    /** Segments of one size that are merged together, a little with each commit. */
    private static final int MERGED_TOGETHER = 16;

    /** Segments of one size that are merged at once when merging little by little did not keep up. */
    private static final int MOST_SEGMENTS = 64;

    private SearchUpkeep() {}

    /** Statements that set up a table once; it keeps the settings. */
    static List<String> statements(String table) {
        return List.of(
                set(table, "pgsz", PAGE_BYTES),
                set(table, "automerge", MERGED_TOGETHER),
                set(table, "crisismerge", MOST_SEGMENTS));
    }

    private static String set(String table, String name, int value) {
        return "INSERT INTO " + table + " (" + table + ", rank) VALUES ('" + name + "', " + value + ")";
    }
}
