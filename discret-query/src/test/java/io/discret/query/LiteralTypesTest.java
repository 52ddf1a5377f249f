package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.query.syntax.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which literals fit which fields, and in which order texts stand. */
class LiteralTypesTest {
    private static final DataModel MODEL = DataModel.system()
            .update("{ T { s: String, i: Integer, f: Float, b: Boolean, x: Base64, j: Json, t: T } }");

    /** 12 §6.2: a literal of another type is refused where it stands. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i=\"1\"",
                "f=\"1\"",
                "b=\"true\"",
                "j=\"{}\"",
                "s=1",
                "s=true",
                "i=1.5",
                "i=true",
                "b=1",
                "b=1.5",
                "x=7",
                "t->$.a=1",
                "s->$.a=1"
            })
    void aLiteralOfAnotherTypeIsRefused(String filter) {
        refused("query { T(" + filter + ") { s } }", ErrorCode.FIELD_TYPE_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"i=1", "f=1", "f=1.5", "b=true", "s=\"x\"", "x=\"AQID\"", "j->$.a=1", "j->$.a=\"x\"", "j->$.a=true"
            })
    void aLiteralThatFitsIsTaken(String filter) {
        assertThat(Languages.query(MODEL, "query { T(" + filter + ") { s } }")
                        .plan()
                        .selections())
                .hasSize(1);
    }

    @Test
    void anUnknownFieldOfAPathIsNamed() {
        refused("query { T(no->$.a=1) { s } }", ErrorCode.UNKNOWN_FILTER_FIELD);
    }

    /** Code points, not UTF-16 units: a surrogate pair stands above U+FFFF, however its units compare. */
    @Test
    void textsAreOrderedByCodePoints() {
        List<String> ascending =
                List.of("", "a", "ab", "b", "\ud7ff", "\ue000", "\uffff", "\ud83c\udf39", "\ud83c\udf3a");
        for (int i = 0; i < ascending.size(); i++) {
            for (int k = 0; k < ascending.size(); k++) {
                assertThat(Integer.signum(Utf8Order.INSTANCE.compare(ascending.get(i), ascending.get(k))))
                        .isEqualTo(Integer.compare(i, k));
            }
        }
    }

    /** Texts that differ in blanks are equal: the place of a word does not count. */
    @Test
    void aWordIsItsText() {
        assertThat(new Word("a", 1)).isEqualTo(new Word("a", 7)).hasSameHashCodeAs(new Word("a", 7));
        assertThat(new Word("a", 1)).isNotEqualTo(new Word("b", 1)).isNotEqualTo("a");
    }

    private static void refused(String text, ErrorCode code) {
        assertThatThrownBy(() -> Languages.query(MODEL, text))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
