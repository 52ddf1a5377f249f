package io.discret.store.h2;

import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut in the middle of a commit: of the blocks that it writes the first ones are on the disk, the last of them by
 * half. Everything committed before is there. Blocks that a disk writes in another order are not defended: H2 checks the
 * ends of what it appends, not the middle (docs/reliability.md).
 */
class TornFileTest {
    private static final int COMMITS = 12;

    @Test
    void whatWasCommittedBeforeATornCommitIsThere(@TempDir Path folder) throws IOException {
        // Given the file after each of some commits
        List<byte[]> states = new ArrayList<>();
        Path file = folder.resolve("alive.mv.db");
        try (Store store = TornFile.open(folder.resolve("alive"))) {
            StoreWriter writer = store.writer();
            for (int i = 0; i < COMMITS; i++) {
                writer.begin();
                writer.putNode(node(i, null, "0", i, "{\"32\":\"" + "row ".repeat(500 * (i % 4)) + "\"}"), "text " + i);
                writer.commit();
                states.add(Files.readAllBytes(file));
            }
        }

        // When the power goes at any block of the next one
        int torn = 0;
        for (int i = 1; i + 1 < COMMITS; i++) {
            for (byte[] content : torn(states.get(i), states.get(i + 1))) {
                Path name = folder.resolve("torn" + torn++);
                Files.write(name.resolveSibling(name.getFileName() + ".mv.db"), content);

                // Then all rows of before are there
                try (Store again = TornFile.open(name)) {
                    for (int j = 0; j <= i; j++) {
                        assertThat(again.reader().node(uid(j)))
                                .as("row %d of commit %d, torn %d", j, i, torn)
                                .isNotNull();
                    }
                }
            }
        }
        assertThat(torn).isGreaterThan(COMMITS);
    }

    /** Some of what changed, in the order of the file, the last block by half. */
    private static List<byte[]> torn(byte[] before, byte[] after) {
        List<Integer> changed = TornFile.changed(before, after, 0);
        List<byte[]> all = new ArrayList<>();
        for (int count = 1; count < changed.size(); count++) {
            all.add(TornFile.with(before, after, changed.subList(0, count), TornFile.BLOCK / 2));
        }
        return all;
    }
}
