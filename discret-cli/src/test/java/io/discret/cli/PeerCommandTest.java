package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command answers to input that no database ever sees. */
class PeerCommandTest {
    private static final String SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeffxx";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cmd\": \"qery\"}                                       | did you mean 'query'",
                "{}                                                        | There is no command ''",
                "[1]                                                       | A command is a JSON object",
                "{\"cmd\": \"query\", \"q\": \"query { A { id } }\"}       | send the command 'start' first",
                "{\"cmd\": \"query\"                                       | This is no JSON",
                "{\"cmd\": \"beacon\", \"port\": 70000}                    | from 0 to 65535",
                "{\"cmd\": \"start\"}                                      | 'key_material' is missing",
                "{\"cmd\": \"start\", \"key_material\": \"xy\"}            | 64 hexadecimal digits",
                "{\"cmd\": \"start\", \"key_material\": \"00\"}            | 32 bytes, not 1",
                "{\"cmd\": \"start\", \"login\": \"a\"}                    | 'password' is missing",
            })
    void bad_input_is_answered_by_a_sentence(String line, String sentence) {
        JsonNode answer = Json.parse(answers(line).get(0));

        assertThat(answer.path("err").asText()).contains(sentence);
        assertThat(answer.path("ms").isNumber()).isTrue();
        assertThat(answer.size()).isEqualTo(2);
    }

    @Test
    void no_answer_repeats_a_secret() {
        List<String> answers = answers(
                "{\"cmd\": \"start\", \"key_material\": \"" + SECRET + "\"}\n{\"key_material\": " + SECRET + "}");

        assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer).doesNotContain("aabbccdd"));
    }

    @Test
    void empty_lines_are_skipped_and_quit_ends_without_an_answer() {
        assertThat(answers("\n  \n{\"cmd\": \"quit\"}\n{\"cmd\": \"query\"}")).isEmpty();
    }

    private static List<String> answers(String input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PeerCommand.run(new BufferedReader(new StringReader(input)), new LineWriter(out));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
