package io.discret.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import io.discret.store.jdbc.Session;
import io.discret.testkit.StoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 gives a database up that it could not write to, as on a full disk; the store opens it again by itself. */
final class ClosedByItselfTest {
    @Test
    void whatWasCommittedIsThereAndWritingGoesOn(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("store");
        try (Store store = TornFile.open(file);
                StoreReader reader = store.reader()) {
            // Given a committed row, and one in a transaction when the database ends
            endInsideOfATransaction(store, reader, file);

            // When it is committed, Then that fails, and nothing of it stays
            assertThatThrownBy(() -> store.writer().commit())
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
            put(store, 3);
            assertThatThrownBy(() -> reader.node(StoreRows.uid(1)))
                    .as("a reader hears once that its state is gone")
                    .isInstanceOf(StoreException.class);
            assertThat(reader.node(StoreRows.uid(1))).isNotNull();
            assertThat(reader.node(StoreRows.uid(2))).isNull();
            assertThat(reader.node(StoreRows.uid(3))).isNotNull();
        }
        try (Store store = TornFile.open(file);
                StoreReader reader = store.reader()) {
            assertThat(reader.nodesOf("0", null)).hasSize(2);
        }
    }

    /** Whoever asks first opens the database again; a transaction that was open before must not go on there as another one. */
    @Test
    void aTransactionEndsWithItsConnection(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("store");
        try (Store store = TornFile.open(file);
                StoreReader reader = store.reader()) {
            // Given a row in a transaction, and a reader that opens the database again after its end
            endInsideOfATransaction(store, reader, file);
            assertThatThrownBy(() -> reader.node(StoreRows.uid(1))).isInstanceOf(StoreException.class);
            assertThat(reader.node(StoreRows.uid(1))).isNotNull();

            // When the transaction goes on, Then every step of it fails
            assertThatThrownBy(() -> {
                        store.writer().putNode(StoreRows.node(3, null, "0", 3, "{}"), "third words");
                        store.writer().commit();
                    })
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.writer().commit()).isInstanceOf(StoreException.class);
            store.writer().rollback();
            put(store, 4);
            assertThat(reader.nodesOf("0", null)).hasSize(2);
        }
    }

    /** H2 keeps the setting that makes a commit durable, and does not follow it in a database that it opens again. */
    @Test
    void aCommitAfterItIsInTheFileBeforeItIsAnswered(@TempDir Path folder) throws SQLException, IOException {
        Path file = folder.resolve("store");
        try (Store store = TornFile.open(file);
                StoreReader reader = store.reader()) {
            // Given a store that opened its database again
            endInsideOfATransaction(store, reader, file);
            assertThatThrownBy(() -> store.writer().commit()).isInstanceOf(StoreException.class);

            // When a row is committed, and the process is killed at once
            put(store, 3);
            Files.copy(folder.resolve("store.mv.db"), folder.resolve("killed.mv.db"));
        }

        // Then it is there
        try (Store killed = TornFile.open(folder.resolve("killed"));
                StoreReader reader = killed.reader()) {
            assertThat(reader.node(StoreRows.uid(3))).isNotNull();
        }
    }

    /** Leaves row 1, which the reader has seen, and a transaction with row 2. */
    private static void endInsideOfATransaction(Store store, StoreReader reader, Path file) throws SQLException {
        put(store, 1);
        assertThat(reader.node(StoreRows.uid(1))).isNotNull();
        store.writer().begin();
        store.writer().putNode(StoreRows.node(2, null, "0", 2, "{}"), "second words");
        try (Session other = new H2Connections(file, TornFile.KEY, new H2Dialect()).reader()) {
            other.execute("SHUTDOWN IMMEDIATELY");
        } catch (StoreException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
        }
    }

    private static void put(Store store, int number) {
        store.writer().begin();
        store.writer().putNode(StoreRows.node(number, null, "0", number, "{}"), "words " + number);
        store.writer().commit();
    }
}
