package io.discret.store.sqlcipher;

import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.store.jdbc.Session;
import io.discret.testkit.StoreRows;
import java.nio.file.Path;
import java.sql.SQLException;

/** A store in a folder, and a look into its file past the store. */
final class CipherFile {
    private static final byte[] KEY = new byte[32];

    private CipherFile() {}

    static Store open(Path folder) {
        return new SqlCipherStoreProvider().open(new StoreOptions(folder.resolve("store"), KEY, 2048, 2048, false));
    }

    /** Reads what is committed. */
    static Session session(Path folder) throws SQLException {
        return new CipherConnections(folder.resolve("store.db"), KEY, new SqliteDialect(), CipherConnections.PAGE_SIZE)
                .reader(2048);
    }

    /** The one number that a query gives. */
    static long number(Session session, String sql) {
        Long number = session.first(sql, Session.Binding.NONE, row -> row.getLong(1));
        return number == null ? 0 : number;
    }

    /** Commit a row with a text, and put the text off. */
    static void write(StoreWriter writer, int number, String text) {
        writer.begin();
        put(writer, number, text);
        writer.commitLazily();
    }

    /** Write a row with a text, in a transaction. */
    static void put(StoreWriter writer, int number, String text) {
        writer.putNode(StoreRows.node(number, StoreRows.uid(7), "1.0", number, "{\"32\":\"word\"}"), text);
    }
}
