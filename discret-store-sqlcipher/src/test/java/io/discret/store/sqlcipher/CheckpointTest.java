package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No commit copies the write-ahead log into the file: it takes tens of ms and waits for the disk. */
final class CheckpointTest {
    private static final int COMMITS = 400;

    @Test
    void commitsLeaveTheFileAlone(@TempDir Path folder) throws IOException {
        try (Store store = CipherFile.open(folder)) {
            long before = size(folder);
            assertThat(store.isCheckpointDue()).isFalse();
            for (int i = 0; i < COMMITS; i++) {
                CipherFile.write(store.writer(), i, "some words");
            }
            assertThat(size(folder)).isEqualTo(before);
            assertThat(store.isCheckpointDue()).isTrue();

            store.checkpoint();

            assertThat(size(folder)).isGreaterThan(before);
            assertThat(store.isCheckpointDue()).isFalse();
        }
    }

    /** The log is used from its beginning again, so it does not grow with what is written. */
    @Test
    void theLogBeginsAnewAfterACheckpoint(@TempDir Path folder) throws IOException {
        try (Store store = CipherFile.open(folder)) {
            for (int i = 0; i < COMMITS; i++) {
                CipherFile.write(store.writer(), i, "some words");
            }
            long log = Files.size(folder.resolve("store.db-wal"));
            for (int round = 1; round < 4; round++) {
                store.checkpoint();
                for (int i = 0; i < COMMITS / 2; i++) {
                    CipherFile.write(store.writer(), round * COMMITS + i, "some words");
                }
            }
            assertThat(Files.size(folder.resolve("store.db-wal"))).isEqualTo(log);
        }
    }

    @Test
    void rowsWrittenBesideCheckpointsAreThere(@TempDir Path folder) {
        try (Store store = CipherFile.open(folder)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < COMMITS; i++) {
                    CipherFile.write(store.writer(), i, "some words");
                }
            });
            int checkpoints = 0;
            while (!writing.isDone() || checkpoints == 0) {
                store.checkpoint();
                checkpoints++;
            }
            writing.join();
            assertThat(store.reader().nodesOf("1.0", null)).hasSize(COMMITS);
        }
        try (Store store = CipherFile.open(folder)) {
            assertThat(store.reader().nodesOf("1.0", null)).hasSize(COMMITS);
        }
    }

    @Test
    void afterTheEndNothingHappens(@TempDir Path folder) {
        Store store = CipherFile.open(folder);
        store.close();
        store.checkpoint();
        assertThat(folder.resolve("store.db-wal")).doesNotExist();
    }

    private static long size(Path folder) throws IOException {
        return Files.size(folder.resolve("store.db"));
    }
}
