package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Base64Url;
import io.discret.api.Parameters;
import io.discret.query.DataModel;
import io.discret.query.Languages;
import io.discret.query.Query;
import io.discret.query.SearchText;
import io.discret.spi.Node;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.testkit.StoreRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Filters, orders and pages of every type against the same rules in Java (docs/protocol/12 §6.1, §8): text → plan →
 * encrypted store → text.
 */
final class QueryOracleTest {
    private static final long SEED = 20_261_122;
    private static final int ROUNDS = 400;
    private static final List<String> OPERATORS = List.of("=", "!=", "<", "<=", ">", ">=");

    private static final DataModel MODEL = DataModel.system()
            .update("{ T { i: Integer nullable, f: Float nullable, s: String nullable, b: Boolean nullable,"
                    + " k: Base64 nullable, j: Json nullable } }");

    /** The values of each field; a row without one has null. Row n has value n modulo their number. */
    private static final Map<String, List<Object>> FIELDS = Map.of(
            "i", Arrays.asList(-2L, 0L, 7L, null, 7L, 9_007_199_254_740_993L, Long.MIN_VALUE),
            "f", Arrays.asList(null, -0.5, 2.0, 1e16, 2.0),
            "s", Arrays.asList("", "B", "a", null, "é", "\ud83d\ude00", "\uff5e", "a"),
            "b", Arrays.asList(true, false, null),
            "k", Arrays.asList("AQID", null, "", "_w"));

    private static final Map<String, String> KEYS = Map.of("i", "32", "f", "33", "s", "34", "b", "35", "k", "36");
    private static final List<String> NAMES = List.of("i", "f", "s", "b", "k");
    private static final int ROWS = 40;

    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = new SqlCipherStoreProvider()
                .open(new StoreOptions(folder.resolve("store"), new byte[32], 2048, 2048, false));
        store.writer().begin();
        for (int n = 0; n < ROWS; n++) {
            List<String> members = new ArrayList<>();
            for (String name : NAMES) {
                Object value = value(n, name);
                // A null that is present, as rows of others have it, and an absent key are the same.
                if (value != null || n % 2 == 0) {
                    members.add(
                            "\"" + KEYS.get(name) + "\":" + (value instanceof String ? "\"" + value + "\"" : value));
                }
            }
            members.add("\"37\":{\"v\":[" + n + ",\"t" + n + "\"]}");
            String json = "{" + String.join(",", members) + "}";
            store.writer()
                    .putNode(
                            new Node(
                                    StoreRows.uid(n),
                                    n % 3 == 0 ? null : StoreRows.uid(1000 + n % 2),
                                    n / 4,
                                    n,
                                    "0",
                                    json,
                                    null,
                                    StoreRows.key(n % 3),
                                    new byte[64]),
                            SearchText.of(json));
        }
        store.writer().commit();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Object value(int row, String name) {
        List<Object> values = FIELDS.get(name);
        return values.get(row % values.size());
    }

    /** 12 §6.1: "NULL makes every comparison false (also !=)"; strings by UTF-8 bytes, booleans are 0 and 1. */
    @Test
    void everyOperatorOnEveryType() {
        for (String name : NAMES) {
            for (Object bound : FIELDS.get(name)) {
                for (String operator : OPERATORS) {
                    List<Integer> expected = rows().filter(n -> holds(value(n, name), operator, bound))
                            .toList();
                    check(name + operator + "$p", bound, expected);
                    if (bound != null && !literal(bound).isEmpty()) {
                        check(name + operator + literal(bound), null, expected);
                    }
                }
            }
            // 12 §6.2: "= null means is null, != null is not null; other operators with null match nothing".
            check(
                    name + "=null",
                    null,
                    rows().filter(n -> value(n, name) == null).toList());
            check(
                    name + "!=NULL",
                    null,
                    rows().filter(n -> value(n, name) != null).toList());
            for (String operator : OPERATORS.subList(2, 6)) {
                check(name + operator + "null", null, List.of());
            }
        }
    }

