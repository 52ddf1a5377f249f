package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import io.discret.store.jdbc.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See to it that a page of the full-text index takes one page of the file and not a second one for its last bytes. */
final class SearchPagesTest {
    private static final int ROWS = 3000;

    /** What SQLCipher keeps of a page for itself: initialisation vector and HMAC-SHA512. */
    private static final int RESERVED = 80;

    /** A row of a table is kept whole up to the usable bytes less these (SQLite, file format, 1.6); its header is some bytes. */
    private static final int OVERHEAD = 35 + 8;

    @Test
    void aPageOfTheIndexFits(@TempDir Path folder) throws SQLException {
        try (Store store = CipherFile.open(folder)) {
            StoreWriter writer = store.writer();
            writer.begin();
            for (int i = 0; i < ROWS; i++) {
                CipherFile.put(writer, i, "word " + i + " of " + i * 7919);
            }
            writer.commit();
        }
        try (Session session = CipherFile.session(folder)) {
            assertThat(CipherFile.number(session, "SELECT max(length(block)) FROM _node_fts_data"))
                    .isBetween(3000L, (long) CipherConnections.PAGE_SIZE - RESERVED - OVERHEAD);
        }
    }
}
