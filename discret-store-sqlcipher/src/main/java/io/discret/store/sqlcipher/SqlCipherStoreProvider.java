package io.discret.store.sqlcipher;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.store.jdbc.FolderLock;
import io.discret.store.jdbc.JdbcStore;
import io.discret.store.jdbc.PrivateFiles;
import io.discret.store.jdbc.Schema;
import io.discret.store.jdbc.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Opens encrypted SQLite files. Stateless, safe for use by any thread. */
public final class SqlCipherStoreProvider implements StoreProvider {
    private static final int KEY_SIZE = 32;

    @Override
    public String id() {
        return "sqlcipher";
    }

    @Override
    public int priority() {
        return 100;
    }

    /** Open {@code file + ".db"}; {@code file + ".lock"} lies beside it. */
    @Override
    public Store open(StoreOptions options) {
        return open(options, CipherConnections.PAGE_SIZE);
    }

    /** As {@link #open(StoreOptions)}; a new file gets pages of {@code pageSize} bytes. */
    static Store open(StoreOptions options, int pageSize) {
        if (options.key().length != KEY_SIZE) {
            throw new IllegalArgumentException("The key of a store has " + KEY_SIZE + " bytes.");
        }
        Path file = beside(options.file(), ".db");
        if (!options.create() && !Files.exists(file)) {
            throw new StoreException(
                    ErrorCode.DATABASE_MISSING,
                    "This folder has no database of this user and application; look at the name, the pass phrase, the"
                            + " application and the folder.");
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolder(folder);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        FolderLock lock = FolderLock.acquire(beside(options.file(), ".lock"));
        try {
            return open(file, options, pageSize, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Store open(Path file, StoreOptions options, int pageSize, FolderLock lock) {
        SqliteDialect dialect = new SqliteDialect();
        CipherConnections connections = new CipherConnections(file, options.key(), dialect, pageSize);
        try {
            prepare(file, connections);
            Session writer = connections.writer(options.writeCacheKib());
            try {
                createTables(writer, dialect);
                String version = writer.first("SELECT sqlite_version()", Session.Binding.NONE, r -> r.getString(1));
                return new JdbcStore(
                        "sqlcipher: SQLite " + version + ", SQLCipher 4 (AES-256-CBC, HMAC-SHA512)",
                        writer,
                        () -> reader(connections, options.readCacheKib()),
                        () -> {
                            connections.wipe();
                            lock.close();
                        });
            } catch (RuntimeException e) {
                writer.close();
                throw e;
            }
        } catch (SQLException e) {
            throw dialect.translate(e);
        }
    }

    private static Session reader(CipherConnections connections, int cacheKib) {
        try {
            return connections.reader(cacheKib);
        } catch (SQLException e) {
            throw new SqliteDialect().translate(e);
        }
    }

    /** A key that does not fit is found before SQLite may recover or check-point anything with it. */
    private static void prepare(Path file, CipherConnections connections) throws SQLException {
        try {
            PrivateFiles.createFile(file);
            long size = Files.size(file);
            if (size == 0) {
                return;
            }
            if (size < CipherConnections.PAGE_SIZE) {
                throw SqliteDialect.wrongKey(); // SQLite would take it for an empty file and write over it
            }
            if (!Files.isWritable(file)) {
                throw new StoreException(
                        ErrorCode.STORAGE, "The database cannot be written; check the rights of the file.");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        if (!connections.keyFits()) {
            throw SqliteDialect.wrongKey();
        }
    }

    private static void createTables(Session session, SqliteDialect dialect) {
        Integer version = session.first("PRAGMA user_version", Session.Binding.NONE, r -> r.getInt(1));
        if (version != null && version > Schema.VERSION) {
            throw new StoreException(
                    ErrorCode.STORAGE,
                    "The database was written by a newer version of this library; use that version or a newer one.");
        }
        if (version != null && version == Schema.VERSION) {
            return;
        }
        session.execute("BEGIN IMMEDIATE");
        try {
            dialect.schema().forEach(session::execute);
            session.execute("PRAGMA user_version = " + Schema.VERSION);
            session.execute("COMMIT");
        } catch (RuntimeException e) {
            session.execute("ROLLBACK");
            throw e;
        }
    }

    private static Path beside(Path file, String extension) {
        return file.resolveSibling(file.getFileName() + extension);
    }

    private static StoreException unusable(IOException e) {
        return new StoreException(ErrorCode.STORAGE, "The folder of the database cannot be used; check its rights.", e);
    }
}
