package io.discret.store.h2;

import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves that is killed: the file as the system has it, without any closing. */
class KilledTest {
    @Test
    void everyAnsweredCommitIsInTheFileAndNothingElse(@TempDir Path folder) throws Exception {
        try (Store store = TornFile.open(folder.resolve("alive"))) {
            StoreWriter writer = store.writer();
            for (int i = 0; i < 20; i++) {
                writer.begin();
                writer.putNode(node(i, null, "0", i, "{\"32\":\"row\"}"), "some text " + i);
                writer.commit();
                writer.begin();
                writer.putNode(node(100 + i, null, "0", i, null), null);
                Path copy = folder.resolve("killed" + i + ".mv.db");
                Files.copy(folder.resolve("alive.mv.db"), copy);
                writer.rollback();
                if (i % 5 == 4) {
                    try (Store again = TornFile.open(folder.resolve("killed" + i))) {
                        for (int j = 0; j <= i; j++) {
                            assertThat(again.reader().node(uid(j)))
                                    .as("row %d of copy %d", j, i)
                                    .isNotNull();
                            assertThat(again.reader().node(uid(100 + j))).isNull();
                        }
                    }
                }
            }
        }
    }
}
