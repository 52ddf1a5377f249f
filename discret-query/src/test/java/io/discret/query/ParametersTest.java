package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.spi.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    /** 12 §17.8, case 206 to 209. */
    @Test
    void readsScalars() {
        String json =
                "{\"i\":-7,\"f\":2.0,\"e\":1e3,\"b\":false,\"s\":\"x\",\"n\":null,\"h\":18446744073709551616,\"z\":-0}";
        assertThat(ParametersJson.read(json).values())
                .containsOnly(
                        entry("i", -7L),
                        entry("f", 2.0),
                        entry("e", 1000.0),
                        entry("b", false),
                        entry("s", "x"),
                        entry("n", null),
                        entry("h", 1.8446744073709552e19),
                        entry("z", -0.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"i\":9223372036854775808}|INTEGER_RANGE",
                "[1]|PARAMS_NOT_OBJECT",
                "{\"a\":[1]}|PARAMS_NESTED",
                "{\"a\":{}}|PARAMS_NESTED",
                "{a:1}|JSON"
            })
    void refusesOtherTexts(String json, ErrorCode code) {
        assertThatThrownBy(() -> ParametersJson.read(json))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** 12 §11.2 and 11 §5.3: kinds and what they accept. */
    @ParameterizedTest
    @CsvSource({
        "BOOLEAN,true,",
        "BOOLEAN,1,PARAMETER_TYPE",
        "INTEGER,5,",
        "INTEGER,5.0,PARAMETER_TYPE",
        "FLOAT,5,",
        "FLOAT,5.5,",
        "FLOAT,\"5\",PARAMETER_TYPE",
        "FLOAT,true,PARAMETER_TYPE",
        "STRING,\"x\",",
        "STRING,5,PARAMETER_TYPE",
        "BASE64,\"AQID\",",
        "BASE64,\"AQ==\",BAD_BASE64",
        "BASE64,1,PARAMETER_TYPE",
        "BINARY,\"AQID\",",
        "BINARY,\"?\",BAD_BASE64",
        "BINARY,null,NOT_NULLABLE"
    })
    void checksKinds(VariableType.Kind kind, String json, ErrorCode refusal) {
        Variables variables = new Variables(Map.of("v", new VariableType(kind, false)), Set.of());
        Parameters parameters = ParametersJson.read("{\"v\":" + json + ",\"unused\":1}");
        if (refusal == null) {
            assertThat(variables.bind(parameters)).containsOnlyKeys("v");
        } else {
            assertThatThrownBy(() -> variables.bind(parameters))
                    .isInstanceOfSatisfying(
                            DiscretException.class, e -> assertThat(e.code()).isEqualTo(refusal));
        }
    }

    /** 12 §11.3: every kind an application may bind, up to its bounds; anything else is refused. */
    @Test
    void takesEveryJavaKind() {
        Uid id = Uid.of(new byte[16]);
        Parameters parameters = Parameters.of("b", true, "byte", Byte.MIN_VALUE, "short", Short.MAX_VALUE)
                .add("int", Integer.MIN_VALUE)
                .add("long", Long.MAX_VALUE)
                .add("float", 0.5f)
                .add("double", Double.MAX_VALUE)
                .add("text", "x")
                .add("id", id)
                .add("null", null);
        assertThat(parameters.values())
                .containsExactly(
                        entry("b", true),
                        entry("byte", -128L),
                        entry("short", 32767L),
                        entry("int", (long) Integer.MIN_VALUE),
                        entry("long", Long.MAX_VALUE),
                        entry("float", 0.5),
                        entry("double", Double.MAX_VALUE),
                        entry("text", "x"),
                        entry("id", id.toString()),
                        entry("null", null));
        assertThatThrownBy(() -> parameters.add("other", new int[0]))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARAMETER_TYPE));
    }

    /** 12 §17.8, case 205: the first value stays. */
    @Test
    void case205ANameIsGivenOnce() {
        Parameters parameters = Parameters.of("a", 1);
        assertThatThrownBy(() -> parameters.add("a", 2))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_PARAMETER));
        assertThat(parameters.values()).containsExactly(entry("a", 1L));
    }

    @Test
    void bindsEveryVariableInOrder() {
        Map<String, VariableType> types = new LinkedHashMap<>();
        types.put("f", new VariableType(VariableType.Kind.FLOAT, false));
        types.put("n", new VariableType(VariableType.Kind.STRING, true));
        Variables variables = new Variables(types, Set.of("j"));

        assertThat(variables.bind(ParametersJson.read("{\"f\":12,\"n\":null,\"j\":true}")))
                .containsExactly(
                        entry("f", new Value.Int(12)), entry("n", new Value.Null()), entry("j", new Value.Bool(true)));
        assertThatThrownBy(() -> variables.bind(Parameters.of("f", 1.5, "n", null)))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_PARAMETER))
                .hasMessageContaining("'j'");
    }
}
