package io.discret.testkit;

import static io.discret.testkit.Plans.aggregate;
import static io.discret.testkit.Plans.string;
import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.QueryPlan.Operator;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import io.discret.spi.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prove that a store finds text as docs/protocol/12 §9 says, and that its index follows every change (21 §17). */
public abstract class StoreSearchContract {
    private static final String PAGE = "0";

    private Path folder;
    private Store store;
    private StoreWriter writer;
    private StoreReader reader;

    /** The provider to prove. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        open();
    }

    private void open() {
        store = provider().open(new StoreOptions(folder.resolve("store"), new byte[32], 2048, 2048, false));
        writer = store.writer();
        reader = store.reader();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Cases 149 to 171 of docs/protocol/12 §17.6. */
    @Test
    void casesOfTheSpecification() {
        commit(() -> {
            put(1, PAGE, "a", "Harbour lights The red lamp, e-mail me Lighthouse keeper ");
            put(2, PAGE, "b", "light LIGHT light ");
            put(3, PAGE, "c", "Été à la mer 日本語の本 ");
            writer.putNode(node(4, null, "1", 4, "{\"32\":\"d\"}"), null);
        });

        assertThat(find("light")).containsExactly("b", "a");
        assertThat(find("LIGHT")).containsExactly("b", "a");
        assertThat(find("arb")).containsExactly("a");
        assertThat(find("li")).isEmpty();
        assertThat(find("lamp harbour")).containsExactly("a");
        assertThat(find("\"red lamp\"")).containsExactly("a");
        assertThat(find("\"lights The\"")).containsExactly("a");
        assertThat(find("lamp OR mer")).containsExactlyInAnyOrder("a", "c");
        assertThat(find("light NOT lamp")).containsExactly("b");
        assertThat(find("keeper")).containsExactly("a");
        assertThat(find("été")).containsExactly("c");
        assertThat(find("ete")).isEmpty();
        assertThat(find("日本語")).containsExactly("c");
        assertThat(find("\"e-mail\"")).containsExactly("a");
        assertThat(find("lamp OR fi")).containsExactly("a");
        assertThat(find("lamp AND fi")).isEmpty();
        assertThat(find("(lamp OR mer) AND keeper")).containsExactly("a");
    }

    @Test
    void aMalformedExpressionIsOnePhrase() {
        commit(() -> put(1, PAGE, "a", "The red lamp, e-mail me \"now\" (or not "));

        assertThat(find("e-mail")).containsExactly("a");
        assertThat(find("lamp, e")).containsExactly("a");
        assertThat(find("me \"now\" (or")).containsExactly("a");
        assertThat(find("nope:lamp")).isEmpty();
        for (String text :
                List.of("", " ", "\"", "-", "'", "AND", "a AND", "(", "*", "NEAR(", "^", "\\", "%_", "\u0000")) {
            assertThat(find(text)).isEmpty();
        }
    }

    @Test
    void searchStandsBesideFiltersLimitsNestingAndAggregates() {
        commit(() -> {
            put(1, PAGE, "a", "light harbour ");
            put(2, PAGE, "b", "light ");
            put(3, "1", "c", "light ");
            writer.putEdge(edge(9, "1", "40", 1, 1));
            writer.putEdge(edge(9, "1", "40", 2, 1));
            put(9, "1", "p", "other ");
        });

        assertThat(rows(page("light")
                        .where(string("32"), Operator.NOT_EQUAL, "b")
                        .show("nm", string("32"))))
                .isEqualTo("[{\"nm\":\"a\"}]");
        assertThat(rows(page("light").show("nm", string("32")).first(1))).isEqualTo("[{\"nm\":\"b\"}]");
        assertThat(rows(page("light").show("n", Plans.count()).show("m", aggregate("max", string("32")))))
                .isEqualTo("[{\"n\":2,\"m\":\"b\"}]");
        assertThat(rows(Plans.of("1").many("hits", "40", true, page("harbour").show("nm", string("32")))))
                .isEqualTo("[{\"hits\":[{\"nm\":\"a\"}]}]");
        assertThat(store.reader()
                        .query(page("$s").show("nm", string("32")).plan("x"), Map.of("s", new Value.Text("harbour"))))
                .isEqualTo("{\n\"x\":[{\"nm\":\"a\"}]\n}");
    }

    @Test
    void changedAndDeletedTextIsNotFoundAnyMore() {
        commit(() -> {
            put(1, PAGE, "a", "first text ");
            put(2, PAGE, "b", "first words ");
            put(3, PAGE, "c", "first thing ");
        });
        commit(() -> {
            put(1, PAGE, "a", "second text ");
            writer.deleteNode(uid(2));
            writer.putNode(node(3, null, PAGE, 3, "{\"32\":\"c\"}"), null);
        });

        assertThat(find("first")).isEmpty();
        assertThat(find("second")).containsExactly("a");

        commit(() -> put(5, PAGE, "e", "fifth "));
        assertThat(find("words")).isEmpty();
        assertThat(find("fifth")).containsExactly("e");
    }

