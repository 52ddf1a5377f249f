package io.discret.store.jdbc;

import io.discret.api.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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

    /** A statement that inserts one row or replaces the one with the same key; all columns are bound in order. */
    String upsert(String table, List<String> columns, List<String> key);

    /**
     * The value at a place of a JSON text, as docs/protocol/12 §6.1 compares it.
     *
     * @param json SQL of the JSON text
     * @param path SQL of a path such as {@code '$."32"'}: a literal or {@code ?}
     */
    String jsonValue(String json, String path);

    /** A value that is null only when nothing, not even a JSON null, is at a place of a JSON text. */
    String jsonPresence(String json, String path);

    /** The base64 text of bytes. */
    String base64(String bytes);

    /** The sum as a float, nulls left out, 0.0 over nothing. */
    String total(String value);

    /**
     * The full-text table joined with {@code _node n}, for a FROM clause. Its condition is {@link #searchCondition}, its
     * rank {@link #searchRank}.
     */
    String searchSource();

    /** Tests that the row matches the one bound expression. */
    String searchCondition();

    /** A sort key, the best first in ascending order. */
    String searchRank();

    /**
     * Make an expression that the database accepts of the search text (docs/protocol/12 §9).
     *
     * @return the text itself, or the text as one quoted phrase when it is malformed
     */
    String searchExpression(Session session, String text);

    /** Inserts the text of a row, bound as (row number, text). */
    String insertText();

    /** Deletes the text of a row, bound as (row number); no error when there is none. */
    String deleteText();

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
}
