package io.discret.store.h2;

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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/** Opens encrypted H2 files. Stateless, safe for use by any thread. */
public final class H2StoreProvider implements StoreProvider {
    private static final int KEY_SIZE = 32;

    /** What an encrypted file of H2 begins with, and the least size of one that holds a database. */
    private static final byte[] BEGINNING = "H2encrypt\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LEAST_SIZE = 3 * 4096;

    @Override
    public String id() {
        return "h2";
    }

    /** The SQLite store is faster and stands above. */
    @Override
    public int priority() {
        return 50;
    }

    /** Open {@code file + ".mv.db"}; {@code file + ".lock"} lies beside it. */
    @Override
    public Store open(StoreOptions options) {
        if (options.key().length != KEY_SIZE) {
            throw new IllegalArgumentException("The key of a store has " + KEY_SIZE + " bytes.");
        }
        Path file = options.file().toAbsolutePath();
        if (file.toString().indexOf(';') >= 0) {
            throw new StoreException(
                    ErrorCode.STORAGE, "H2 takes no folder or file with a semicolon in its name; use another folder.");
        }
        if (!options.create() && !Files.exists(beside(file, ".mv.db"))) {
            throw new StoreException(
                    ErrorCode.DATABASE_MISSING,
                    "This folder has no database of this user and application; look at the name, the pass phrase, the"
                            + " application and the folder.");
        }
        try {
            Path folder = file.getParent();
            if (folder != null) {
                PrivateFiles.createFolder(folder);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        FolderLock lock = FolderLock.acquire(beside(file, ".lock"));
        try {
            return open(file, options, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Store open(Path file, StoreOptions options, FolderLock lock) {
        H2Dialect dialect = new H2Dialect();
        H2Connections connections = new H2Connections(file, options.key(), dialect);
        try {
            prepare(beside(file, ".mv.db"), connections);
            Session writer = connections.writer(Math.max(options.writeCacheKib(), options.readCacheKib()));
            try {
                createTables(writer, dialect);
                String version = writer.first("SELECT H2VERSION()", Session.Binding.NONE, r -> r.getString(1));
                return new JdbcStore("h2: H2 " + version + " (AES-128-XTS)", writer, () -> reader(connections), () -> {
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

    private static Session reader(H2Connections connections) {
        try {
            return connections.reader();
        } catch (SQLException e) {
            throw new H2Dialect().translate(e);
        }
    }

    /** A file of something else, or a key that does not fit, is found before H2 may write anything. */
    private static void prepare(Path file, H2Connections connections) throws SQLException {
        try {
            PrivateFiles.createFile(file);
            long size = Files.size(file);
            if (size == 0) {
                return;
            }
            if (size < LEAST_SIZE || !isEncrypted(file)) {
                throw H2Dialect.wrongKey();
            }
            if (!Files.isWritable(file)) {
                throw new StoreException(
                        ErrorCode.STORAGE, "The database cannot be written; check the rights of the file.");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        connections.check();
    }

    private static boolean isEncrypted(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING);
        }
    }

    private static void createTables(Session session, H2Dialect dialect) {
        session.execute("CREATE TABLE IF NOT EXISTS _schema (version INTEGER PRIMARY KEY)");
        Integer version = session.first("SELECT max(version) FROM _schema", Session.Binding.NONE, r -> r.getInt(1));
        if (version != null && version > Schema.VERSION) {
            throw new StoreException(
                    ErrorCode.STORAGE,
                    "The database was written by a newer version of this library; use that version or a newer one.");
        }
        if (version == null || version < Schema.VERSION) {
            // Each statement is a transaction of its own, and makes what is missing: what was cut off is begun again.
            dialect.schema().forEach(session::execute);
            session.execute("MERGE INTO _schema (version) KEY (version) VALUES (" + Schema.VERSION + ")");
        }
    }

    private static Path beside(Path file, String extension) {
        return file.resolveSibling(file.getFileName() + extension);
    }

    private static StoreException unusable(IOException e) {
        return new StoreException(ErrorCode.STORAGE, "The folder of the database cannot be used; check its rights.", e);
    }
}
