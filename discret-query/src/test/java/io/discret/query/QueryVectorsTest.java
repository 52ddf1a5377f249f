package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** queries_parse.json: what the reference accepts, and the variables it finds. */
class QueryVectorsTest {
    static Stream<VectorCase> queries() {
        return VectorCase.of("queries_parse.json");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void readsQueries(VectorCase vector) {
        if (vector.text().contains("1.0e999")) {
            // 12 §2, FIX: "too large floats become infinite (reject; the reference fails in the store)".
            VectorFile.assertRefused("float_value", () -> Languages.query(vector.model(), vector.text()));
        } else if (vector.accepted()) {
            Variables variables = Languages.query(vector.model(), vector.text()).variables();
            assertThat(TextVectorsTest.described(variables)).isEqualTo(TextVectorsTest.expected(vector.variables()));
        } else {
            VectorFile.assertRefused(vector.error(), () -> Languages.query(vector.model(), vector.text()));
        }
    }
}
