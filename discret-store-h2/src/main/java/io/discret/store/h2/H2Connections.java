package io.discret.store.h2;

import io.discret.store.jdbc.Dialect;
import io.discret.store.jdbc.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.h2.Driver;

/**
 * Open connections to one encrypted file (docs/protocol/60 §5).
 *
 * <p>The driver wants the key as text, so a copy of it lives in the heap until it is collected; the properties are cleared
 * right away and no address or log line holds it. Safe for use by any thread.
 */
final class H2Connections {
    private static final System.Logger LOG = System.getLogger("io.discret.store.h2");

    /** Everybody who has the key of the file is its one user. */
    private static final String USER = "discret";

    /** Results of more rows than these wait in an encrypted temporary file. */
    private static final int MOST_ROWS_IN_MEMORY = 10_000;

    /** A page that is not in the cache is decrypted in Java, again and again during the commit of a large transaction. */
    private static final int LEAST_CACHE_KIB = 16 << 10;

    /** A result that is used again may be one of a snapshot that is over. */
    private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;OPTIMIZE_REUSE_RESULTS=FALSE";

    /**
     * Hands each commit to the system at once: a process that is killed loses nothing that was answered. The file keeps this
     * setting and H2 shows it, but a database that is opened again does not follow it until it is told once more.
     */
    private static final String DURABLE = "SET WRITE_DELAY 0";

    private static final int LOCK_TIMEOUT_MILLIS = 10_000;

    private final Path file;
    private final byte[] key;
    private final Dialect dialect;

    /** Those of the database that is open now; guarded by itself, as its generation is. */
    private final List<Connection> connections = new ArrayList<>();

    private long currentGeneration;

    /**
     * @param file path without the extension of H2
     * @param key 32 bytes, copied
     */
    H2Connections(Path file, byte[] key, Dialect dialect) {
        this.file = file;
        this.key = key.clone();
        this.dialect = dialect;
    }

    /** Fail when the key does not open the file; nothing is written. */
    void check() throws SQLException {
        connect(";ACCESS_MODE_DATA=r").close();
    }

    /**
     * The connection that writes, the first; makes the database when there is none.
     *
     * @param cacheKib one cache serves all connections
     */
    Session writer(int cacheKib) throws SQLException {
        String settings = ";CACHE_SIZE=" + Math.max(cacheKib, LEAST_CACHE_KIB) + ";MAX_MEMORY_ROWS="
                + MOST_ROWS_IN_MEMORY + ";TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=" + LOCK_TIMEOUT_MILLIS;
        return session(settings, "READ COMMITTED");
    }

    /** A connection that reads: everything between begin and end sees one state. */
    Session reader() throws SQLException {
        return session("", "SNAPSHOT");
    }

    /** Forget the key. */
    void wipe() {
        Arrays.fill(key, (byte) 0);
    }

    private Session session(String settings, String isolation) throws SQLException {
        return new Session(new Reconnecting(settings, isolation), dialect);
    }

    /**
     * Opens the connections of one session. A database that H2 gave up goes when its last connection is closed, and only then
     * the next one reads the file again: so whoever finds it first closes the connections of all.
     */
    private final class Reconnecting implements Session.Connector {
        private final String settings;
        private final String isolation;
        private long generation = -1;

        Reconnecting(String settings, String isolation) {
            this.settings = settings;
            this.isolation = isolation;
        }

        @Override
        public Connection connect() throws SQLException {
            synchronized (connections) {
                if (generation == currentGeneration) {
                    connections.forEach(H2Connections::closeQuietly);
                    connections.clear();
                    currentGeneration++;
                }
                connections.removeIf(H2Connections::isClosed);
                Connection connection = H2Connections.this.connect(settings);
                try (Statement statement = connection.createStatement()) {
                    if (connections.isEmpty()) {
                        statement.execute(DURABLE);
                    }
                    statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + isolation);
                } catch (SQLException e) {
                    closeQuietly(connection);
                    throw e;
                }
                connections.add(connection);
                generation = currentGeneration;
                return connection;
            }
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection to a database that was given up does not close.", e);
        }
    }

    private Connection connect(String settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", HexFormat.of().formatHex(key) + " " + USER);
        try {
            return new Driver()
                    .connect("jdbc:h2:file:" + file.toAbsolutePath() + ";CIPHER=AES" + SETTINGS + settings, properties);
        } finally {
            properties.clear();
        }
    }
}
