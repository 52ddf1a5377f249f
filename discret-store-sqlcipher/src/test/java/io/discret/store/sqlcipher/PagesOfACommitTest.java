package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
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
        try (Store store = CipherFile.open(folder)) {
            Path journal = folder.resolve("store.db-wal");
            CipherFile.write(store.writer(), 0, "some words of a message " + 0);
            long before = Files.size(journal);
            for (int i = 1; i <= ROWS; i++) {
                CipherFile.write(store.writer(), i, "some words of a message " + i);
            }
            long pages = (Files.size(journal) - before) / FRAME;

            // A leaf that is full now and then takes two more.
            assertThat(pages).isBetween((long) ROWS, (long) ROWS * PAGES + ROWS / 4);
        }
    }
}
