package io.discret.store.sqlcipher;

import io.discret.store.jdbc.Dialect;
import io.discret.store.jdbc.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import org.sqlite.Function;

/**
 * Open connections to one encrypted file (docs/protocol/60 §4.1).
 *
 * <p>The driver wants the key as text, so a copy of it lives in the heap until it is collected; the properties are cleared
 * right away and no address or log line holds it. Safe for use by any thread.
 */
final class CipherConnections {
    /** What the reference uses: fewer and larger pages suit rows of a few hundred bytes (docs/protocol/20 §13). */
    static final int PAGE_SIZE = 8192;

    /** A reader waits this long for the short exclusive moments of a checkpoint or a recovery. */
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    /** The write-ahead log is cut back to this size when it was emptied, so that one big import does not stay on disk. */
    private static final int JOURNAL_SIZE_LIMIT = 64 << 20;

    private final Path file;
    private final byte[] key;
    private final Dialect dialect;

    /**
     * @param key 32 bytes, copied
     */
    CipherConnections(Path file, byte[] key, Dialect dialect) {
        this.file = file;
        this.key = key.clone();
        this.dialect = dialect;
    }

    /**
     * Read the first page without writing anything, not even a lock or a side file.
     *
     * @throws SQLException when this key does not open the file
     */
    void probe() throws SQLException {
        try (Connection connection = connect("&immutable=1&mode=ro");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM sqlite_schema");
        }
    }

    /** The connection that writes; makes the file when there is none. */
    Session writer(int cacheKib) throws SQLException {
        return session("journal_mode = WAL", cacheKib);
    }

    /** A connection that reads. */
    Session reader(int cacheKib) throws SQLException {
        return session("query_only = 1", cacheKib);
    }

    /** Forget the key. */
    void wipe() {
        Arrays.fill(key, (byte) 0);
    }

    private Session session(String mode, int cacheKib) throws SQLException {
        Connection connection = connect("");
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
                statement.execute("PRAGMA temp_store = MEMORY");
                statement.execute("PRAGMA mmap_size = 0");
                statement.execute("PRAGMA cache_size = -" + cacheKib);
                statement.execute("PRAGMA " + mode);
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA journal_size_limit = " + JOURNAL_SIZE_LIMIT);
            }
            Function.create(connection, SqliteDialect.BASE64, new Base64Function(), 1, Function.FLAG_DETERMINISTIC);
            return new Session(connection, dialect);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(String parameters) throws SQLException {
        Properties properties = new Properties();
        String hex = "x'" + HexFormat.of().formatHex(key) + "'";
        properties.setProperty("cipher", "sqlcipher");
        properties.setProperty("legacy", "4");
        properties.setProperty("legacy_page_size", Integer.toString(PAGE_SIZE));
        properties.setProperty("page_size", Integer.toString(PAGE_SIZE));
        properties.setProperty("hmac_use", "1");
        properties.setProperty("kdf_iter", "256000");
        properties.setProperty("fast_kdf_iter", "2");
        properties.setProperty("hmac_algorithm", "2");
        properties.setProperty("kdf_algorithm", "2");
        properties.setProperty("hmac_pgno", "1");
        properties.setProperty("hmac_salt_mask", "58");
        properties.setProperty("plaintext_header_size", "0");
        properties.setProperty("key", hex);
        properties.setProperty("password", hex);
        try {
            String address = file.toAbsolutePath().toUri().getRawPath();
            return DriverManager.getConnection(
                    "jdbc:sqlite:file:" + address + "?cache=private" + parameters, properties);
        } finally {
            properties.clear();
        }
    }
}
