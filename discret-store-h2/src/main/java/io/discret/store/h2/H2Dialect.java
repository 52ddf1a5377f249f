package io.discret.store.h2;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Value;
import io.discret.store.h2.functions.Mean;
import io.discret.store.h2.functions.RowFunctions;
import io.discret.store.h2.functions.SortKey;
import io.discret.store.h2.functions.Total;
import io.discret.store.jdbc.Dialect;
import io.discret.store.jdbc.Schema;
import io.discret.store.jdbc.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speak the SQL of H2 2.4. Stateless, safe for use by any thread. */
final class H2Dialect implements Dialect {
    private final SearchIndex index = new SearchIndex();

    @Override
    public List<String> schema() {
        List<String> statements = new ArrayList<>(Schema.tables(
                "BIGINT", "VARBINARY", "BINARY LARGE OBJECT", "CHARACTER LARGE OBJECT", "CHARACTER VARYING", ""));
        // With the number of the row at the end an index gives the whole order.
        statements.replaceAll(sql -> sql.replace("(_entity, room_id, mdate)", "(_entity, room_id, mdate, _row)")
                .replace("(_entity, mdate)", "(_entity, mdate, _row)"));
        statements.add("CREATE INDEX IF NOT EXISTS _daily_log_marked ON _daily_log (need_recompute, room_id, entity,"
                + " date)");
        statements.addAll(SearchIndex.tables());
        statements.add(function("value"));
        statements.add(function("exact"));
        statements.add(function("present"));
        statements.add(function("text"));
        statements.add(function("base64"));
        statements.add("CREATE AGGREGATE IF NOT EXISTS discret_total FOR '" + Total.class.getName() + "'");
        statements.add("CREATE AGGREGATE IF NOT EXISTS discret_mean FOR '" + Mean.class.getName() + "'");
        return statements;
    }

    private static String function(String name) {
        return "CREATE ALIAS IF NOT EXISTS discret_" + name + " DETERMINISTIC FOR '" + RowFunctions.class.getName()
                + "." + name + "'";
    }

    @Override
    public String beginWrite() {
        return "BEGIN";
    }

    @Override
    public String beginRead() {
        return "BEGIN";
    }

    @Override
    public String upsert(String table, List<String> columns, List<String> key) {
        return "MERGE INTO " + table + " (" + String.join(", ", columns) + ") KEY (" + String.join(", ", key)
                + ") VALUES (?" + ", ?".repeat(columns.size() - 1) + ")";
    }

    @Override
    public String jsonValue(String json, String path) {
        return "discret_value(" + json + ", " + path + ")";
    }

    @Override
    public String exactJsonValue(String json, String path) {
        return "discret_exact(" + json + ", " + path + ")";
    }

    @Override
    public String textValue(String text) {
        return "discret_text(" + text + ")";
    }

    @Override
    public Value compared(Value value) {
        byte[] key = SortKey.of(value);
        return key == null ? new Value.Null() : new Value.Bytes(key);
    }

    @Override
    public Value exact(Value value) {
        byte[] key = SortKey.exact(value);
        return key == null ? new Value.Null() : new Value.Bytes(key);
    }

    @Override
    public @Nullable Object shown(@Nullable Object exact) {
        return SortKey.value((byte[]) exact);
    }

    @Override
    public boolean ordersByEntity() {
        return true;
    }

    @Override
    public String jsonPresence(String json, String path) {
        return "discret_present(" + json + ", " + path + ")";
    }

    @Override
    public String base64(String bytes) {
        return "discret_base64(" + bytes + ")";
    }

    @Override
    public String total(String value) {
        return "discret_total(" + value + ")";
    }

    @Override
    public String average(String value) {
        return "discret_mean(" + value + ")";
    }

    /** The rows that were found, the best first; an outer join is what keeps H2 from reading all rows first. */
    @Override
    public String searchSource() {
        return "UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY f(_row, place) LEFT JOIN _node n ON n._row = f._row";
    }

    @Override
    public String searchCondition() {
        return "n._row = f._row";
    }

    @Override
    public String searchRank() {
        return "f.place";
    }

    @Override
    public Object searchArgument(Session session, String text) {
        return index.find(session, text);
    }

    @Override
    public void insertText(Session session, long row, String text) {
        index.insert(session, row, text);
    }

    @Override
    public void deleteText(Session session, long row) {
        index.delete(session, row);
    }

    /** H2 has no index on a value that is computed; rows of an entity are read by the index of entities. */
    @Override
    public List<String> createIndex(String name, String entity, List<String> values) {
        return List.of();
    }

    @Override
    public List<String> explain(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
            int parameters = statement.getParameterMetaData().getParameterCount();
            for (int i = 1; i <= parameters; i++) {
                statement.setNull(i, java.sql.Types.NULL);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getString(1).lines().forEach(lines::add);
                }
            }
            return lines;
        }
    }

    @Override
    public StoreException translate(SQLException failure) {
        int code = failure.getErrorCode();
        if (saysFull(failure)) {
            return new StoreException(
                    ErrorCode.DISK_FULL,
                    "The disk is full; nothing was written. Free some space and try again.",
                    failure);
        }
        if (code == org.h2.api.ErrorCode.FILE_ENCRYPTION_ERROR_1
                || code == org.h2.api.ErrorCode.WRONG_PASSWORD_FORMAT
                || code == org.h2.api.ErrorCode.WRONG_USER_OR_PASSWORD) {
            return wrongKey();
        }
        if (code == org.h2.api.ErrorCode.DATABASE_IS_READ_ONLY) {
            return new StoreException(
                    ErrorCode.STORAGE, "The database cannot be written; check the rights of its folder.", failure);
        }
        // The message of the driver may quote a value; its code does not.
        return new StoreException(ErrorCode.STORAGE, "The database failed: H2 error " + code + ".", failure);
    }

    /** H2 hands on what the system says about a full disk. */
    private static boolean saysFull(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof java.io.IOException && message != null && message.contains("No space left")) {
                return true;
            }
        }
        return false;
    }

    /** A transaction ends with its connection too; the next connection knows nothing of it. */
    @Override
    public boolean endsTransaction(SQLException failure) {
        int code = failure.getErrorCode();
        return endsConnection(failure)
                || code == org.h2.api.ErrorCode.DEADLOCK_1
                || code == org.h2.api.ErrorCode.OUT_OF_MEMORY
                || code == org.h2.api.ErrorCode.FILE_CORRUPTED_1;
    }

    /** H2 closes a database that it could not write to, for all connections; what was committed is read again at the next. */
    @Override
    public boolean endsConnection(SQLException failure) {
        int code = failure.getErrorCode();
        return code == org.h2.api.ErrorCode.DATABASE_IS_CLOSED
                || code == org.h2.api.ErrorCode.DATABASE_CALLED_AT_SHUTDOWN
                || code == org.h2.api.ErrorCode.CONNECTION_BROKEN_1
                || code == org.h2.api.ErrorCode.OBJECT_CLOSED
                || code == org.h2.api.ErrorCode.IO_EXCEPTION_1
                || code == org.h2.api.ErrorCode.IO_EXCEPTION_2;
    }

    static StoreException wrongKey() {
        return new StoreException(
                ErrorCode.WRONG_KEY,
                "The file is not a database that this key opens; it was left as it is. Check the pass phrase.");
    }
}
