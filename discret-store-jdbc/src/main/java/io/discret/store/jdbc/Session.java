package io.discret.store.jdbc;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Run statements on one connection, keeping them prepared.
 *
 * <p>A statement in use is out of the cache, so a second use of the same text while the first is being read gets a
 * statement of its own, kept as well. Used by one thread at a time.
 */
public final class Session implements AutoCloseable {
    /** Texts kept: enough for all fixed statements and some dozens of queries; a statement costs a few KiB. */
    private static final int CACHED_TEXTS = 256;

    private static final System.Logger LOG = System.getLogger("io.discret.store.jdbc");

    private final Connector connector;
    private final Dialect dialect;
    private final Map<String, Deque<PreparedStatement>> idle = new LinkedHashMap<>(64, 0.75f, true);
    private Connection connection;
    private long updates;
    private boolean inTransaction;
    private boolean broken;
    private boolean lost;
    private volatile boolean closed;

    /**
     * @param connector opens the connection; asked again when the database gave it up, as some do when a disk is full
     * @throws SQLException the first connection cannot be opened
     */
    public Session(Connector connector, Dialect dialect) throws SQLException {
        this.connector = connector;
        this.dialect = dialect;
        connection = connector.connect();
    }

    /** Opens a connection that is ready for use. */
    @FunctionalInterface
    public interface Connector {
        Connection connect() throws SQLException;
    }

    /** Fills in the parameters of a statement. */
    @FunctionalInterface
    public interface Binding {
        Binding NONE = statement -> {};

        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads the current row. */
    @FunctionalInterface
    public interface RowReader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes the current row; false = no more rows are wanted. */
    @FunctionalInterface
    public interface RowTaker {
        boolean take(ResultSet row) throws SQLException;
    }

    Dialect dialect() {
        return dialect;
    }

    boolean closed() {
        return closed;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    /** Run a statement that has no result and is not worth keeping. */
    public void execute(String sql) {
        usable();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, Binding binding, RowReader<T> reader) {
        List<T> rows = new ArrayList<>();
        each(sql, binding, row -> {
            rows.add(reader.read(row));
            return true;
        });
        return rows;
    }

    /** The first row of a query, or null. */
    public <T> @Nullable T first(String sql, Binding binding, RowReader<T> reader) {
        Holder<T> holder = new Holder<>();
        each(sql, binding, row -> {
            holder.value = reader.read(row);
            return false;
        });
        return holder.value;
    }

    /** Hand over the rows of a query one by one. */
    public void each(String sql, Binding binding, RowTaker taker) {
        PreparedStatement statement = take(sql);
        try {
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                boolean wanted = true;
                while (wanted && rows.next()) {
                    wanted = taker.take(rows);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            giveBack(sql, statement);
        }
    }

    /** The rows of a query, to be read one by one; the caller closes them. */
    OpenRows open(String sql, Binding binding) {
        PreparedStatement statement = take(sql);
        try {
            binding.bind(statement);
            return new OpenRows(sql, statement, statement.executeQuery());
        } catch (SQLException e) {
            giveBack(sql, statement);
            throw failed(e);
        }
    }

    /** The rows of a query that is under way. */
    final class OpenRows implements AutoCloseable {
        private final String sql;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private boolean open = true;

        private OpenRows(String sql, PreparedStatement statement, ResultSet rows) {
            this.sql = sql;
            this.statement = statement;
            this.rows = rows;
        }

        /** Hand over the next row; false when there is none or no more are wanted. */
        boolean next(RowTaker taker) {
            usable();
            try {
                return rows.next() && taker.take(rows);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            if (!open) {
                return;
            }
            open = false;
            try {
                rows.close();
            } catch (SQLException e) {
                closeQuietly(statement);
                return;
            }
            giveBack(sql, statement);
        }
    }

    /** Statements run so far that may have changed rows. */
    long updates() {
        return updates;
    }

    /** Run a statement that changes rows, and tell how many. */
    public int update(String sql, Binding binding) {
        updates++;
        PreparedStatement statement = take(sql);
        try {
            binding.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            giveBack(sql, statement);
        }
    }

    /** Begin a transaction; the caller ends it. */
    void begin(String statement) {
        if (inTransaction) {
            throw new IllegalStateException("A transaction is open already.");
        }
        update(statement, Binding.NONE);
        inTransaction = true;
    }

    void commit() {
        update("COMMIT", Binding.NONE);
        inTransaction = false;
    }

    /** Drop the transaction; without one nothing happens. */
    void rollback() {
        if (!inTransaction) {
            return;
        }
        inTransaction = false;
        boolean endedByDatabase = broken;
        broken = false;
        try {
            update("ROLLBACK", Binding.NONE);
        } catch (StoreException e) {
            broken = false;
            if (!endedByDatabase) {
                throw e;
            }
        }
    }

    /** Run several statements on one state of the database. */
    <T extends @Nullable Object> T snapshot(Supplier<T> work) {
        if (inTransaction) {
            return work.get();
        }
        begin(dialect.beginRead());
        try {
            return work.get();
        } finally {
            rollback();
        }
    }

    List<String> explain(String sql) {
        usable();
        try {
            return dialect.explain(connection, sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Whether a statement with one bound text is accepted and runs. */
    public boolean accepts(String sql, String text) {
        PreparedStatement statement = take(sql);
        try {
            statement.setString(1, text);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return true;
            }
        } catch (SQLException e) {
            if (dialect.endsTransaction(e)) {
                throw failed(e);
            }
            return false;
        } finally {
            giveBack(sql, statement);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            forgetStatements();
            connection.close();
        } catch (SQLException e) {
            throw dialect.translate(e);
        }
    }

    private PreparedStatement take(String sql) {
        usable();
        Deque<PreparedStatement> same = idle.get(sql);
        if (same != null && !same.isEmpty()) {
            return same.pop();
        }
        try {
            return connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void giveBack(String sql, PreparedStatement statement) {
        try {
            statement.clearParameters();
        } catch (SQLException e) {
            closeQuietly(statement);
            return;
        }
        if (closed || lost) {
            closeQuietly(statement);
            return;
        }
        idle.computeIfAbsent(sql, text -> new ArrayDeque<>(1)).push(statement);
        if (idle.size() > CACHED_TEXTS) {
            var eldest = idle.entrySet().iterator();
            eldest.next().getValue().forEach(Session::closeQuietly);
            eldest.remove();
        }
    }

    private void usable() {
        if (closed) {
            throw closedException();
        }
        if (broken) {
            throw new StoreException(
                    ErrorCode.STORAGE, "The transaction has failed and holds nothing any more; roll it back.");
        }
        if (lost) {
            reconnect();
        }
    }

    /** What was committed is in the file; the transaction that was open is not, and was told so. */
    private void reconnect() {
        forgetStatements();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection that was given up does not close.", e);
        }
        try {
            connection = connector.connect();
        } catch (SQLException e) {
            throw dialect.translate(e);
        }
        lost = false;
    }

    private void forgetStatements() {
        idle.values().forEach(statements -> statements.forEach(Session::closeQuietly));
        idle.clear();
    }

    private StoreException failed(SQLException e) {
        if (closed) {
            return closedException();
        }
        if (inTransaction && dialect.endsTransaction(e)) {
            broken = true;
        }
        lost |= dialect.endsConnection(e);
        return dialect.translate(e);
    }

    private static StoreException closedException() {
        return new StoreException(ErrorCode.CLOSED, "The store is closed; open it again.");
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A statement does not close.", e);
        }
    }

    private static final class Holder<T> {
        private @Nullable T value;
    }
}
