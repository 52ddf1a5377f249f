package io.discret.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Read a whole table in the order of its key.
 *
 * <p>Some databases hold a result until its last row is read, so a table is read in portions. Each goes on behind the last
 * key: first with the same values in all columns but the last, then in all but the last two, and so on; every statement is
 * a range of the index of the key, so that the whole walk is linear.
 */
final class KeyWalk<T> {
    /** Rows of a portion: some hundred KiB of usual rows. */
    private static final int PORTION = 512;

    private final Session session;
    private final String columns;
    private final String table;
    private final List<String> key;
    private final Session.RowReader<T> reader;

    /**
     * @param columns as the reader expects them
     * @param key columns of a unique index, in its order; byte arrays, texts or whole numbers
     */
    KeyWalk(Session session, String columns, String table, List<String> key, Session.RowReader<T> reader) {
        this.session = session;
        this.columns = columns;
        this.table = table;
        this.key = key;
        this.reader = reader;
    }

    /** One row and its key. */
    private record Keyed<T>(T row, List<Object> key) {}

    /** Hand out all rows; what the consumer throws ends the walk. */
    void each(Consumer<T> consumer) {
        List<Object> last = List.of();
        int same = 0;
        while (same >= 0) {
            List<Keyed<T>> portion = portion(last, same);
            portion.forEach(keyed -> consumer.accept(keyed.row()));
            if (portion.size() == PORTION) {
                last = portion.get(PORTION - 1).key();
                same = key.size() - 1;
            } else {
                same = last.isEmpty() ? -1 : same - 1;
            }
        }
    }

    /** Rows behind a key that are equal to it in the first columns. */
    private List<Keyed<T>> portion(List<Object> last, int same) {
        StringBuilder sql = new StringBuilder("SELECT " + columns);
        key.forEach(column -> sql.append(", ").append(column));
        sql.append(" FROM ").append(table);
        for (int i = 0; i <= same && !last.isEmpty(); i++) {
            sql.append(i == 0 ? " WHERE " : " AND ").append(key.get(i)).append(i == same ? " > ?" : " = ?");
        }
        sql.append(" ORDER BY ").append(String.join(", ", key)).append(" LIMIT " + PORTION);
        return session.list(sql.toString(), s -> bind(s, last, same), row -> {
            int count = row.getMetaData().getColumnCount();
            List<Object> values = new ArrayList<>(key.size());
            for (int i = count - key.size() + 1; i <= count; i++) {
                values.add(row.getObject(i));
            }
            return new Keyed<>(reader.read(row), values);
        });
    }

    private static void bind(PreparedStatement s, List<Object> last, int same) throws SQLException {
        for (int i = 0; i <= same && !last.isEmpty(); i++) {
            if (last.get(i) instanceof byte[] bytes) {
                s.setBytes(i + 1, bytes);
            } else {
                s.setObject(i + 1, last.get(i));
            }
        }
    }
}
