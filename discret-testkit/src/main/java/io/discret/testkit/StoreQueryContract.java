package io.discret.testkit;

import static io.discret.spi.QueryPlan.Operator.EQUAL;
import static io.discret.spi.QueryPlan.Operator.GREATER;
import static io.discret.spi.QueryPlan.Operator.GREATER_OR_EQUAL;
import static io.discret.spi.QueryPlan.Operator.LESS_OR_EQUAL;
import static io.discret.spi.QueryPlan.Operator.NOT_EQUAL;
import static io.discret.testkit.Plans.aggregate;
import static io.discret.testkit.Plans.column;
import static io.discret.testkit.Plans.count;
import static io.discret.testkit.Plans.field;
import static io.discret.testkit.Plans.integer;
import static io.discret.testkit.Plans.path;
import static io.discret.testkit.Plans.string;
import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.Expression;
import io.discret.spi.Expression.Step;
import io.discret.spi.Node;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.ScalarType;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreWriter;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prove that a store answers plans as docs/protocol/12 says. The data are those of its section 17: the garden, the runs
 * and the lamps; the numbers beside the tests are those of the cases.
 */
public abstract class StoreQueryContract {
    // Plant
    private static final String PLANT = "0";
    private static final Expression NAME = string("32");
    private static final Expression HEIGHT = field("34", ScalarType.FLOAT, null);
    private static final Expression PETALS = integer("35");
    private static final Expression EDIBLE = field("36", ScalarType.BOOLEAN, null);
    private static final String BED = "37";
    private static final String POTS = "38";
    private static final Expression SHEET = field("41", ScalarType.JSON, null);
    // Bed, Pot
    private static final Expression LINE = integer("32");
    private static final Expression LABEL = string("33");
    private static final Expression SIZE = integer("32");
    private static final Expression GLAZE = string("33");
    // Run
    private static final String RUN = "4";
    private static final Expression CITY = string("32");
    private static final Expression KM = field("33", ScalarType.FLOAT, null);
    private static final Expression LAPS = integer("34");
    private static final Expression OK = field("35", ScalarType.BOOLEAN, null);

    private Store store;
    private StoreWriter writer;

