package io.discret.testkit;

import static io.discret.spi.QueryPlan.Operator.EQUAL;
import static io.discret.spi.QueryPlan.Operator.GREATER;
import static io.discret.spi.QueryPlan.Operator.GREATER_OR_EQUAL;
import static io.discret.spi.QueryPlan.Operator.NOT_EQUAL;
import static io.discret.testkit.Plans.column;
import static io.discret.testkit.Plans.field;
import static io.discret.testkit.Plans.path;
import static io.discret.testkit.Plans.string;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Expression;
import io.discret.spi.Expression.Step;
import io.discret.spi.Node;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prove that a store answers plans as docs/protocol/12 says: scalars, filters, order and pages. The numbers beside the
 * tests are those of the cases.
 */
public abstract class StoreQueryContract extends StoreOfPlants {
    // Scalars and the document.

    @Test
    void case1ScalarsAsStoredInTheOrderOfBytes() {
        assertThat(rows(plants().show("name", NAME)
                        .show("height", HEIGHT)
                        .show("petals", PETALS)
                        .show("edible", EDIBLE)))
                .isEqualTo("[{\"name\":\"Mint\",\"height\":0.4,\"petals\":null,\"edible\":true},"
                        + "{\"name\":\"Rose\",\"height\":1.5,\"petals\":5,\"edible\":true},"
                        + "{\"name\":\"Yew\",\"height\":10.0,\"petals\":null,\"edible\":false},"
                        + "{\"name\":\"fern\",\"height\":0.75,\"petals\":12,\"edible\":false}]");
    }

    @Test
    void case3DocumentOfTwoSelectionsByteForByte() {
        QueryPlan plan = new QueryPlan(List.of(
                new QueryPlan.Root(
                        "a",
                        Plans.of("1").show("line", LINE).asc(LABEL).first(1).selection()),
                new QueryPlan.Root("b.c", Plans.of("9").show("x", NAME).selection())));

        assertThat(store.reader().query(plan, Map.of())).isEqualTo("{\n\"a\":[{\"line\":1}],\n\"b.c\":[]\n}");
    }

    @Test
    void spellingsOfTheStoredTextAreKeptAndBlanksRemoved() {
        commit(
                () -> row(
                        50,
                        "8",
                        " { \"32\" : \"a\\u00e9\\n\\\" b\", \"33\":[ 1.50, {\"k k\": \"x  y\"} ] ,\"34\":1e16,\"32\":\"second\"}"));

        assertThat(rows(Plans.of("8")
                        .show("s", string("32"))
                        .show("j", field("33", ScalarType.JSON, null))
                        .show("f", field("34", ScalarType.FLOAT, null))
                        .show("n", string("99"))))
                .isEqualTo("[{\"s\":\"a\\u00e9\\n\\\" b\",\"j\":[1.50,{\"k k\":\"x  y\"}],\"f\":1e16,\"n\":null}]");
    }

    @Test
    void systemColumnsOfBytesAreBase64AndTheRawJsonIsAString() {
        byte[] binary = {1, 2};
        Node full = new Node(uid(60), uid(7), 5, 6, "9", "{\"32\":\"q\"}", binary, key(2), signature(3));
        Node bare = new Node(uid(61), null, 5, 7, "9", null, null, key(2), signature(3));
        commit(() -> {
            writer.putNode(full, null);
            writer.putNode(bare, null);
        });

        Plans plans = Plans.of("9").desc(column(SystemColumn.ROOM_ID));
        for (SystemColumn column : SystemColumn.values()) {
            plans.show(column.text(), column(column));
        }
        String common = "\"verifying_key\":\"" + Base64Url.encode(key(2)) + "\",\"_entity\":\"9\",";
        String signature = "\"_signature\":\"" + Base64Url.encode(signature(3)) + "\"}";
        assertThat(rows(plans))
                .isEqualTo("[{\"id\":\"" + uid(60) + "\",\"room_id\":\"" + uid(7) + "\",\"cdate\":5,\"mdate\":6,"
                        + common
                        + "\"_json\":\"{\\\"32\\\":\\\"q\\\"}\",\"_binary\":\"AQI\"," + signature + ",{\"id\":\""
                        + uid(61)
                        + "\",\"room_id\":null,\"cdate\":5,\"mdate\":7," + common + "\"_json\":null,\"_binary\":null,"
                        + signature + "]");
    }

    // Filters.

    @Test
    void case5To13Filters() {
        assertThat(names(plants().where(NAME, EQUAL, "rose"))).isEmpty();
        assertThat(names(plants().where(NAME, GREATER_OR_EQUAL, "N"))).containsExactly("Rose", "Yew", "fern");
        assertThat(names(plants().where(HEIGHT, GREATER, 0.75))).containsExactly("Rose", "Yew");
        assertThat(names(plants().where(HEIGHT, EQUAL, 10))).containsExactly("Yew");
        assertThat(names(plants().where(EDIBLE, EQUAL, true))).containsExactly("Mint", "Rose");
        assertThat(names(plants().where(new Condition.IsNull(PETALS, false)))).containsExactly("Mint", "Yew");
        assertThat(names(plants().where(new Condition.IsNull(PETALS, true)))).containsExactly("Rose", "fern");
        assertThat(names(plants().where(PETALS, NOT_EQUAL, 5))).containsExactly("fern");
        assertThat(names(plants().where(PETALS, GREATER, null))).isEmpty();
        assertThat(names(plants().where(NAME, EQUAL, "x' OR '1'='1"))).isEmpty();
    }