    /** 12 §6.4: system columns; bytes compare as bytes, literals are decoded. */
    @Test
    void everyOperatorOnSystemColumns() {
        for (String operator : OPERATORS) {
            check(
                    "mdate" + operator + "17",
                    null,
                    rows().filter(n -> holds((long) n, operator, 17L)).toList());
            check(
                    "cdate" + operator + "$p",
                    3L,
                    rows().filter(n -> holds((long) (n / 4), operator, 3L)).toList());
            check(
                    "_entity" + operator + "\"0\"",
                    null,
                    rows().filter(n -> holds("0", operator, "0")).toList());
            check(
                    "id" + operator + "\"" + StoreRows.uid(20) + "\"",
                    null,
                    rows().filter(n -> holds((long) n, operator, 20L)).toList());
            check(
                    "room_id" + operator + "$p",
                    StoreRows.uid(1000).toString(),
                    rows().filter(n -> holds(n % 3 == 0 ? null : (long) (n % 2), operator, 0L))
                            .toList());
            check(
                    "verifying_key" + operator + "$p",
                    Base64Url.encode(StoreRows.key(1)),
                    rows().filter(n -> holdsBytes(StoreRows.key(n % 3), operator, StoreRows.key(1)))
                            .toList());
            check(
                    "j->$.v[0]" + operator + "12",
                    null,
                    rows().filter(n -> holds((long) n, operator, 12L)).toList());
            check(
                    "j->$.v[1]" + operator + "$p",
                    "t2",
                    rows().filter(n -> holds("t" + n, operator, "t2")).toList());
        }
        check("room_id=null", null, rows().filter(n -> n % 3 == 0).toList());
        check("j->$.v[2]=null, mdate<2", null, List.of(0, 1));
        check("j->$.v!=null, mdate<2", null, List.of(0, 1));
        // 12 §6.1: "a number is always less than any string".
        check("j->$.v[1]>5", null, rows().toList());
    }

    /** 12 §10: min and max of every type compare values, nulls are left out; sum and avg are floats. */
    @Test
    void aggregatesOfEveryType() {
        for (String name : NAMES) {
            List<Object> values = rows().map(n -> value(n, name))
                    .filter(value -> value != null)
                    .sorted(QueryOracleTest::compare)
                    .toList();
            String expected = "{\"T\":[{\"lo\":" + json(values.get(0)) + ",\"hi\":"
                    + json(values.get(values.size() - 1)) + ",\"n\":" + ROWS + "}]}";
            assertThat(text("query { T { lo: min(" + name + ") hi: max(" + name + ") n: count() } }"))
                    .as(name)
                    .isEqualTo(expected);
        }
        double sum = rows().map(n -> value(n, "f"))
                .filter(value -> value != null)
                .mapToDouble(value -> (Double) value)
                .filter(value -> value < 1e9)
                .sum();
        assertThat(text("query { T(f < 100) { s: sum(f) } }")).isEqualTo("{\"T\":[{\"s\":" + sum + "}]}");
        assertThat(text("query { T { s: sum(mdate) a: avg(mdate) lo: min(cdate) hi: max(cdate) } }"))
                .isEqualTo("{\"T\":[{\"s\":780.0,\"a\":19.5,\"lo\":0,\"hi\":9}]}");
        assertThat(text("query { T { lo: min(id) hi: max(id) e: max(_entity) } }"))
                .isEqualTo("{\"T\":[{\"lo\":\"" + StoreRows.uid(0) + "\",\"hi\":\"" + StoreRows.uid(ROWS - 1)
                        + "\",\"e\":\"0\"}]}");
        assertThat(text("query { T(i = 12345) { lo: min(s) hi: max(k) s: sum(i) a: avg(f) n: count() } }"))
                .isEqualTo("{\"T\":[{\"lo\":null,\"hi\":null,\"s\":0.0,\"a\":null,\"n\":0}]}");
        // "null is a group", of every type.
        for (String name : NAMES) {
            long groups =
                    rows().map(n -> String.valueOf(value(n, name))).distinct().count();
            assertThat(text("query { T { g: " + name + " n: count() } }").split("\"n\":", -1))
                    .as(name)
                    .hasSize((int) groups + 1);
        }
    }

    private static String json(Object value) {
        return value instanceof String ? "\"" + value + "\"" : value.equals(1e16) ? "1e16" : value.toString();
    }

    private String text(String query) {
        Query read = Languages.query(MODEL, query);
        return store.writer()
                .query(read.plan(), read.variables().bind(Parameters.create()))
                .replace("\n", "");
    }

