package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.store.jdbc.Session;
import io.discret.testkit.StoreRows;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See to it that a page of the full-text index takes one page of the file and not a second one for its last bytes. */
final class SearchPagesTest {
    private static final byte[] KEY = new byte[32];
    private static final int ROWS = 3000;

    /** What SQLCipher keeps of a page for itself: initialisation vector and HMAC-SHA512. */
    private static final int RESERVED = 80;

    /** A row of a table is kept whole up to the usable bytes less these (SQLite, file format, 1.6); its header is some bytes. */
    private static final int OVERHEAD = 35 + 8;

    @Test
    void aPageOfTheIndexFits(@TempDir Path folder) throws SQLException {
        try (Store store =
                new SqlCipherStoreProvider().open(new StoreOptions(folder.resolve("store"), KEY, 2048, 2048, false))) {
            StoreWriter writer = store.writer();
            writer.begin();
            for (int i = 0; i < ROWS; i++) {
                writer.putNode(StoreRows.node(i, null, "1.0", i, "{}"), "word " + i + " of " + i * 7919);
            }
            writer.commit();
        }
        CipherConnections connections = new CipherConnections(
                folder.resolve("store.db"), KEY, new SqliteDialect(), CipherConnections.PAGE_SIZE);
        try (Session session = connections.reader(2048)) {
            Integer longest = session.first(
                    "SELECT max(length(block)) FROM _node_fts_data", Session.Binding.NONE, row -> row.getInt(1));
            assertThat(longest).isBetween(3000, CipherConnections.PAGE_SIZE - RESERVED - OVERHEAD);
        }
    }
}
