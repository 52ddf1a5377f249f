package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {
    private static final String OLD = "{ Person { name: String, boss: Person } }";

    @TempDir
    Path folder;

    @Test
    void a_right_model_is_listed_with_the_numbers_that_must_not_change() throws IOException {
        Path model = file(
                "model.txt",
                "{ Person { name: String, boss: Person, index(name) } }\n"
                        + "shop { @deprecated Tag(no_full_text_index) { label: String } }");

        CommandRun check = CommandRun.of("model", "check", model.toString());

        assertThat(check.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "ENTITY | SHORT NAME | FIELDS | NOTES",
                        "Person | 0 | 2 | indexes: 1",
                        "shop.Tag | 2.0 | 1 | deprecated; no full-text index",
                        "The model is right.");
        assertThat(check.exitCode()).isZero();
    }

    @Test
    void a_fault_is_told_with_its_place_and_the_nearest_name() throws IOException {
        Path model = file("model.txt", "{\n  Person { friends: [Persom] }\n}");

        CommandRun check = CommandRun.of("model", "check", model.toString());

        assertThat(check.err())
                .startsWith(model + ": line 2, column 22: ")
                .contains("Did you mean 'Person'?", "\n  Person { friends: [Persom] }\n" + " ".repeat(21) + "^");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).isEmpty();
    }

    /** docs/protocol/10 §8.2. */
    @Test
    void a_model_that_does_not_continue_the_older_one_is_refused() throws IOException {
        Path old = file("old.txt", OLD);
        Path moved = file("new.txt", "{ Pet { name: String } Person { name: String, boss: Person } }");

        CommandRun check = CommandRun.of("model", "check", moved.toString(), "--against", old.toString());

        assertThat(check.err()).contains("does not continue", "'Person' must keep its place");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(CommandRun.of("model", "check", moved.toString()).exitCode()).isZero();
    }

    @Test
    void what_an_update_adds_is_noted() throws IOException {
        Path old = file("old.txt", OLD);
        Path longer = file(
                "new.txt", "{ Person { name: String, boss: Person, age: Integer nullable } Pet { name: String } }");

        CommandRun check = CommandRun.of("model", "check", longer.toString(), "--against", old.toString());

        assertThat(check.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .contains("Person | 0 | 3 | new: age", "Pet | 1 | 1 | new");
        assertThat(check.exitCode()).isZero();
    }

    @Test
    void a_missing_file_and_a_wrong_encoding_are_sentences() throws IOException {
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, new byte[] {'{', (byte) 0xe9, '}'});

        assertThat(CommandRun.of("model", "check", folder.resolve("none").toString())
                        .err())
                .contains("There is no file");
        assertThat(CommandRun.of("model", "check", latin.toString()).err()).contains("is not UTF-8");
        assertThat(CommandRun.of("model", "check").exitCode()).isEqualTo(2);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