    @Test
    void theWriterFindsWhatItJustWroteAndSavepointsDropIt() {
        writer.begin();
        put(1, PAGE, "a", "alpha ");
        writer.savepoint();
        put(2, PAGE, "b", "beta ");
        put(1, PAGE, "a", "omega ");
        assertThat(findBy(writer, "beta")).containsExactly("b");
        assertThat(findBy(writer, "alpha")).isEmpty();
        writer.rollbackTo();
        assertThat(findBy(writer, "beta")).isEmpty();
        assertThat(findBy(writer, "alpha")).containsExactly("a");
        writer.savepoint();
        put(3, PAGE, "c", "gamma ");
        assertThat(findBy(writer, "gamma")).containsExactly("c");
        writer.release();
        put(3, PAGE, "c", "delta ");
        writer.deleteNode(uid(1));
        writer.commit();

        assertThat(find("alpha OR beta OR gamma OR omega")).isEmpty();
        assertThat(find("delta")).containsExactly("c");
        writer.begin();
        put(3, PAGE, "c", "epsilon ");
        writer.rollback();
        assertThat(find("epsilon")).isEmpty();
        assertThat(find("delta")).containsExactly("c");
    }

    /** Any mix of writes, savepoints and roll-backs leaves exactly the text of the rows that are there. */
    @Test
    void theIndexFollowsRandomChanges() {
        Random random = new Random(42);
        Map<Integer, String> model = new TreeMap<>();
        for (int transaction = 0; transaction < 60; transaction++) {
            Map<Integer, String> next = changed(random, model);
            if (random.nextInt(5) == 0) {
                writer.rollback();
            } else {
                writer.commit();
                model = next;
            }
            assertFound(model);
        }
    }

    /** What a commit put off waits on disk, through other commits, roll-backs and another process. */
    @Test
    void theIndexCatchesUpWithWhatWasPutOff() {
        Random random = new Random(43);
        Map<Integer, String> model = new TreeMap<>();
        for (int transaction = 0; transaction < 120; transaction++) {
            Map<Integer, String> next = changed(random, model);
            switch (random.nextInt(6)) {
                case 0 -> writer.rollback();
                case 1 -> {
                    writer.catchUp(random.nextInt(8));
                    writer.commitLazily();
                    model = next;
                }
                case 2 -> {
                    writer.commit();
                    model = next;
                    assertThat(writer.searchIsBehind()).isFalse();
                    assertFound(model);
                }
                default -> {
                    writer.commitLazily();
                    model = next;
                }
            }
            if (random.nextInt(12) == 0) {
                store.close();
                open();
            }
            if (random.nextInt(8) == 0) {
                assertThat(findBy(writer, "word1")).containsExactlyInAnyOrderElementsOf(namesOf(model, "word1"));
            }
            if (!writer.searchIsBehind()) {
                assertFound(model);
            } else if (random.nextInt(4) == 0) {
                writer.begin();
                writer.catchUp(Integer.MAX_VALUE);
                writer.commitLazily();
                assertThat(writer.searchIsBehind()).isFalse();
                assertFound(model);
            }
        }
    }

    /** The number of a row that was deleted may be free while its text is not out of the index yet. */
    @Test
    void aTextThatWaitsToGoLeavesWithItsRow() {
        commit(() -> put(1, PAGE, "a", "alpha "));
        writer.begin();
        writer.deleteNode(uid(1));
        writer.commitLazily();
        store.close();
        open();
        writer.begin();
        put(2, PAGE, "b", "beta ");
        writer.commitLazily();
        commit(() -> {});

        assertThat(find("alpha")).isEmpty();
        assertThat(find("beta")).containsExactly("b");
    }

    /** Leaves a transaction open; what the rows hold if it is committed. */
    private Map<Integer, String> changed(Random random, Map<Integer, String> model) {
        Map<Integer, String> next = new TreeMap<>(model);
        writer.begin();
        for (int step = 0; step < 8; step++) {
            Map<Integer, String> before = new TreeMap<>(next);
            writer.savepoint();
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(random, next);
            }
            if (random.nextInt(6) == 0) {
                findBy(writer, "word" + random.nextInt(10));
            }
            if (random.nextInt(4) == 0) {
                writer.rollbackTo();
                next = before;
            } else {
                writer.release();
            }
        }
        return next;
    }

    private void assertFound(Map<Integer, String> model) {
        for (int word = 0; word < 10; word++) {
            String text = "word" + word;
            assertThat(find(text)).containsExactlyInAnyOrderElementsOf(namesOf(model, text));
        }
    }

    private static List<String> namesOf(Map<Integer, String> model, String text) {
        return model.entrySet().stream()
                .filter(entry -> entry.getValue().contains(text))
                .map(entry -> "n" + entry.getKey())
                .toList();
    }

    private void change(Random random, Map<Integer, String> model) {
        int id = random.nextInt(12);
        if (random.nextInt(4) == 0) {
            assertThat(writer.deleteNode(uid(id))).isEqualTo(model.remove(id) != null);
            return;
        }
        String text = random.nextInt(5) == 0 ? null : "word" + random.nextInt(10) + " word" + random.nextInt(10) + " ";
        put(id, PAGE, "n" + id, text);
        model.put(id, text == null ? "" : text);
    }

    private void put(long number, String entity, String name, @Nullable String text) {
        writer.putNode(node(number, null, entity, number, "{\"32\":\"" + name + "\"}"), text);
    }

    private static Plans page(String search) {
        return Plans.of(PAGE).search(search);
    }

    private List<String> find(String search) {
        return findBy(reader, search);
    }

    private static List<String> findBy(StoreReader by, String search) {
        String text = by.query(page(search).show("nm", string("32")).plan("x"), Map.of());
        return Pattern.compile("\"nm\":\"([^\"]*)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private String rows(Plans plans) {
        String text = reader.query(plans.plan("x"), Map.of());
        return text.substring("{\n\"x\":".length(), text.length() - 2);
    }

    private void commit(Runnable work) {
        writer.begin();
        work.run();
        writer.commit();
    }
}