    /** 12 §8.1, §8.3: any order with nulls and ties, after and before any bound, all keys or fewer. */
    @Test
    void everyOrderAndPage() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> keys = new ArrayList<>(NAMES);
            keys.add("cdate");
            Collections.shuffle(keys, random);
            keys = keys.subList(0, 1 + random.nextInt(3));
            List<Boolean> descending =
                    keys.stream().map(key -> random.nextBoolean()).toList();
            boolean after = random.nextBoolean();
            List<Object> bounds = new ArrayList<>();
            int size = random.nextInt(keys.size() + 1);
            int from = random.nextInt(ROWS);
            for (int i = 0; i < size; i++) {
                Object bound = key(from, keys.get(i));
                bounds.add(
                        bound == null
                                ? key(1, keys.get(i)) == null ? key(0, keys.get(i)) : key(1, keys.get(i))
                                : bound);
            }
            page(keys, descending, after, bounds, random.nextInt(6), random.nextInt(4));
        }
    }

    private void page(
            List<String> keys, List<Boolean> descending, boolean after, List<Object> bounds, int first, int skip) {
        StringBuilder order = new StringBuilder("order_by(");
        Parameters parameters = Parameters.create();
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            order.append(keys.get(i)).append(descending.get(i) ? " desc," : " asc,");
        }
        for (int i = 0; i < bounds.size(); i++) {
            page.append(i == 0 ? after ? ", after(" : ", before(" : ",")
                    .append("$p")
                    .append(i);
            parameters.add("p" + i, bounds.get(i));
        }
        String text = "query { T(" + order + "mdate asc)" + page + (bounds.isEmpty() ? "" : ")") + ", first " + first
                + ", skip " + skip + ") { m: mdate } }";
        List<Integer> expected = rows().filter(n -> bounds.isEmpty() || onPage(n, keys, descending, after, bounds))
                .sorted(order(keys, descending))
                .skip(skip)
                .limit(first == 0 ? ROWS : first)
                .toList();

        assertThat(found(text, parameters)).as(text + parameters.values()).isEqualTo(expected);
    }

    private static boolean onPage(
            int row, List<String> keys, List<Boolean> descending, boolean after, List<Object> bounds) {
        for (int last = 0; last < bounds.size(); last++) {
            boolean holds = true;
            for (int i = 0; i < last; i++) {
                holds &= holds(key(row, keys.get(i)), "=", bounds.get(i));
            }
            if (holds && holds(key(row, keys.get(last)), after != descending.get(last) ? ">" : "<", bounds.get(last))) {
                return true;
            }
        }
        return false;
    }

    private static Comparator<Integer> order(List<String> keys, List<Boolean> descending) {
        Comparator<Integer> order = Comparator.naturalOrder(); // ties follow mdate, the last key of every text
        for (int i = keys.size() - 1; i >= 0; i--) {
            String name = keys.get(i);
            Comparator<Integer> one =
                    Comparator.comparing(n -> key(n, name), Comparator.nullsFirst(QueryOracleTest::compare));
            order = (descending.get(i) ? one.reversed() : one).thenComparing(order);
        }
        return order;
    }

    private static Object key(int row, String name) {
        return name.equals("cdate") ? (Object) (long) (row / 4) : value(row, name);
    }

    private static Stream<Integer> rows() {
        return Stream.iterate(0, n -> n + 1).limit(ROWS);
    }

    private static boolean holds(Object stored, String operator, Object bound) {
        return stored != null && bound != null && sign(operator, compare(stored, bound));
    }

    private static boolean holdsBytes(byte[] stored, String operator, byte[] bound) {
        return sign(operator, Arrays.compareUnsigned(stored, bound));
    }

    private static boolean sign(String operator, int compared) {
        return switch (operator) {
            case "=" -> compared == 0;
            case "!=" -> compared != 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            default -> compared >= 0;
        };
    }

    private static int compare(Object a, Object b) {
        if (a instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) b).getBytes(StandardCharsets.UTF_8));
        }
        if (a instanceof Boolean bool) {
            return Boolean.compare(bool, (Boolean) b);
        }
        return a instanceof Long number ? Long.compare(number, (Long) b) : Double.compare((Double) a, (Double) b);
    }

    /** Empty where a value has no literal: the grammar wants a dot in a float and no exponent alone. */
    private static String literal(Object value) {
        if (value instanceof Double number) {
            return number == 1e16 ? "10000000000000000.0" : number.toString();
        }
        return value instanceof String ? "\"" + value + "\"" : value.toString();
    }

    private void check(String filter, Object parameter, List<Integer> expected) {
        String text = "query { T(" + filter + ", order_by(mdate asc)) { m: mdate } }";
        assertThat(found(text, Parameters.of("p", parameter)))
                .as("%s with %s", text, parameter)
                .isEqualTo(expected);
    }

    private List<Integer> found(String text, Parameters parameters) {
        Query query = Languages.query(MODEL, text);
        String json = store.writer().query(query.plan(), query.variables().bind(parameters));
        return Pattern.compile("\"m\":(\\d+)")
                .matcher(json)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }
}