    @Test
    void case16And17VariablesAreBoundAndNullMatchesNothing() {
        Plans byPetals = plants().where(PETALS, EQUAL, "$p");

        assertThat(names(byPetals, "p", 5)).containsExactly("Rose");
        assertThat(names(byPetals, "p", null)).isEmpty();
        assertThatThrownBy(() -> names(byPetals, "q", 5))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_PARAMETER))
                .hasMessageContaining("$p");
    }

    @Test
    void case87And143IdsAndPlacesInJson() {
        assertThat(names(plants().where(column(SystemColumn.ID), EQUAL, uid(3).bytes())))
                .containsExactly("Yew");
        assertThat(names(plants().where(new Expression.Column(SystemColumn.ID, true), EQUAL, uid(3).toString())))
                .containsExactly("Yew");
        assertThat(names(plants().where(path("41", new Step.Key("ph")), GREATER_OR_EQUAL, 6.5)))
                .containsExactly("Rose");
        assertThat(names(plants().where(path("41", new Step.Key("sun")), EQUAL, true)))
                .containsExactly("Rose");
        assertThat(names(plants().where(path("41", new Step.Index(1)), EQUAL, 8)))
                .containsExactly("Mint");
        assertThat(names(plants().where(path("41", new Step.Key("tags"), new Step.Index(0)), EQUAL, "red")))
                .containsExactly("Rose");
        assertThat(names(plants().where(new Condition.IsNull(path("41", new Step.Key("ph")), false))))
                .containsExactly("Mint", "Yew", "fern");
    }

    @Test
    void case75And76PlacesInJsonAreShown() {
        assertThat(rows(plants().where(NAME, EQUAL, "Rose")
                        .show("t", path("41", new Step.Key("tags"), new Step.Index(1)))
                        .show("ph", path("41", new Step.Key("ph")))
                        .show("all", path("41"))
                        .show("no", path("41", new Step.Key("zz")))
                        .show("nul", path("41", new Step.Key("by")))
                        .show("sheet", SHEET)))
                .isEqualTo(
                        "[{\"t\":\"thorn\",\"ph\":6.5,\"all\":{\"by\":null,\"ph\":6.5,\"sun\":true,\"tags\":[\"red\",\"thorn\"]},"
                                + "\"no\":null,\"nul\":null,\"sheet\":{\"by\":null,\"ph\":6.5,\"sun\":true,\"tags\":[\"red\",\"thorn\"]}}]");
        assertThat(rows(plants().where(NAME, EQUAL, "Mint")
                        .show("first_v", path("41", new Step.Index(0)))
                        .show("out", path("41", new Step.Index(9)))))
                .isEqualTo("[{\"first_v\":4,\"out\":null}]");
    }

    // Order, limits, pages.

    @Test
    void case35To42OrderAndLimits() {
        assertThat(names(Plans.of(PLANT).asc(PETALS).asc(NAME))).containsExactly("Mint", "Yew", "Rose", "fern");
        assertThat(names(Plans.of(PLANT).desc(PETALS).asc(NAME))).containsExactly("fern", "Rose", "Mint", "Yew");
        assertThat(names(Plans.of(PLANT).desc(EDIBLE).asc(NAME))).containsExactly("Mint", "Rose", "Yew", "fern");
        assertThat(names(plants().first(2).skip(1))).containsExactly("Rose", "Yew");
        assertThat(names(plants().first(0))).hasSize(4);
        assertThat(names(plants().first("$f"), "f", 0)).isEmpty();
        assertThat(names(plants().first("$f").skip("$s"), "f", -1, "s", 3)).containsExactly("fern");
        assertThat(names(plants().skip("$s"), "s", -1)).hasSize(4);
        assertThat(names(plants().skip(3))).containsExactly("fern");
        assertThat(names(plants().first(Long.MAX_VALUE).skip(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void withoutOrderRowsComeByRoomDateAndInsertion() {
        commit(() -> {
            put(70, uid(2), 5, "{\"32\":\"d\"}");
            put(71, uid(1), 9, "{\"32\":\"c\"}");
            put(72, null, 7, "{\"32\":\"b\"}");
            put(73, uid(2), 5, "{\"32\":\"e\"}");
            put(74, null, 6, "{\"32\":\"a\"}");
            put(70, uid(2), 5, "{\"32\":\"d\"}");
        });

        assertThat(names(Plans.of("6"))).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void case43To49Pages() {
        assertThat(names(Plans.of(PLANT).desc(EDIBLE).asc(NAME).after(true, "Mint")))
                .containsExactly("Rose", "Yew", "fern");
        assertThat(names(Plans.of(PLANT).desc(EDIBLE).asc(NAME).after(true))).containsExactly("Yew", "fern");
        assertThat(names(Plans.of(PLANT).desc(EDIBLE).asc(NAME).before(false, "fern")))
                .containsExactly("Mint", "Rose", "Yew");
        assertThat(names(Plans.of(PLANT).desc(EDIBLE).asc(NAME).before(false))).containsExactly("Mint", "Rose");
        assertThat(names(Plans.of(PLANT).desc(HEIGHT).after("$h"), "h", 1.5)).containsExactly("fern", "Mint");
        assertThat(names(Plans.of(PLANT).desc(HEIGHT).before(1))).containsExactly("Yew", "Rose");
        assertThat(names(Plans.of(PLANT).desc(PETALS).after(12))).containsExactly("Rose");
        assertThat(names(Plans.of(PLANT).asc(column(SystemColumn.ID)).after(uid(2).bytes())))
                .containsExactly("Yew", "fern");
    }
}
