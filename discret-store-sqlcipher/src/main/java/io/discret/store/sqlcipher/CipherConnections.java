package io.discret.store.sqlcipher;

import io.discret.store.jdbc.Dialect;
import io.discret.store.jdbc.JdbcStore;
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
import org.sqlite.SQLiteErrorCode;

/**
 * Open connections to one encrypted file (docs/protocol/60 §4.1).
 *
 * <p>The driver wants the key as text, so a copy of it lives in the heap until it is collected; the properties are cleared
 * right away and no address or log line holds it. Safe for use by any thread.
 */
final class CipherConnections {
    /** A page is encrypted and authenticated whole, so what one row alone changes should be small (decision 014). */
    static final int PAGE_SIZE = 4096;

    /** Of files made before; they keep it. */
    static final int FORMER_PAGE_SIZE = 8192;

    /** A reader waits this long for the short exclusive moments of a checkpoint or a recovery. */
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    /**
     * A commit copies what is in the write-ahead log into the file by itself, and waits for the disk, only when so many pages are
     * there: when {@link JdbcStore#checkpoint} does not keep up with a stream, or nobody calls it.
     */
    private static final int PAGES_OF_A_LATE_CHECKPOINT = 8000;

    /** The write-ahead log is cut back to this size when it was emptied, so that one big import does not stay on disk. */
    private static final int JOURNAL_SIZE_LIMIT = 64 << 20;

    private final Path file;
    private final byte[] key;
    private final Dialect dialect;
    private volatile int pageSize;

    /**
     * @param key 32 bytes, copied
     * @param pageSize bytes of a page of a new file
     */
    CipherConnections(Path file, byte[] key, Dialect dialect, int pageSize) {
        this.file = file;
        this.key = key.clone();
        this.dialect = dialect;
        this.pageSize = pageSize;
    }

    /**
     * Tell whether the key opens the file, without writing to it or to its write-ahead log, and learn how large its pages are.
     *
     * <p>A process that ended in the middle of a checkpoint, or on a full disk, leaves a file whose pages belong together
     * only with the log beside it. Its first page says so by naming more pages than there are, which is no wrong key;
     * when that page itself was torn, the log holds it, and is asked.
     *
     * @throws SQLException when the file cannot be read for another reason
     */
    boolean keyFits() throws SQLException {
        for (int size : new int[] {PAGE_SIZE, FORMER_PAGE_SIZE}) {
            pageSize = size;
            // A file of less than a page would be taken for an empty one, and written over.
            if (file.toFile().length() >= size && fits()) {
                return true;
            }
        }
        return false;
    }

    private boolean fits() throws SQLException {
        int code = firstPage("&immutable=1&mode=ro");
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code && hasJournal()) {
            code = firstPage("&mode=ro");
        }
        return code != SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private boolean hasJournal() {
        Path journal = file.resolveSibling(file.getFileName() + "-wal");
        return journal.toFile().length() > 0;
    }

    /** Read the schema; the primary result code of SQLite. */
    private int firstPage(String mode) throws SQLException {
        try (Connection connection = connect(mode);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM sqlite_schema");
            return SQLiteErrorCode.SQLITE_OK.code;
        } catch (SQLException e) {
            int code = e.getErrorCode() & SqliteDialect.PRIMARY_CODE;
            if (code != SQLiteErrorCode.SQLITE_NOTADB.code && code != SQLiteErrorCode.SQLITE_CORRUPT.code) {
                throw e;
            }
            return code;
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
        return new Session(() -> prepared(mode, cacheKib), dialect);
    }

    private Connection prepared(String mode, int cacheKib) throws SQLException {
        Connection connection = connect("");
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
                statement.execute("PRAGMA temp_store = MEMORY");
                statement.execute("PRAGMA mmap_size = 0");
                statement.execute("PRAGMA cache_size = -" + cacheKib);
                statement.execute("PRAGMA " + mode);
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA wal_autocheckpoint = " + PAGES_OF_A_LATE_CHECKPOINT);
                statement.execute("PRAGMA journal_size_limit = " + JOURNAL_SIZE_LIMIT);
            }
            Function.create(connection, SqliteDialect.BASE64, new Base64Function(), 1, Function.FLAG_DETERMINISTIC);
            return connection;
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
        properties.setProperty("legacy_page_size", Integer.toString(pageSize));
        properties.setProperty("page_size", Integer.toString(pageSize));
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
