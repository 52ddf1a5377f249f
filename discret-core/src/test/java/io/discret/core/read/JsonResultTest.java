package io.discret.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.QueryResult;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol/12 §12, §17.8: results as Java values. */
class JsonResultTest {
    private record Plant(
            Uid id,
            String name,
            @Nullable String latin,
            double height,
            @Nullable Long petals,
            boolean edible,
            @Nullable Bed bed,
            List<Pot> pots,
            byte[] code,
            JsonNode sheet,
            Map<String, Object> other,
            VerifyingKey author) {}

    private record Bed(int line, String label) {}

    private record Pot(int size, @Nullable String glaze) {}

    private record Lamp(int watt, boolean dim) {}

    private record Height(float height) {}

    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAQ";
    private static final String KEY = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static void refused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    /** All scalar types, nullable ones, nested lists and objects, Json values; aliases are names of components. */
    @Test
    void everyTypeHasItsJavaForm() {
        QueryResult result = JsonResult.of("{\"res\":[{\"id\":\"" + ID + "\",\"name\":\"Rose\",\"latin\":null,"
                + "\"height\":1.5,\"petals\":9223372036854775807,\"edible\":true,\"bed\":{\"line\":1,\"label\":\"n\"},"
                + "\"pots\":[{\"size\":3,\"glaze\":\"blue\"},{\"size\":12,\"glaze\":null}],\"code\":\"-_8\","
                + "\"sheet\":{\"ph\":6.5},\"other\":{\"a\":[1]},\"unknown\":1,\"author\":\"" + KEY + "\"},"
                + "{\"id\":\"" + ID
                + "\",\"name\":\"Mint\",\"height\":10,\"petals\":null,\"edible\":false,\"bed\":null,"
                + "\"pots\":[],\"code\":\"\",\"sheet\":[4],\"other\":{},\"author\":\"" + KEY + "\"}]}");

        List<Plant> plants = result.list("res", Plant.class);

        Plant rose = plants.get(0);
        assertThat(rose.id()).isEqualTo(Uid.parse(ID));
        assertThat(rose.latin()).isNull();
        assertThat(rose.height()).isEqualTo(1.5);
        assertThat(rose.petals()).isEqualTo(Long.MAX_VALUE);
        assertThat(rose.bed()).isEqualTo(new Bed(1, "n"));
        assertThat(rose.pots()).containsExactly(new Pot(3, "blue"), new Pot(12, null));
        assertThat(rose.code()).containsExactly(0xfb, 0xff);
        assertThat(rose.sheet().get("ph").asDouble()).isEqualTo(6.5);
        assertThat(rose.other()).isEqualTo(Map.of("a", List.of(1)));
        assertThat(rose.author()).isEqualTo(VerifyingKey.parse(KEY));
        Plant mint = plants.get(1);
        assertThat(mint.height()).as("integers convert to floating point").isEqualTo(10.0);
        assertThat(mint.petals()).isNull();
        assertThat(mint.bed()).isNull();
        assertThat(mint.pots()).isEmpty();
        assertThat(mint.code()).isEmpty();
    }

    /** "floats do not convert to integer types"; a null is no 0, a text no number, a number no boolean. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"watt\":1.5,\"dim\":true}",
                "{\"watt\":1.0,\"dim\":true}",
                "{\"watt\":\"1\",\"dim\":true}",
                "{\"watt\":null,\"dim\":true}",
                "{\"dim\":true}",
                "{\"watt\":9999999999,\"dim\":true}",
                "{\"watt\":1,\"dim\":1}",
                "{\"watt\":1,\"dim\":\"true\"}",
                "[]",
                "null",
                "7"
            })
    void otherValuesDoNotConvert(String element) {
        QueryResult result = JsonResult.of("{\"a\":[" + element + "]}");
        refused(ErrorCode.RESULT_CONVERSION, () -> result.list("a", Lamp.class));
        refused(ErrorCode.RESULT_CONVERSION, () -> result.first("a", Lamp.class));
    }

    @Test
    void malformedBase64AndIdsDoNotConvert() {
        QueryResult result = JsonResult.of("{\"a\":\"+/8=\",\"b\":\"short\",\"c\":[{\"height\":1}]}");
        refused(ErrorCode.RESULT_CONVERSION, () -> result.object("a", byte[].class));
        refused(ErrorCode.RESULT_CONVERSION, () -> result.object("b", Uid.class));
        assertThat(result.list("c", Height.class)).containsExactly(new Height(1));
    }

    /** 12 §17.8 case 212: members by name, in any order; here a member can be read again. */
    @Test
    void case212MembersByName() {
        QueryResult result = JsonResult.of("{\n\"Plant\":[{\"name\":\"Mint\"},{\"name\":\"Rose\"},{\"name\":\"Yew\"},"
                + "{\"name\":\"fern\"}],\n\"Bed\":[{\"line\":1,\"label\":\"east\"}]\n}");
        assertThat(result.list("Bed", Bed.class)).hasSize(1);
        assertThat(result.list("Plant", JsonNode.class)).hasSize(4);
        assertThat(result.list("Plant", JsonNode.class)).hasSize(4);
        assertThat(result.first("Bed", Bed.class)).contains(new Bed(1, "east"));
        refused(ErrorCode.RESULT_MEMBER_MISSING, () -> result.list("Pot", Bed.class));
    }

    /** 12 §17.8 cases 213 and 214. */
    @Test
    void case213And214WrongShapes() {
        QueryResult result = JsonResult.of("{\"a\":{\"x\":1}}");
        refused(ErrorCode.RESULT_NOT_ARRAY, () -> result.list("a", Bed.class));
        assertThat(result.object("a", JsonNode.class).get("x").asInt()).isEqualTo(1);
        refused(ErrorCode.RESULT_NOT_OBJECT, () -> JsonResult.of("[]").list("a", Bed.class));
        refused(ErrorCode.RESULT_MEMBER_MISSING, () -> result.id("a"));
        refused(ErrorCode.RESULT_CONVERSION, () -> JsonResult.of("{").list("a", Bed.class));
    }

    /** 12 §17.8 case 215, with the FIX: a default of a Boolean is a boolean. */
    @Test
    void case215DefaultsAreTyped() {
        assertThat(JsonResult.of("{\"Lamp\":[{\"watt\":10,\"hue\":\"warm\",\"dim\":true}]}")
                        .list("Lamp", Lamp.class))
                .containsExactly(new Lamp(10, true));
    }

    /** No error and no description shows what a row holds. */
    @Test
    void errorsDoNotShowRows() {
        QueryResult result = JsonResult.of("{\"a\":[{\"watt\":\"very secret\",\"dim\":true}]}");
        assertThat(result.toString()).doesNotContain("secret");
        assertThatThrownBy(() -> result.list("a", Lamp.class))
                .hasMessageNotContaining("secret")
                .hasMessageContaining("'a'")
                .hasMessageContaining("Lamp")
                .hasNoCause();
    }
}
