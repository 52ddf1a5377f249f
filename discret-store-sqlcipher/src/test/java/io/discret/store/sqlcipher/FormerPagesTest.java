package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.testkit.StoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open files with pages of 8,192 bytes, which earlier versions made (decision 014). */
final class FormerPagesTest {
    private static final String FILE = "store.db";
    private static final int FORMER = CipherConnections.FORMER_PAGE_SIZE;

    @TempDir
    Path folder;

    @Test
    void rowsOfAFileWithFormerPagesAreThere() throws IOException {
        makeFormer();
        try (Store store = open(1)) {
            write(store.writer(), 2);
        }

        try (Store store = open(1)) {
            assertThat(store.reader().nodesOf("1.0", null)).hasSize(2);
        }
        assertThat(Files.size(folder.resolve(FILE)) % FORMER).isZero();
    }

    /** The log of a file keeps the size of its pages too. */
    @Test
    void aLogThatWasLeftIsRead() throws IOException {
        makeFormer();
        Path left = Files.createDirectory(folder.resolve("left"));
        try (Store store = open(1)) {
            write(store.writer(), 2);
            for (String name : new String[] {FILE, FILE + "-wal"}) {
                Files.copy(folder.resolve(name), left.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }

        try (Store store = new SqlCipherStoreProvider().open(options(left, 1))) {
            assertThat(store.reader().nodesOf("1.0", null)).hasSize(2);
        }
    }

    @Test
    void aWrongKeyIsOneForBoth() throws IOException {
        try (Store store = open(1)) {
            write(store.writer(), 1);
        }
        byte[] small = Files.readAllBytes(folder.resolve(FILE));
        assertWrong();
        assertThat(Files.readAllBytes(folder.resolve(FILE))).isEqualTo(small);

        Files.delete(folder.resolve(FILE));
        makeFormer();
        byte[] large = Files.readAllBytes(folder.resolve(FILE));
        assertWrong();
        assertThat(Files.readAllBytes(folder.resolve(FILE))).isEqualTo(large);
    }

    /** One small page alone is less than a large one: SQLite would take it for nothing. */
    @Test
    void oneSmallPageIsNoEmptyFile() throws IOException {
        open(1).close();
        byte[] whole = Files.readAllBytes(folder.resolve(FILE));
        Files.write(folder.resolve(FILE), Arrays.copyOf(whole, CipherConnections.PAGE_SIZE));

        assertWrong();
        assertThat(Files.size(folder.resolve(FILE))).isEqualTo(CipherConnections.PAGE_SIZE);
    }

    private void assertWrong() {
        assertThatThrownBy(() -> open(2)).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.WRONG_KEY));
    }

    private void makeFormer() {
        try (Store store = SqlCipherStoreProvider.open(options(folder, 1), FORMER)) {
            write(store.writer(), 1);
        }
    }

    private Store open(int key) {
        return new SqlCipherStoreProvider().open(options(folder, key));
    }

    private static StoreOptions options(Path folder, int key) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) key);
        return new StoreOptions(folder.resolve("store"), bytes, 2048, 2048, false);
    }

    private static void write(StoreWriter writer, int number) {
        writer.begin();
        writer.putNode(StoreRows.node(number, StoreRows.uid(7), "1.0", number, "{\"32\":\"word\"}"), "word");
        writer.commit();
    }
}
