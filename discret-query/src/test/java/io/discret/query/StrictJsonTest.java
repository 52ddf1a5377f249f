package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    /** 11 §7.2: "no trailing comma, no comment, no NaN, lone surrogate escapes refused, numbers that overflow…". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}x",
                "{} {}",
                "[1,]",
                "{\"a\":1,}",
                "[,1]",
                "// c\n1",
                "/* c */1",
                "NaN",
                "Infinity",
                "1e400",
                "-1e400",
                "01",
                "+1",
                ".5",
                "1.",
                "'a'",
                "{a:1}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\":1}",
                "\"a\nb\"",
                "\"\\q\"",
                "tru",
                "nul",
                "\ufeff{}",
                "\u00a0{}",
                "\"\ud800\"",
                "[1 2]",
                "1 2",
                "\u000b1"
            })
    void refusesWhatTheStrictReaderRefuses(String json) {
        assertThatThrownBy(() -> StrictJson.parse(json))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_JSON));
        assertThat(StrictJson.isObject(json)).isFalse();
    }

    /** 11 §7.2: "at most 127 nested arrays/objects, the row's outer object included". */
    @Test
    void acceptsExactly127Levels() {
        assertThat(StrictJson.isObject("{\"a\":" + "[".repeat(126) + "]".repeat(126) + "}"))
                .isTrue();
        assertThat(StrictJson.isObject("{\"a\":" + "[".repeat(127) + "]".repeat(127) + "}"))
                .isFalse();
        assertThat(StrictJson.isObject("{\"a\":" + "[".repeat(1_000_000))).isFalse();
    }

    /** 11 §7.2: the text form of the reference; exponents as in the vectors. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "-0|-0.0",
                "-0.0|-0.0",
                "7|7",
                "1.50|1.5",
                "1.0|1.0",
                "1e3|1000.0",
                "1e15|1000000000000000.0",
                "1e16|1e+16",
                "123456789012345680|123456789012345680",
                "1.5e300|1.5e+300",
                "0.00001|0.00001",
                "0.000001|1e-6",
                "2.5e-10|2.5e-10",
                "5e-324|5e-324",
                "9223372036854775807|9223372036854775807",
                "18446744073709551615|18446744073709551615",
                "18446744073709551616|1.8446744073709552e+19",
                "-9223372036854775809|-9.223372036854776e+18",
                "0.1|0.1",
                "1e-400|0.0",
                "123.456|123.456",
                "2e-44|2e-44",
                "1.7976931348623157e308|1.7976931348623157e+308",
                "9007199254740993.0|9007199254740992.0"
            })
    void writesNumbersInOneSpelling(String read, String written) {
        assertThat(StrictJson.parse(read).compact()).isEqualTo(written);
    }

    /** 11 §7.2: "keys sorted by UTF-8 bytes at every level"; "Java's String.compareTo orders by UTF-16 units". */
    @Test
    void sortsKeysByUtf8BytesAndKeepsTheLastDuplicate() {
        String json = "{\"\uff5e\":1,\"\ud83d\ude00\":2,\"32\":3,\"100\":4,\"32\":[{\"b\":null,\"a\":true}]}";
        assertThat(StrictJson.parse(json).compact())
                .isEqualTo("{\"100\":4,\"32\":[{\"a\":true,\"b\":null}],\"\uff5e\":1,\"\ud83d\ude00\":2}");
    }

    @Test
    void writesEscapesOfTheReference() {
        assertThat(StrictJson.parse("\"\\u0001\\u001F\\b\\f\\n\\r\\t\\\"\\\\\\/\\u007f\\u00e9\"")
                        .compact())
                .isEqualTo("\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\u007f\u00e9\"");
    }

    /** 11 §10: "2 spaces per level, "key": value, no final newline". */
    @Test
    void writesPretty() {
        assertThat(StrictJson.parse("{\"o\":{\"lines\":[{\"qty\":2},{}],\"id\":\"x\",\"no\":[]}}")
                        .pretty())
                .isEqualTo(
                        "{\n  \"o\": {\n    \"id\": \"x\",\n    \"lines\": [\n      {\n        \"qty\": 2\n      },\n"
                                + "      {}\n    ],\n    \"no\": []\n  }\n}");
    }

    /** 21 §17: "walk the JSON value; append every string value followed by one space". */
    @Test
    void collectsSearchText() {
        assertThat(SearchText.of("{\"33\":{\"b\":[\"y\",1,\"z\"],\"a\":\"x\"},\"32\":\"first\",\"100\":\"zero\"}"))
                .isEqualTo("zero first x y z ");
    }
}
