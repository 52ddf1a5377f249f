package io.discret.store.sqlcipher;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.store.jdbc.Dialect;
import io.discret.store.jdbc.Schema;
import io.discret.store.jdbc.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Speak the SQL of SQLite 3.40. Stateless, safe for use by any thread. */
final class SqliteDialect implements Dialect {
    /** Name of the scalar function that {@link Base64Function} is registered as. */
    static final String BASE64 = "discret_base64";

    static final int PRIMARY_CODE = 0xff;

    @Override
    public List<String> schema() {
        List<String> statements =
                new ArrayList<>(Schema.tables("INTEGER", "BLOB", "BLOB", "TEXT", "TEXT", " WITHOUT ROWID"));
        statements.add("CREATE INDEX IF NOT EXISTS _node_peer ON _node (verifying_key) WHERE _entity = '0.4'");
        statements.add("CREATE INDEX IF NOT EXISTS _daily_log_marked ON _daily_log (room_id, entity, date)"
                + " WHERE need_recompute = 1");
        // The table keeps the text it was given, so that a change or a deletion removes exactly what was indexed.
        statements.add("CREATE VIRTUAL TABLE IF NOT EXISTS _node_fts USING fts5(text, tokenize = 'trigram')");
        statements.addAll(SearchUpkeep.statements("_node_fts"));
        // Never holds a row: tells whether an expression is well formed.
        statements.add("CREATE VIRTUAL TABLE IF NOT EXISTS _node_fts_syntax USING fts5(text, tokenize = 'trigram')");
        statements.addAll(PlannerStatistics.statements());
        return statements;
    }

    @Override
    public String beginWrite() {
        return "BEGIN IMMEDIATE";
    }

    @Override
    public String beginRead() {
        return "BEGIN";
    }

    /** Copies what is committed from the write-ahead log into the file, and waits for nobody. */
    @Override
    public String checkpoint() {
        return "PRAGMA wal_checkpoint(PASSIVE)";
    }

    @Override
    public String upsert(String table, List<String> columns, List<String> key) {
        return "INSERT OR REPLACE INTO " + table + " (" + String.join(", ", columns) + ") VALUES (?"
                + ", ?".repeat(columns.size() - 1) + ")";
    }

    @Override
    public String unlessThere(String key) {
        return " ON CONFLICT (" + key + ") DO NOTHING";
    }

    @Override
    public String jsonValue(String json, String path) {
        return "json_extract(" + json + ", " + path + ")";
    }

    @Override
    public String jsonPresence(String json, String path) {
        return "json_type(" + json + ", " + path + ")";
    }

    @Override
    public String base64(String bytes) {
        return BASE64 + "(" + bytes + ")";
    }

    @Override
    public String total(String value) {
        return "total(" + value + ")";
    }

    @Override
    public String searchSource() {
        return "_node_fts f CROSS JOIN _node n";
    }

    @Override
    public String searchCondition() {
        return "n._row = f.rowid AND _node_fts MATCH ?";
    }

    @Override
    public String searchRank() {
        return "f.rank";
    }

    @Override
    public Object searchArgument(Session session, String text) {
        // FTS5 reads up to a NUL and would take the beginning for the whole.
        boolean whole = text.indexOf('\0') < 0;
        return whole && session.accepts("SELECT 1 FROM _node_fts_syntax WHERE _node_fts_syntax MATCH ?", text)
                ? text
                : '"' + text.replace('\0', ' ').replace("\"", "\"\"") + '"';
    }

    @Override
    public void insertText(Session session, long row, String text) {
        session.update("INSERT INTO _node_fts (rowid, text) VALUES (?, ?)", s -> {
            s.setLong(1, row);
            s.setString(2, text);
        });
    }

    @Override
    public void deleteText(Session session, long row) {
        session.update("DELETE FROM _node_fts WHERE rowid = ?", s -> s.setLong(1, row));
    }

    @Override
    public List<String> createIndex(String name, String entity, List<String> values) {
        String unquoted =
                name.substring(1, name.length() - 1).replace("\"\"", "\"").replace("'", "''");
        return List.of(
                "CREATE INDEX IF NOT EXISTS " + name + " ON _node (" + String.join(", ", values) + ") WHERE _entity = "
                        + entity,
                "DELETE FROM sqlite_stat1 WHERE idx = '" + unquoted + "'",
                PlannerStatistics.insert("_node", unquoted, "100000" + " 10".repeat(values.size())),
                PlannerStatistics.LOAD);
    }

    @Override
    public List<String> explain(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                lines.add(rows.getString(4));
            }
        }
        return lines;
    }

    @Override
    public StoreException translate(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY_CODE;
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return new StoreException(
                    ErrorCode.DISK_FULL,
                    "The disk is full; nothing was written. Free some space and try again.",
                    failure);
        }
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return wrongKey();
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new StoreException(
                    ErrorCode.STORAGE, "The database cannot be written; check the rights of its folder.", failure);
        }
        return new StoreException(ErrorCode.STORAGE, "The database failed: " + name(failure) + ".", failure);
    }

    @Override
    public boolean endsTransaction(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY_CODE;
        return code == SQLiteErrorCode.SQLITE_FULL.code
                || code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_NOMEM.code
                || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    static StoreException wrongKey() {
        return new StoreException(
                ErrorCode.WRONG_KEY,
                "The file is not a database that this key opens; it was left as it is. Check the pass phrase.");
    }

    /** The message of the driver may quote a value; its code does not. */
    private static String name(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? sqlite.getResultCode().name()
                : failure.getClass().getSimpleName();
    }
}
