package io.discret.store.h2;

import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import io.discret.store.jdbc.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kill in the middle of a commit, in a file whose freed space is used again, as it is after 45 seconds. Some versions of H2
 * then go back further than to the commit before (docs/protocol/60 §5).
 */
class ReusedSpaceTest {
    /** The header of the encryption and two of the store, which are written after the rows. */
    private static final int HEADERS = 3 * TornFile.BLOCK;

    private static final int COMMITS = 80;

    @Test
    void theCommitBeforeATornOneIsThere(@TempDir Path folder) throws IOException, SQLException {
        // Given the file before and after each commit of a store that changes long and short rows
        List<byte[]> states = new ArrayList<>();
        Path name = folder.resolve("alive");
        Path file = folder.resolve("alive.mv.db");
        try (Store store = TornFile.open(name);
                Session settings = new H2Connections(name, TornFile.KEY, new H2Dialect()).reader()) {
            settings.execute("SET RETENTION_TIME 0");
            StoreWriter writer = store.writer();
            for (int i = 0; i < COMMITS; i++) {
                writer.begin();
                String json = "{\"32\":\"" + "row ".repeat(400 * (i * 7 % 11)) + "\"}";
                writer.putNode(node(i % 9, null, "0", i, json), "text " + i);
                writer.commit();
                states.add(Files.readAllBytes(file));
            }
        }

        for (int i = 9; i + 1 < COMMITS; i++) {
            // When the process is killed as it writes the next one
            Path torn = folder.resolve("torn" + i);
            Files.write(folder.resolve("torn" + i + ".mv.db"), torn(states.get(i), states.get(i + 1)));

            // Then the last one is there
            try (Store again = TornFile.open(torn);
                    StoreReader reader = again.reader()) {
                assertThat(reader.node(uid(i % 9)).mdate()).as("commit %d", i).isEqualTo(i);
            }
        }
    }

    /** Half of the blocks that changed are written, without the headers. */
    private static byte[] torn(byte[] before, byte[] after) {
        List<Integer> changed = TornFile.changed(before, after, HEADERS);
        return TornFile.with(before, after, changed.subList(0, (changed.size() + 1) / 2), TornFile.BLOCK);
    }
}
