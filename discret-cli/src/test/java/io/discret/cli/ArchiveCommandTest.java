package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving house by hand. */
class ArchiveCommandTest {
    private static final String QUERY = "query { res: chat.Message { id content verifying_key _signature } }";

    @TempDir
    Path folder;

    @BeforeEach
    void write_rows() throws IOException {
        Path model = Files.writeString(folder.resolve("model.txt"), "chat { Message { content: String } }");
        run("query", "old", "--model", model.toString(), "mutate { chat.Message { content: \"planted row\" } }");
    }

    @Test
    void a_database_moves_to_another_store() {
        String file = folder.resolve("moved").toString();

        CommandRun exported = run("export", "old", file);
        CommandRun imported = run("import", "new", "--store", "h2", file);

        assertThat(exported.out()).contains("Exported").contains("rows").contains(file);
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("Imported").doesNotContain("left out");
        assertThat(run("query", "new", "--store", "h2", QUERY).out())
                .contains("planted row")
                .isEqualTo(run("query", "old", QUERY).out());
    }

    @Test
    void mistakes_are_told_in_one_sentence() throws IOException {
        Path file = folder.resolve("moved");
        run("export", "old", file.toString());

        CommandRun again = run("export", "old", file.toString());
        CommandRun onto = run("import", "old", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);
        CommandRun broken = run("import", "new", damaged.toString());
        CommandRun missing = run("import", "new", folder.resolve("nowhere").toString());

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("There is a file " + file + " already");
        assertThat(onto.exitCode()).isEqualTo(1);
        assertThat(onto.err()).contains("holds a database of this user already");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("damaged at byte").contains("Nothing was taken from it");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no such file or folder");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private CommandRun run(String command, String database, String... more) {
        String[] all = {
            command, "--login", "alice", "--folder", folder.resolve(database).toString()
        };
        String[] arguments = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return CommandRun.typing("a pass phrase\n", arguments);
    }
}
