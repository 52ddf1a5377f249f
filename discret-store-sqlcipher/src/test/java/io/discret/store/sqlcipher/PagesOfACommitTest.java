package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.testkit.StoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Count what a row costs that is written alone: pages, because each is encrypted and authenticated whole. */
final class PagesOfACommitTest {
    /** The row, its three indices, and the end of the texts that wait. */
    private static final int PAGES = 5;

    /** Of the write-ahead log: a page and what stands before it. */
    private static final int FRAME = CipherConnections.PAGE_SIZE + 24;

    private static final int ROWS = 100;

    @Test
    void aRowAloneWritesFivePages(@TempDir Path folder) throws IOException {
        try (Store store = new SqlCipherStoreProvider()
                .open(new StoreOptions(folder.resolve("store"), new byte[32], 2048, 2048, false))) {
            Path journal = folder.resolve("store.db-wal");
            write(store.writer(), 0);
            long before = Files.size(journal);
            for (int i = 1; i <= ROWS; i++) {
                write(store.writer(), i);
            }
            long pages = (Files.size(journal) - before) / FRAME;

            // A leaf that is full now and then takes two more.
            assertThat(pages).isBetween((long) ROWS, (long) ROWS * PAGES + ROWS / 4);
        }
    }

    private static void write(StoreWriter writer, int number) {
        writer.begin();
        writer.putNode(
                StoreRows.node(number, StoreRows.uid(7), "1.0", number, "{\"32\":\"some words of a message\"}"),
                "some words of a message " + number);
        writer.commitLazily();
    }
}
