package io.discret.store.sqlcipher;

import java.util.List;

/**
 * Tell the planner of SQLite how selective each index is, once and for all.
 *
 * <p>Without statistics SQLite takes every index for equally good and then prefers one that saves a sort, so that the look-up
 * of one row by an indexed field would read a whole entity. Statistics gathered from the data would depend on when they
 * were gathered. These numbers say what the indices are for; the plans of a query are the same in every database.
 */
final class PlannerStatistics {
    /** Makes the table if it is not there and makes this connection read it again. */
    static final String LOAD = "ANALYZE sqlite_schema";

    private PlannerStatistics() {}

    /** Statements that replace all statistics of the fixed tables. */
    static List<String> statements() {
        return List.of(
                LOAD,
                "DELETE FROM sqlite_stat1",
                insert("_node", "_node_id", "1000000 1"),
                insert("_node", "_node_day", "1000000 100000 5000 2"),
                insert("_node", "_node_newest", "1000000 100000 2"),
                insert("_node", "_node_peer", "1000 1"),
                insert("_edge", "_edge", "1000000 10 5 1"),
                insert("_edge", "_edge_dest", "1000000 10"),
                LOAD);
    }

    /**
     * @param index as part of a text literal: quotes are doubled already
     * @param numbers rows of the index, then rows per value of its first column, of its first two…
     */
    static String insert(String table, String index, String numbers) {
        return "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('" + table + "', '" + index + "', '" + numbers + "')";
    }
}
