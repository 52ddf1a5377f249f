package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a script drives it, and as a person with a terminal does. */
class QueryCommandTest {
    private static final String PASS = "a pass phrase\n";

    @TempDir
    Path folder;

    private String model = "";

    @BeforeEach
    void write_a_model() throws IOException {
        model = Files.writeString(
                        folder.resolve("model.txt"),
                        "chat { Message { content: String, weight: Float nullable, author: chat.Person nullable } "
                                + "Person { name: String } }")
                .toString();
    }

    @Test
    void one_text_is_executed_and_shown_as_it_is_stored() {
        once("--model", model, "mutate { chat.Message { content: \"hi, {you}\" weight: 10 } }");

        CommandRun found = once("query { res: chat.Message { content weight author { name } } }");

        assertThat(found.out())
                .isEqualTo(
                        """
                        {
                          "res": [
                            {
                              "content": "hi, {you}",
                              "weight": 10.0,
                              "author": null
                            }
                          ]
                        }
                        """);
        assertThat(once("--raw", "query { res: chat.Message { content } }")
                        .out()
                        .strip())
                .isEqualTo("{\n\"res\":[{\"content\":\"hi, {you}\"}]\n}");
    }

    @Test
    void parameters_are_given_as_json_and_know_the_private_room() {
        once(
                "--model",
                model,
                "--params",
                "{\"text\": \"a\"}",
                "mutate { chat.Message { room_id: $private_room content: $text } }");

        CommandRun inRoom = once("--raw", "query { chat.Message(room_id = $private_room) { content } }");

        assertThat(inRoom.out()).contains("{\"content\":\"a\"}");
    }

    @Test
    void explain_tells_the_plan_and_reads_nothing() {
        once("--model", model, "mutate { chat.Message { content: \"hello\" } }");

        CommandRun plan = once("explain query { chat.Message(content = $c) { content } }");

        assertThat(plan.out()).contains("chat.Message", "SELECT").doesNotContain("hello");
        assertThat(plan.exitCode()).isZero();
        assertThat(once("--params", "{\"c\": 1}", "explain query { chat.Message(content = $c) { content } }")
                        .err())
                .contains("'c'");
        assertThat(once("explain mutate { chat.Message { content: \"never\" } }")
                        .err())
                .contains("nothing was executed");
        assertThat(once("--raw", "query { chat.Message { content } }").out()).doesNotContain("never");
    }

    @Test
    void a_wrong_text_is_shown_with_its_place_and_the_exit_code_says_so() {
        CommandRun wrong = once("--model", model, "query { chat.Mesage { id } }");

        assertThat(wrong.err()).contains("line 1, column 9", "Did you mean 'chat.Message'?", "\n        ^");
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(once("--model", model, "qery { a }").err()).contains("did you mean 'query'?");
    }

    /** A mistyped name would be a person without data; a tool must not make one. */
    @Test
    void a_database_that_is_not_there_is_not_made() {
        CommandRun missing = once("query { sys.Peer { id } }");

        assertThat(missing.err()).contains("no database of this user and application");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_folder_that_another_program_has_open_is_refused() {
        once("--model", model, "query { chat.Message { id } }");
        try (KeyMaterial secret = KeyMaterial.fromPassPhrase("alice", "a pass phrase".toCharArray());
                Discret other = Discret.open(Configuration.builder()
                        .asStored(true)
                        .applicationKey("test")
                        .keyMaterial(secret)
                        .folder(folder.resolve("data"))
                        .enableMulticast(false)
                        .build())) {
            assertThat(other.dataModel()).contains("chat.Message");

            CommandRun second = once("query { chat.Message { id } }");

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("open").doesNotContain("\tat ");
        }
    }

    @Test
    void a_script_types_over_several_lines_and_goes_on_after_a_fault() {
        CommandRun script = script(
                """
                mutate {
                  chat.Message { content: "one }" }   // a brace { here too
                }
                query { chat.Nothing { id } }
                /params {"c": "one }"}
                query { res: chat.Message(content = $c)
                  { content }
                }
                delete { chat.Message { $c } }
                /entities
                /entities chat.Message
                /modle
                """,
                "--model",
                model,
                "--raw");

        assertThat(script.shown().replaceAll(" +", " "))
                .contains("! line 1, column 9", "{\"content\":\"one }\"}")
                .contains("chat.Message 1.0 content, weight, author")
                .contains("weight Float nullable", "sys_room sys.Room")
                .contains("did you mean /model");
        assertThat(script.exitCode()).isEqualTo(1);
        assertThat(script("/help\n/quit\nnonsense\n").exitCode()).isZero();
    }

    @Test
    void a_person_completes_names_by_tab_and_finds_queries_again_but_no_rows() throws IOException {
        once("--model", model, "mutate { chat.Message { content: \"hello\" } }");
        String keys =
                """
                query { res: chat.Mes\t{ cont\t} }
                mutate { chat.Message { content: "secret" } }
                /params {"secret": 1}
                """;

        CommandRun session = typed(PASS + keys);

        assertThat(session.shown()).contains("\"content\": \"hello\"");
        assertThat(session.exitCode()).isZero();
        Path history = folder.resolve("history");
        assertThat(Files.readString(history))
                .contains("query { res: chat.Message { content } }")
                .doesNotContain("secret")
                .doesNotContain("pass phrase");
        if (history.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                    .isEqualTo("rw-------");
        }
    }

    private CommandRun once(String... arguments) {
        return CommandRun.typing(PASS, arguments(arguments));
    }

    private CommandRun script(String lines, String... arguments) {
        return CommandRun.typing(PASS + lines, arguments(arguments));
    }

    private CommandRun typed(String keys) {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        CommandLine command = Main.commandLine(editing -> {
            Terminal terminal = new ExternalTerminal(
                    "test",
                    "ansi",
                    new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                    screen,
                    StandardCharsets.UTF_8);
            terminal.setSize(new Size(160, 50));
            return new Console.Editor(terminal, editing);
        });
        return CommandRun.execute(command, screen, arguments());
    }

    private String[] arguments(String... more) {
        String[] own = {
            "query",
            "--login",
            "alice",
            "--folder",
            folder.resolve("data").toString(),
            "--application",
            "test",
            "--history",
            folder.resolve("history").toString()
        };
        String[] all = new String[own.length + more.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        return all;
    }
}
