package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreReader;
import io.discret.store.jdbc.JdbcStore;
import io.discret.store.jdbc.Session;
import io.discret.testkit.StoreRows;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, made by a bound on the pages of the file: SQLite then fails as it does when the disk has no more. */
final class DiskFullTest {
    private static final byte[] KEY = new byte[32];
    private static final int LIMIT_PAGES = 160;
    private static final int MORE_PAGES = 200_000;
    private static final String LARGE = "{\"32\":\"" + "x".repeat(20_000) + "\"}";

    @Test
    void nothingIsLostAndWritingGoesOnWhenThereIsSpaceAgain(@TempDir Path folder) throws SQLException {
        // Given a store with a row, on a disk with little space left
        Path file = folder.resolve("store");
        try (Store store = new SqlCipherStoreProvider().open(new StoreOptions(file, KEY, 2048, 2048, false))) {
            store.writer().begin();
            store.writer().putNode(StoreRows.node(1, null, "0", 1, "{}"), "first words");
            store.writer().commit();
        }
        SqliteDialect dialect = new SqliteDialect();
        CipherConnections connections =
                new CipherConnections(folder.resolve("store.db"), KEY, dialect, CipherConnections.PAGE_SIZE);
        Session session = connections.writer(2048);
        session.execute("PRAGMA max_page_count = " + LIMIT_PAGES);
        try (Store store = new JdbcStore("test", session, () -> read(connections), connections::wipe)) {
            // When more is written than fits
            store.writer().begin();
            assertThatThrownBy(() -> {
                        for (int i = 2; i < 100; i++) {
                            store.writer().putNode(StoreRows.node(i, null, "0", i, LARGE), "other words");
                        }
                    })
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                    .hasMessageNotContaining("xxx")
                    .hasMessageContaining("Free some space");
            assertThatThrownBy(() -> store.writer().putNode(StoreRows.node(3, null, "0", 3, "{}"), null))
                    .as("the transaction holds nothing any more")
                    .isInstanceOf(StoreException.class);
            store.writer().rollback();

            // Then what was committed is there, a small write succeeds, and with space a large one too
            try (StoreReader reader = store.reader()) {
                assertThat(reader.node(StoreRows.uid(1))).isNotNull();
                assertThat(reader.nodesOf("0", null)).hasSize(1);
            }
            put(store, 200, "{}");
            session.execute("PRAGMA max_page_count = " + MORE_PAGES);
            for (int i = 300; i < 350; i++) {
                put(store, i, LARGE);
            }
            try (StoreReader reader = store.reader()) {
                assertThat(reader.nodesOf("0", null)).hasSize(52);
            }
        }
    }

    private static void put(Store store, int number, String json) {
        store.writer().begin();
        store.writer().putNode(StoreRows.node(number, null, "0", number, json), "words " + number);
        store.writer().commit();
    }

    private static Session read(CipherConnections connections) {
        try {
            return connections.reader(2048);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
