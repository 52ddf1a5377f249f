package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowCheckTest {
    private static final Entity ENTITY = DataModel.system()
            .update("{ P { name: String, age: Integer nullable, b: Base64 nullable, j: Json nullable, f: Float default"
                    + " 1, p: P } }")
            .entity("P");
    private static final Entity TYPES = DataModel.system()
            .update("{ T { s: String nullable, i: Integer nullable, f: Float nullable, b: Boolean nullable,"
                    + " x: Base64 nullable, j: Json nullable } }")
            .entity("T");

    /** 10 §10 and the table of 21 §16.6; a null for a nullable field is accepted on purpose. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"32\":\"Zoe\"}|",
                "{\"32\":\"Zoe\",\"33\":7,\"77\":[1],\"37\":1}|",
                "{\"32\":\"Zoe\",\"33\":7.0}|FIELD_TYPE_MISMATCH",
                "{\"32\":\"Zoe\",\"33\":9223372036854775808}|FIELD_TYPE_MISMATCH",
                "{\"32\":\"Zoe\",\"33\":null}|",
                "{\"32\":null}|NOT_NULLABLE",
                "{\"33\":7}|REQUIRED_FIELD_MISSING",
                "{\"32\":1,\"32\":\"last\"}|",
                "{\"32\":\"Zoe\",\"34\":\"AB\"}|FIELD_TYPE_MISMATCH",
                "{\"32\":\"Zoe\",\"35\":12}|FIELD_TYPE_MISMATCH",
                "{\"32\":\"Zoe\",\"35\":[12],\"36\":3}|",
                "{\"32\":\"Zoe\",\"36\":null}|NOT_NULLABLE",
                "[]|JSON_NOT_OBJECT",
                "{\"32\":\"Zoe\",}|BAD_JSON"
            })
    void checksReceivedRows(String json, ErrorCode refusal) {
        assertThat(RowCheck.check(ENTITY, json)).isEqualTo(Optional.ofNullable(refusal));
        assertThat(RowCheck.check(ENTITY, null)).isEmpty();
    }

    /** 10 §10: each type takes its own values, and a Float whole numbers too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\"|STRING BASE64", // no byte at all is valid base64
                "\"text, not base64\"|STRING",
                "7|INTEGER FLOAT",
                "7.5|FLOAT",
                "true|BOOLEAN",
                "{}|JSON",
                "[]|JSON"
            })
    void aTypeTakesItsOwnValues(String value, String types) {
        String[] names = {"STRING", "INTEGER", "FLOAT", "BOOLEAN", "BASE64", "JSON"};
        for (int i = 0; i < names.length; i++) {
            Optional<ErrorCode> refusal = RowCheck.check(TYPES, "{\"" + (32 + i) + "\":" + value + "}");
            assertThat(refusal)
                    .as(names[i])
                    .isEqualTo(
                            List.of(types.split(" ")).contains(names[i])
                                    ? Optional.empty()
                                    : Optional.of(ErrorCode.FIELD_TYPE_MISMATCH));
        }
    }
}
