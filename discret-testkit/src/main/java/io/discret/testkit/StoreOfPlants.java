package io.discret.testkit;

import static io.discret.testkit.Plans.count;
import static io.discret.testkit.Plans.field;
import static io.discret.testkit.Plans.integer;
import static io.discret.testkit.Plans.string;
import static io.discret.testkit.StoreRows.edge;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Expression;
import io.discret.spi.ScalarType;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreWriter;
import io.discret.spi.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One store with the data of docs/protocol/12 §17, the garden and the runs, for the suites of queries. */
abstract class StoreOfPlants {
    // Plant
    static final String PLANT = "0";
    static final Expression NAME = string("32");
    static final Expression HEIGHT = field("34", ScalarType.FLOAT, null);
    static final Expression PETALS = integer("35");
    static final Expression EDIBLE = field("36", ScalarType.BOOLEAN, null);
    static final String BED = "37";
    static final String POTS = "38";
    static final Expression SHEET = field("41", ScalarType.JSON, null);
    // Bed, Pot
    static final Expression LINE = integer("32");
    static final Expression LABEL = string("33");
    static final Expression SIZE = integer("32");
    static final Expression GLAZE = string("33");
    // Run
    static final String RUN = "4";
    static final Expression CITY = string("32");
    static final Expression KM = field("33", ScalarType.FLOAT, null);
    static final Expression LAPS = integer("34");
    static final Expression OK = field("35", ScalarType.BOOLEAN, null);

    Store store;
    StoreWriter writer;

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

    static Plans plants() {
        return Plans.of(PLANT).asc(NAME);
    }

    static Plans byCity() {
        return Plans.of(RUN).show("city", CITY).show("n", count()).groupBy(CITY);
    }

    final List<String> names(Plans plans, @Nullable Object... variables) {
        String text = rows(plans.show("nm", NAME), variables);
        return Pattern.compile("\"nm\":\"([^\"]*)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    final String watts(Plans plans, @Nullable Object... variables) {
        return rows(plans.show("w", integer("32")), variables)
                .replaceAll("[^0-9,]", "")
                .replace(',', ' ');
    }

    /** The array that a selection finds. */
    final String rows(Plans plans, @Nullable Object... variables) {
        Map<String, Value> values = new HashMap<>();
        for (int i = 0; i + 1 < variables.length; i += 2) {
            values.put(String.valueOf(variables[i]), Plans.value(variables[i + 1]));
        }
        String text = store.writer().query(plans.plan("x"), values);
        assertThat(text).startsWith("{\n\"x\":").endsWith("\n}");
        return text.substring("{\n\"x\":".length(), text.length() - 2);
    }

    final void commit(Runnable work) {
        writer.begin();
        work.run();
        writer.commit();
    }

    final void row(long number, String entity, String json) {
        writer.putNode(StoreRows.node(number, null, entity, number, json), null);
    }

    final void put(long number, @Nullable Uid room, long mdate, String json) {
        writer.putNode(StoreRows.node(number, room, "6", mdate, json), null);
    }
}
