package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** mutations_parse.json and deletions_parse.json: what the reference accepts, and the variables it finds. */
class TextVectorsTest {
    static Stream<VectorCase> mutations() {
        return VectorCase.of("mutations_parse.json");
    }

    static Stream<VectorCase> deletions() {
        return VectorCase.of("deletions_parse.json");
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void readsMutations(VectorCase vector) {
        check(vector, (model, text) -> Languages.mutation(model, text).variables());
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void readsDeletions(VectorCase vector) {
        check(vector, (model, text) -> Languages.deletion(model, text).variables());
    }

    private static void check(VectorCase vector, BiFunction<DataModel, String, Variables> read) {
        if (vector.accepted()) {
            Variables variables = read.apply(vector.model(), vector.text());
            assertThat(described(variables)).isEqualTo(expected(vector.variables()));
        } else {
            VectorFile.assertRefused(vector.error(), () -> read.apply(vector.model(), vector.text()));
        }
    }

    static Map<String, String> described(Variables variables) {
        Map<String, String> described = new TreeMap<>();
        variables
                .types()
                .forEach((name, type) ->
                        described.put(name, type.kind().name().toLowerCase(Locale.ROOT) + " " + type.nullable()));
        return described;
    }

    static Map<String, String> expected(JsonNode variables) {
        Map<String, String> expected = new TreeMap<>();
        variables
                .properties()
                .forEach(entry -> expected.put(
                        entry.getKey(),
                        entry.getValue().get("type").asText() + " "
                                + entry.getValue().get("nullable").asBoolean()));
        return expected;
    }
}
