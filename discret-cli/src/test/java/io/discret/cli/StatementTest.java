package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    @Test
    void the_first_word_tells_the_language() {
        assertThat(Statement.of(" // a comment\n query{A{id}}")).hasValueSatisfying(statement -> {
            assertThat(statement.language()).isEqualTo(Statement.Language.QUERY);
            assertThat(statement.explain()).isFalse();
        });
        assertThat(Statement.of("explain delete { A { $i } }")).hasValueSatisfying(statement -> {
            assertThat(statement.language()).isEqualTo(Statement.Language.DELETION);
            assertThat(statement.explain()).isTrue();
            assertThat(statement.text()).isEqualTo("delete { A { $i } }");
        });
        assertThat(Statement.of("Mutate { A { } }")).isEmpty();
        assertThat(Statement.of("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query { A { id } }",
                "query {\n A { id }\n}",
                "mutate { A { s: \"{\" } }",
                "query { A } }",
                "query { A \n\n",
                "/help",
                "nonsense {",
                "",
            })
    void complete(String entry) {
        assertThat(Statement.complete(entry)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query",
                "query { A {",
                "mutate { A { s: \"}} }",
                "query { A { // } }\n id",
                "explain",
                "mutate {"
            })
    void incomplete(String entry) {
        assertThat(Statement.complete(entry)).isFalse();
    }

    @Test
    void layout_changes_blanks_only() {
        assertThat(IndentedJson.of("{\"a\":[{\"x\":1.50,\"t\":\"{,:\\\"}\"},{}],\n\"b\":[]}"))
                .isEqualTo(
                        """
                        {
                          "a": [
                            {
                              "x": 1.50,
                              "t": "{,:\\"}"
                            },
                            {}
                          ],
                          "b": []
                        }""");
    }

    @Test
    void tables_line_up_and_hold_no_control_characters() {
        assertThat(new Table("NAME", "N")
                        .row("día\u001b[31m", "1")
                        .row("x", "22")
                        .toString())
                .isEqualTo("NAME      N\ndía [31m  1\nx         22");
    }
}
