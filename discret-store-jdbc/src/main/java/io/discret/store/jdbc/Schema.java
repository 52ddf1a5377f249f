package io.discret.store.jdbc;

import java.util.List;

/**
 * Name the tables of docs/protocol/21 §1 and build what the databases share of them.
 *
 * <p>Rows have a number of their own, {@code _row}, in the order of insertion: new rows go to the end of the table
 * whatever their random id, and the full-text index hangs on it. The id has a small index of its own. The index
 * {@code (_entity, room_id, mdate)} answers days, the default order and the newest rows of a room,
 * {@code (_entity, mdate)} the newest rows of all rooms. Tables with a natural key are clustered by it.
 */
public final class Schema {
    /** Written into the database; a greater number comes from a newer version of this library. */
    public static final int VERSION = 3;

    /** Short name of sys.Peer, whose rows are looked up by key for every row shown with its author. */
    static final String PEER_ENTITY = "0.4";

    private Schema() {}

    /**
     * Statements that create the tables and indices that are missing.
     *
     * @param row type of the numbers of rows
     * @param bytes type of byte columns
     * @param longBytes type of byte columns that may be long
     * @param text type of text columns that may be long
     * @param name type of short texts that are part of keys
     * @param clustered what follows the columns of a table stored in the order of its primary key
     */
    public static List<String> tables(
            String row, String bytes, String longBytes, String text, String name, String clustered) {
        String author = "verifying_key " + bytes + " NOT NULL, _signature " + bytes + " NOT NULL";
        return List.of(
                "CREATE TABLE IF NOT EXISTS _node (_row " + row + " PRIMARY KEY, id " + bytes + " NOT NULL, room_id "
                        + bytes
                        + ", cdate BIGINT NOT NULL, mdate BIGINT NOT NULL, _entity " + name + " NOT NULL, _json " + text
                        + ", _binary " + longBytes + ", " + author + ")",
                "CREATE UNIQUE INDEX IF NOT EXISTS _node_id ON _node (id)",
                "CREATE INDEX IF NOT EXISTS _node_day ON _node (_entity, room_id, mdate)",
                "CREATE INDEX IF NOT EXISTS _node_newest ON _node (_entity, mdate)",
                "CREATE TABLE IF NOT EXISTS _edge (src " + bytes + " NOT NULL, label " + name + " NOT NULL, dest "
                        + bytes
                        + " NOT NULL, src_entity " + name + " NOT NULL, cdate BIGINT NOT NULL, " + author
                        + ", PRIMARY KEY (src, label, dest))" + clustered,
                "CREATE INDEX IF NOT EXISTS _edge_dest ON _edge (dest)",
                "CREATE TABLE IF NOT EXISTS _node_deletion (room_id " + bytes
                        + " NOT NULL, deletion_date BIGINT NOT NULL, id " + bytes + " NOT NULL, entity " + name
                        + " NOT NULL, mdate BIGINT NOT NULL, " + author
                        + ", PRIMARY KEY (room_id, deletion_date, id, entity))" + clustered,
                "CREATE INDEX IF NOT EXISTS _node_deletion_id ON _node_deletion (id, room_id)",
                "CREATE TABLE IF NOT EXISTS _edge_deletion (room_id " + bytes
                        + " NOT NULL, deletion_date BIGINT NOT NULL, src " + bytes + " NOT NULL, label " + name
                        + " NOT NULL, dest " + bytes + " NOT NULL, src_entity " + name
                        + " NOT NULL, cdate BIGINT NOT NULL, " + author
                        + ", PRIMARY KEY (room_id, deletion_date, src, label, dest))" + clustered,
                "CREATE INDEX IF NOT EXISTS _edge_deletion_src ON _edge_deletion (src, room_id)",
                "CREATE TABLE IF NOT EXISTS _daily_log (room_id " + bytes + " NOT NULL, entity " + name
                        + " NOT NULL, date BIGINT NOT NULL, entry_number INTEGER NOT NULL, daily_hash " + bytes
                        + ", history_hash " + bytes
                        + ", need_recompute INTEGER NOT NULL, PRIMARY KEY (room_id, date, entity))" + clustered,
                "CREATE TABLE IF NOT EXISTS _day_spans (room_id " + bytes + " NOT NULL, entity " + name
                        + " NOT NULL, date BIGINT NOT NULL, spans " + longBytes
                        + " NOT NULL, PRIMARY KEY (room_id, date, entity))" + clustered,
                "CREATE TABLE IF NOT EXISTS _room_changelog (room_id " + bytes
                        + " NOT NULL, mdate BIGINT NOT NULL, PRIMARY KEY (room_id))" + clustered,
                "CREATE TABLE IF NOT EXISTS _text_waiting (_row " + row + " PRIMARY KEY, content " + text
                        + ", fresh INTEGER NOT NULL)",
                "CREATE TABLE IF NOT EXISTS _configuration (name " + name + " NOT NULL, content " + text
                        + " NOT NULL, PRIMARY KEY (name))" + clustered);
    }
}
