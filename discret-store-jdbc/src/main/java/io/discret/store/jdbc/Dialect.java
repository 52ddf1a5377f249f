package io.discret.store.jdbc;

import io.discret.api.StoreException;
import io.discret.spi.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tell one SQL database from another. Stateless, safe for use by any thread.
 *
 * <p>Methods that return SQL get SQL; none of it ever holds text of a user.
 */
public interface Dialect {
    /** Statements that create what is missing, in order; {@link Schema} offers the tables both databases share. */
    List<String> schema();

    /** Begin a transaction that writes. */
    String beginWrite();

    /** Begin a transaction that reads. */
    String beginRead();

    /** A statement for {@link io.discret.spi.Store#checkpoint}, on a connection that reads; null = there is nothing to do. */
    default @Nullable String checkpoint() {
        return null;
    }

    /** A statement that inserts one row or replaces the one with the same key; all columns are bound in order. */
    String upsert(String table, List<String> columns, List<String> key);

    /**
     * What follows an INSERT of one row so that it inserts nothing when there is one with the same key.
     *
     * @param key column with a unique index
     * @return null = nothing does that and costs less than to look first
     */
    default @Nullable String unlessThere(String key) {
        return null;
    }

    /**
     * The value at a place of a JSON text, as docs/protocol/12 §6.1 compares it.
     *
     * @param json SQL of the JSON text
     * @param path SQL of a path such as {@code '$."32"'}: a literal or {@code ?}
     */
    String jsonValue(String json, String path);

    /** A value that is null only when nothing, not even a JSON null, is at a place of a JSON text. */
    String jsonPresence(String json, String path);

    /**
     * As {@link #jsonValue}, but the least and the greatest of such values still tell an integer from a float of the same
     * size; for what is shown, not for what is compared.
     */
    default String exactJsonValue(String json, String path) {
        return jsonValue(json, path);
    }

    /** A long text as it is compared: by its bytes in UTF-8. */
    default String textValue(String text) {
        return text;
    }

    /** What is bound to be compared with {@link #jsonValue} and {@link #textValue}. */
    default Value compared(Value value) {
        return value;
    }

    /** What is bound to stand for a missing {@link #exactJsonValue}. */
    default Value exact(Value value) {
        return compared(value);
    }

    /** The value that an exact one read from a result stands for. */
    default @Nullable Object shown(@Nullable Object exact) {
        return exact;
    }

    /** Whether an index serves an order only when the columns that are fixed stand in it. */
    default boolean ordersByEntity() {
        return false;
    }

    /** The base64 text of bytes. */
    String base64(String bytes);

    /** The sum as a float, nulls left out, 0.0 over nothing. */
    String total(String value);

    /** The mean as a float, nulls left out, null over nothing. */
    default String average(String value) {
        return "avg(" + value + ")";
    }

    /**
     * What was found joined with {@code _node n}, for a FROM clause. Its condition is {@link #searchCondition}, its rank
     * {@link #searchRank}. One of the first two holds the question mark that {@link #searchArgument} is bound to.
     */
    String searchSource();

    /** Tests that a row of {@code _node n} is one that was found. */
    String searchCondition();

    /** A sort key, the best first in ascending order. */
    String searchRank();

    /** What is bound to find a search text (docs/protocol/12 §9); a malformed one is one phrase. */
    Object searchArgument(Session session, String text);

    /** Insert the text of a row that has none. */
    void insertText(Session session, long row, String text);

    /** Delete the text of a row; no error when there is none. */
    void deleteText(Session session, long row);

    /**
     * Statements that create an index over values of the rows of one entity unless it is there.
     *
     * @param name quoted already
     * @param entity a literal
     * @param values SQL of the values
     */
    List<String> createIndex(String name, String entity, List<String> values);

    /** How a statement would run, line by line. */
    List<String> explain(Connection connection, String sql) throws SQLException;

    /** Say what a failure means to the user of the store. */
    StoreException translate(SQLException failure);

    /** Whether the database may have ended the transaction by itself on this failure. */
    boolean endsTransaction(SQLException failure);

    /** Whether the connection is of no use after this failure, so that another must be opened. */
    default boolean endsConnection(SQLException failure) {
        return false;
    }
}
