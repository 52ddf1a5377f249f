package io.discret.example.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimpleChatTest {
    private static final Path SOURCE = Path.of("src/main/java/io/discret/example/chat/SimpleChat.java");
    private static final Path README = Path.of("../../README.md");

    @TempDir
    Path folder;

    @Test
    void what_is_typed_is_shown_newest_first_and_still_there_at_the_next_start() {
        assertThat(chat("hello\n")).containsExactly("hello");
        assertThat(chat("again\n")).containsExactly("again", "hello");
    }

    /** The application in the README is this program, from its class on. */
    @Test
    void the_readme_shows_this_program() throws IOException {
        String source = Files.readString(SOURCE);

        assertThat(Files.readString(README)).contains(source.substring(source.indexOf("/** Chat")));
    }

    private List<String> chat(String input) {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            SimpleChat.main(new String[] {"alice", "a pass phrase", folder.toString()});
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