    /** The provider to prove. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void open(@TempDir Path folder) {
        store = provider().open(new StoreOptions(folder.resolve("store"), new byte[32], 2048, 2048, false));
        writer = store.writer();
        writer.begin();
        garden();
        runs();
        writer.commit();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void garden() {
        row(
                1,
                PLANT,
                "{\"32\":\"Rose\",\"33\":\"Rosa canina\",\"34\":1.5,\"35\":5,\"36\":true,"
                        + "\"41\":{\"by\":null,\"ph\":6.5,\"sun\":true,\"tags\":[\"red\",\"thorn\"]},\"42\":\"AQID\"}");
        row(2, PLANT, "{\"32\":\"Mint\",\"34\":0.4,\"36\":true,\"41\":[4,8,15]}");
        row(3, PLANT, "{\"32\":\"Yew\",\"33\":\"Taxus\",\"34\":10.0,\"35\":null,\"36\":false}");
        row(4, PLANT, "{\"32\":\"fern\",\"34\":0.75,\"35\":12,\"36\":false}");
        row(11, "1", "{\"32\":1,\"33\":\"north\"}");
        row(12, "1", "{\"32\":2,\"33\":\"south\"}");
        row(13, "1", "{\"32\":1,\"33\":\"east\"}");
        row(21, "2", "{\"32\":3,\"33\":\"blue\"}");
        row(22, "2", "{\"32\":12}");
        row(23, "2", "{\"32\":7,\"33\":\"red\"}");
        row(24, "2", "{\"32\":1,\"33\":\"Blue\"}");
        List.of(edge(1, PLANT, BED, 11, 1), edge(2, PLANT, BED, 12, 1), edge(3, PLANT, BED, 13, 1))
                .forEach(writer::putEdge);
        List.of(
                        edge(1, PLANT, POTS, 21, 1),
                        edge(1, PLANT, POTS, 22, 1),
                        edge(2, PLANT, POTS, 23, 1),
                        edge(4, PLANT, POTS, 24, 1))
                .forEach(writer::putEdge);
    }

    private void runs() {
        row(31, RUN, "{\"32\":\"Oslo\",\"33\":9.0,\"34\":9,\"35\":true}");
        row(32, RUN, "{\"32\":\"Oslo\",\"33\":10.5,\"34\":10,\"35\":false}");
        row(33, RUN, "{\"32\":\"Bari\",\"33\":2.0,\"34\":100}");
        row(34, RUN, "{\"33\":0.5,\"34\":1,\"35\":true}");
        row(41, "5", "{\"32\":100}");
        row(42, "5", "{\"32\":250}");
        row(43, "5", "{\"32\":40}");
        List.of(edge(31, RUN, "36", 41, 1), edge(31, RUN, "36", 42, 1), edge(32, RUN, "36", 43, 1))
                .forEach(writer::putEdge);
    }

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

    // Nested selections.

    @Test
    void case56To60PresenceOfASingleRelation() {
        Plans bed = Plans.of("1").show("label", LABEL);
        assertThat(rows(plants().show("name", NAME).single("bed", BED, true, bed)))
                .isEqualTo(
                        "[{\"name\":\"Mint\",\"bed\":{\"label\":\"south\"}},{\"name\":\"Rose\",\"bed\":{\"label\":\"north\"}},"
                                + "{\"name\":\"Yew\",\"bed\":{\"label\":\"east\"}}]");
        assertThat(rows(plants().show("name", NAME)
                        .single("bed", BED, false, bed)
                        .skip(2)))
                .isEqualTo("[{\"name\":\"Yew\",\"bed\":{\"label\":\"east\"}},{\"name\":\"fern\",\"bed\":null}]");
        assertThat(rows(plants().show("name", NAME)
                        .single("bed", BED, false, bed)
                        .where(new Condition.OutputIsEmpty("bed", false))))
                .isEqualTo("[{\"name\":\"fern\",\"bed\":null}]");
        assertThat(names(plants().single(
                                "bed", BED, true, Plans.of("1").show("l", LABEL).where(LINE, EQUAL, 1))))
                .containsExactly("Rose", "Yew");
        assertThat(names(plants().single("bed", BED, true, bed).skip(1).first(1)))
                .containsExactly("Rose");
    }

    @Test
    void case61To66Arrays() {
        Plans big = Plans.of("2").show("size", SIZE).where(SIZE, GREATER, 5).asc(SIZE);
        assertThat(rows(plants().show("name", NAME)
                        .many(
                                "pots",
                                POTS,
                                true,
                                Plans.of("2")
                                        .show("size", SIZE)
                                        .show("glaze", GLAZE)
                                        .asc(SIZE))))
                .isEqualTo("[{\"name\":\"Mint\",\"pots\":[{\"size\":7,\"glaze\":\"red\"}]},"
                        + "{\"name\":\"Rose\",\"pots\":[{\"size\":3,\"glaze\":\"blue\"},{\"size\":12,\"glaze\":null}]},"
                        + "{\"name\":\"fern\",\"pots\":[{\"size\":1,\"glaze\":\"Blue\"}]}]");
        assertThat(rows(plants().show("name", NAME).many("pots", POTS, false, big)))
                .isEqualTo("[{\"name\":\"Mint\",\"pots\":[{\"size\":7}]},{\"name\":\"Rose\",\"pots\":[{\"size\":12}]},"
                        + "{\"name\":\"Yew\",\"pots\":[]},{\"name\":\"fern\",\"pots\":[]}]");
        assertThat(rows(plants().show("name", NAME)
                        .many("big", POTS, true, big)
                        .many(
                                "small",
                                POTS,
                                true,
                                Plans.of("2").show("size", SIZE).where(SIZE, LESS_OR_EQUAL, 5))))
                .isEqualTo("[{\"name\":\"Rose\",\"big\":[{\"size\":12}],\"small\":[{\"size\":3}]}]");
        assertThat(rows(plants().show("name", NAME)
                        .many(
                                "pots",
                                POTS,
                                true,
                                Plans.of("2")
                                        .show("size", SIZE)
                                        .desc(SIZE)
                                        .first(1)
                                        .skip(1))))
                .isEqualTo("[{\"name\":\"Rose\",\"pots\":[{\"size\":3}]}]");
        assertThat(names(plants().many("big", POTS, false, big).where(new Condition.OutputIsEmpty("big", true))))
                .containsExactly("Mint", "Rose");
    }

    @Test
    void case67And68RelationsThatAreNotSelected() {
        Relation pots = new Relation.Field(POTS, true);

        assertThat(names(plants().where(new Condition.RelationIsEmpty(pots, "2", true))))
                .containsExactly("Mint", "Rose", "fern");
        assertThat(names(plants().where(new Condition.RelationIsEmpty(pots, "2", false))))
                .containsExactly("Yew");
        assertThat(names(plants().where(new Condition.RelationIsEmpty(pots, "1", true))))
                .isEmpty();
    }

    @Test
    void case136To143PeerAndRoom() {
        commit(() -> {
            writer.putNode(new Node(uid(80), null, 1, 1, "0.4", "{\"33\":\"bob\"}", null, key(5), signature(1)), null);
            writer.putNode(new Node(uid(81), null, 1, 1, "0.0", "{}", null, key(5), signature(1)), null);
            writer.putNode(
                    new Node(uid(82), uid(81), 1, 1, "1.0", "{\"32\":\"d1\"}", null, key(5), signature(1)), null);
            writer.putNode(new Node(uid(83), null, 1, 2, "1.0", "{\"32\":\"d2\"}", null, key(6), signature(1)), null);
        });
        Plans peer = Plans.of("0.4").show("name", string("33"));

        assertThat(rows(Plans.of("1.0").show("t", NAME).nest("by", new Relation.Peer(), true, peer)))
                .isEqualTo("[{\"t\":\"d1\",\"by\":{\"name\":\"bob\"}}]");
        assertThat(rows(Plans.of("1.0").asc(NAME).show("t", NAME).nest("by", new Relation.Peer(), false, peer)))
                .isEqualTo("[{\"t\":\"d1\",\"by\":{\"name\":\"bob\"}},{\"t\":\"d2\",\"by\":null}]");
        assertThat(rows(Plans.of("1.0")
                        .asc(NAME)
                        .nest("r", new Relation.Room(), false, Plans.of("0.0").show("id", column(SystemColumn.ID)))))
                .isEqualTo("[{\"r\":{\"id\":\"" + uid(81) + "\"}},{\"r\":null}]");
        assertThat(names(Plans.of("1.0").where(new Condition.RelationIsEmpty(new Relation.Peer(), "0.4", false))))
                .containsExactly("d2");
        assertThat(names(Plans.of("1.0").where(new Condition.RelationIsEmpty(new Relation.Room(), "0.0", true))))
                .containsExactly("d1");
    }

    @Test
    void relationsNestAsDeepAsTheQuery() {
        int depth = 40;
        commit(() -> {
            for (int i = 0; i < depth; i++) {
                row(1000 + i, "7", "{\"32\":" + i + "}");
                writer.putEdge(edge(1000 + i, "7", "33", 1001 + i, 1));
            }
        });
        Plans nested = Plans.of("7").show("n", LINE);
        for (int i = 1; i < depth; i++) {
            nested = Plans.of("7").show("n", LINE).many("kids", "33", true, nested);
        }

        String found = rows(nested);

        assertThat(found).startsWith("[{\"n\":0,\"kids\":[{\"n\":1,").contains("{\"n\":" + (depth - 1) + "}]");
        assertThat(found.split("\"n\":", -1)).hasSize(depth + 1);
        assertThat(rows(Plans.of("7").many("kids", "33", true, nested))).isEqualTo("[]");
    }

    @Test
    void thereIsNoLimitOfFields() {
        Plans wide = plants().first(1);
        for (int i = 0; i < 300; i++) {
            wide.show("f" + i, NAME);
        }

        assertThat(rows(wide)).endsWith("\"f299\":\"Mint\"}]");
    }

    // Defaults.

    @Test
    void case121To128DefaultsShowCompareSortAndGroup() {
        commit(() -> {
            row(90, "3", "{\"32\":10}");
            row(91, "3", "{\"32\":20,\"33\":\"warm\",\"34\":true,\"36\":3.0,\"37\":4}");
            row(92, "3", "{\"32\":30,\"33\":\"cold\",\"34\":false,\"36\":1.0,\"37\":9}");
        });
        Expression watt = integer("32");
        Expression hue = field("33", ScalarType.STRING, "warm");
        Expression dim = field("34", ScalarType.BOOLEAN, true);
        Expression amp = field("36", ScalarType.FLOAT, 3.0);
        Expression grade = field("37", ScalarType.INTEGER, 4);

        assertThat(rows(Plans.of("3")
                        .asc(watt)
                        .show("h", hue)
                        .show("d", dim)
                        .show("a", amp)
                        .show("g", grade)
                        .first(1)))
                .isEqualTo("[{\"h\":\"warm\",\"d\":true,\"a\":3.0,\"g\":4}]");
        assertThat(watts(Plans.of("3").where(hue, EQUAL, "warm"))).isEqualTo("10 20");
        assertThat(watts(Plans.of("3").where(hue, NOT_EQUAL, "warm"))).isEqualTo("30");
        assertThat(watts(Plans.of("3").where(hue, NOT_EQUAL, "$h"), "h", "cold"))
                .isEqualTo("10 20");
        assertThat(watts(Plans.of("3").where(dim, EQUAL, true))).isEqualTo("10 20");
        assertThat(watts(Plans.of("3").where(new Condition.IsNull(hue, false)))).isEmpty();
        assertThat(watts(Plans.of("3").desc(grade).asc(watt))).isEqualTo("30 10 20");
        assertThat(rows(Plans.of("3")
                        .asc(grade)
                        .show("g", grade)
                        .show("n", count())
                        .groupBy(grade)))
                .isEqualTo("[{\"g\":4,\"n\":2},{\"g\":9,\"n\":1}]");
        assertThat(rows(Plans.of("3").show("s", aggregate("sum", amp)))).isEqualTo("[{\"s\":7.0}]");
    }

    // Aggregates.

    @Test
    void case98To101Aggregates() {
        assertThat(rows(Plans.of(RUN)
                        .show("n", count())
                        .show("s", aggregate("sum", LAPS))
                        .show("a", aggregate("avg", LAPS))
                        .show("hi", aggregate("max", LAPS))
                        .show("lo", aggregate("min", LAPS))))
                .isEqualTo("[{\"n\":4,\"s\":120.0,\"a\":30.0,\"hi\":100,\"lo\":1}]");
        assertThat(rows(Plans.of(RUN)
                        .show("hi", aggregate("max", CITY))
                        .show("ok", aggregate("max", OK))
                        .show("km", aggregate("max", KM))
                        .show("id", aggregate("max", column(SystemColumn.ID)))))
                .isEqualTo("[{\"hi\":\"Oslo\",\"ok\":true,\"km\":10.5,\"id\":\"" + uid(34) + "\"}]");
        assertThat(rows(byCity().asc(CITY).show("s", aggregate("sum", KM))))
                .isEqualTo("[{\"city\":null,\"n\":1,\"s\":0.5},{\"city\":\"Bari\",\"n\":1,\"s\":2.0},"
                        + "{\"city\":\"Oslo\",\"n\":2,\"s\":19.5}]");
        assertThat(rows(byCity().asc(aggregate("avg", LAPS)).first(1).show("a", aggregate("avg", KM))))
                .isEqualTo("[{\"city\":null,\"n\":1,\"a\":0.5}]");
    }

    @Test
    void computedFloatsHaveFifteenDigits() {
        commit(() -> {
            row(95, "8", "{\"32\":100}");
            row(96, "8", "{\"32\":60}");
            row(97, "8", "{\"32\":60}");
            row(98, "7", "{\"32\":1.0e300}");
        });

        assertThat(rows(Plans.of("8").show("a", aggregate("avg", LINE)))).isEqualTo("[{\"a\":73.3333333333333}]");
        assertThat(rows(Plans.of("7").show("a", aggregate("sum", LINE)))).isEqualTo("[{\"a\":1.0e+300}]");
    }

    @Test
    void case102To111Groups() {
        String bari = "{\"city\":\"Bari\",\"n\":1}";
        String none = "{\"city\":null,\"n\":1}";
        String oslo = "{\"city\":\"Oslo\",\"n\":2}";
        assertThat(rows(byCity().desc(count()).asc(CITY))).isEqualTo("[" + oslo + "," + none + "," + bari + "]");
        assertThat(rows(byCity().having(count(), GREATER, 1))).isEqualTo("[" + oslo + "]");
        assertThat(rows(byCity().where(KM, GREATER, 1).asc(CITY))).isEqualTo("[" + bari + "," + oslo + "]");
        assertThat(rows(byCity().desc(count()).asc(CITY).after(2))).isEqualTo("[" + none + "," + bari + "]");
        assertThat(rows(byCity().desc(CITY).first(1).skip(1))).isEqualTo("[" + bari + "]");
        assertThat(rows(byCity().where(CITY, EQUAL, "none"))).isEqualTo("[]");
        assertThat(rows(Plans.of(RUN)
                        .where(CITY, EQUAL, "none")
                        .show("n", count())
                        .show("s", aggregate("sum", KM))
                        .show("a", aggregate("avg", KM))
                        .show("m", aggregate("max", KM))))
                .isEqualTo("[{\"n\":0,\"s\":0.0,\"a\":null,\"m\":null}]");
        assertThat(rows(Plans.of(RUN)
                        .asc(KM)
                        .first(2)
                        .skip(1)
                        .show("km", KM)
                        .many(
                                "legs",
                                "36",
                                true,
                                Plans.of("5").show("n", count()).show("t", aggregate("sum", LINE)))))
                .isEqualTo(
                        "[{\"km\":2.0,\"legs\":[{\"n\":0,\"t\":0.0}]},{\"km\":9.0,\"legs\":[{\"n\":2,\"t\":350.0}]}]");
    }

    @Test
    void explainTellsSomethingOfEverySelection() {
        String text = store.reader()
                .explain(plants().show("name", NAME)
                        .many("pots", POTS, true, Plans.of("2").show("s", SIZE))
                        .plan("res"));

        assertThat(text.lines()).anyMatch(line -> line.startsWith("res")).anyMatch(line -> line.contains("pots"));
    }

    private static Plans plants() {
        return Plans.of(PLANT).asc(NAME);
    }

    private static Plans byCity() {
        return Plans.of(RUN).show("city", CITY).show("n", count()).groupBy(CITY);
    }

    private List<String> names(Plans plans, @Nullable Object... variables) {
        String text = rows(plans.show("nm", NAME), variables);
        return Pattern.compile("\"nm\":\"([^\"]*)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private String watts(Plans plans, @Nullable Object... variables) {
        return rows(plans.show("w", integer("32")), variables)
                .replaceAll("[^0-9,]", "")
                .replace(',', ' ');
    }

    /** The array that a selection finds. */
    private String rows(Plans plans, @Nullable Object... variables) {
        Map<String, Value> values = new HashMap<>();
        for (int i = 0; i + 1 < variables.length; i += 2) {
            values.put(String.valueOf(variables[i]), Plans.value(variables[i + 1]));
        }
        String text = store.writer().query(plans.plan("x"), values);
        assertThat(text).startsWith("{\n\"x\":").endsWith("\n}");
        return text.substring("{\n\"x\":".length(), text.length() - 2);
    }

    private void commit(Runnable work) {
        writer.begin();
        work.run();
        writer.commit();
    }

    private void row(long number, String entity, String json) {
        writer.putNode(StoreRows.node(number, null, entity, number, json), null);
    }

    private void put(long number, @Nullable Uid room, long mdate, String json) {
        writer.putNode(StoreRows.node(number, room, "6", mdate, json), null);
    }
}
