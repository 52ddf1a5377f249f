package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.query.DataModel;
import io.discret.query.Entity;
import io.discret.query.Field;
import io.discret.query.FieldType;
import io.discret.query.Languages;
import io.discret.query.MutationField;
import io.discret.query.MutationRow;
import io.discret.query.Query;
import io.discret.query.SearchText;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.ScalarType;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.spi.Value;
import io.discret.testkit.StoreRows;
import io.discret.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every case of docs/protocol/12 §17.1 to §17.7: text → plan → encrypted store → text. The table is read from the
 * document itself; a "target" beside a case is what is expected instead.
 */
final class QuerySemanticsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CASE =
            Pattern.compile("^\\| (\\d+) \\| `((?:query|QUERY).*?)`( — (.*?))? \\| (.*) \\|$");
    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");

    private static final int CASES = 204;
    private static final String OLD_LAMP = "{ Lamp { watt: Integer } }";
    private static final long K1 = 1;
    private static final long K2 = 2;
    private static final Uid ROOM = StoreRows.uid(900);

    /** What the codes of docs/protocol/12 §13 are called here. */
    private static final Map<String, ErrorCode> CODES = Map.ofEntries(
            Map.entry("SYNTAX", ErrorCode.SYNTAX),
            Map.entry("BAD_BOOLEAN", ErrorCode.BOOLEAN_LITERAL),
            Map.entry("BAD_INTEGER", ErrorCode.INTEGER_LITERAL),
            Map.entry("UNKNOWN_NAMESPACE", ErrorCode.UNKNOWN_NAMESPACE),
            Map.entry("UNKNOWN_ENTITY", ErrorCode.UNKNOWN_ENTITY),
            Map.entry("UNKNOWN_FIELD", ErrorCode.UNKNOWN_FIELD),
            Map.entry("UNKNOWN_FILTER", ErrorCode.UNKNOWN_FILTER_FIELD),
            Map.entry("UNKNOWN_ORDER", ErrorCode.UNKNOWN_ORDER_FIELD),
            Map.entry("RESERVED_NAME", ErrorCode.RESERVED_NAME),
            Map.entry("ALIAS_ENTITY", ErrorCode.ALIAS_IS_ENTITY),
            Map.entry("ALIAS_FIELD", ErrorCode.ALIAS_IS_FIELD),
            Map.entry("DUP_SELECTION", ErrorCode.DUPLICATE_NAME),
            Map.entry("DUP_FIELD", ErrorCode.DUPLICATE_FIELD),
            Map.entry("RELATION_NEEDS_BRACES", ErrorCode.REFERENCE_NEEDS_BLOCK),
            Map.entry("SCALAR_HAS_BRACES", ErrorCode.SCALAR_WITH_BLOCK),
            Map.entry("LITERAL_TYPE", ErrorCode.FIELD_TYPE_MISMATCH),
            Map.entry("BAD_BASE64", ErrorCode.BAD_BASE64),
            Map.entry("NOT_NULLABLE", ErrorCode.NOT_NULLABLE),
            Map.entry("ENTITY_FILTER", ErrorCode.REFERENCE_FILTER_OPERATOR),
            Map.entry("ORDER_RELATION", ErrorCode.ORDER_BY_REFERENCE),
            Map.entry("NULLABLE_UNKNOWN", ErrorCode.UNKNOWN_NULLABLE_FIELD),
            Map.entry("NULLABLE_TYPE", ErrorCode.NULLABLE_ON_SCALAR),
            Map.entry("SEARCH_ORDER", ErrorCode.SEARCH_WITH_ORDER),
            Map.entry("PAGING_BOTH", ErrorCode.BEFORE_AND_AFTER),
            Map.entry("PAGING_SEARCH", ErrorCode.SEARCH_WITH_PAGING),
            Map.entry("PAGING_SIZE", ErrorCode.PAGING_LONGER_THAN_ORDER),
            Map.entry("PAGING_TYPE", ErrorCode.PAGING_TYPE),
            Map.entry("AGG_RELATION", ErrorCode.AGGREGATE_WITH_REFERENCE),
            Map.entry("AGG_NUMERIC", ErrorCode.FUNCTION_FIELD_TYPE),
            Map.entry("AGG_SCALAR", ErrorCode.FUNCTION_FIELD_TYPE),
            Map.entry("VAR_CONFLICT", ErrorCode.VARIABLE_TYPE_CONFLICT),
            Map.entry("PARAM_MISSING", ErrorCode.MISSING_PARAMETER),
            Map.entry("PARAM_TYPE", ErrorCode.PARAMETER_TYPE),
            Map.entry("PARAM_BASE64", ErrorCode.BAD_BASE64));

    /** Targets that the table tells in words. {@code @room} is the room R, {@code @yew} the id of Yew. */
    private static final Map<Integer, String> IN_WORDS = Map.ofEntries(
            Map.entry(67, "{\"Plant\":[{\"name\":\"Rose\"},{\"name\":\"Mint\"},{\"name\":\"fern\"}]}"),
            Map.entry(68, "{\"Plant\":[{\"name\":\"Yew\"}]}"),
            Map.entry(87, "{\"Plant\":[{\"name\":\"Yew\"}]}"),
            Map.entry(88, "{\"Plant\":[{\"name\":\"Yew\"}]}"),
            Map.entry(
                    91,
                    "{\"Plant\":[{\"name\":\"Mint\",\"pots\":[{\"size\":7}]},{\"name\":\"Rose\",\"pots\":[{\"size\":3},"
                            + "{\"size\":12}]},{\"name\":\"fern\",\"pots\":[{\"size\":1}]}]}"),
            Map.entry(99, "{\"Run\":[{\"hi\":100,\"lo\":1}]}"),
            Map.entry(
                    121,
                    "{\"Lamp\":[{\"watt\":10,\"hue\":\"warm\",\"dim\":true,\"lux\":2.5,\"amp\":3.0,\"grade\":4},"
                            + "{\"watt\":20,\"hue\":\"warm\",\"dim\":true,\"lux\":2.5,\"amp\":3.0,\"grade\":4},"
                            + "{\"watt\":30,\"hue\":\"cold\",\"dim\":false,\"lux\":1.0,\"amp\":1.0,\"grade\":9}]}"),
            Map.entry(
                    127, "{\"Lamp\":[{\"watt\":10,\"grade\":4},{\"watt\":20,\"grade\":4},{\"watt\":30,\"grade\":9}]}"),
            Map.entry(128, "{\"Lamp\":[{\"grade\":4,\"n\":2},{\"grade\":9,\"n\":1}]}"),
            Map.entry(140, "{\"ap.Doc\":[{\"t\":\"d1\",\"room_id\":\"@room\"}]}"),
            Map.entry(143, "{\"ap.Doc\":[{\"t\":\"d2\"}]}"),
            Map.entry(144, "{\"Cat\":[{\"name\":\"a\",\"cat\":{\"name\":\"b\"}}]}"),
            Map.entry(146, "{\"Cat\":[{\"kids\":[{\"name\":\"c\",\"kids\":[{\"name\":\"d\"}]}]}]}"),
            Map.entry(148, "{\"group\":[{\"name\":\"a\"}]}"),
            Map.entry(163, "{\"Page\":[{\"head\":\"Harbour lights\"}]}"),
            Map.entry(165, "{\"Page\":[]}"));

    /** Any base64 id will do (case 119); which page comes first depends on the rank (case 156). */
    private static final Map<Integer, String> PATTERNS = Map.of(
            119, "\\{\"Run\":\\[\\{\"x\":\"[A-Za-z0-9_-]{22}\"}]}",
            156, "\\{\"Page\":\\[\\{\"head\":\"(Été à la mer|Harbour lights)\"}]}");

    @TempDir
    Path folder;

    private long number;

    @TestFactory
    Stream<DynamicTest> casesOfTheDocument() throws IOException {
        String text = Files.readString(Vectors.file("README.md").getParent().resolveSibling("12-queries.md"));
        List<DynamicTest> tests = new ArrayList<>();
        Set<Integer> numbers = new TreeSet<>();
        for (String part : text.split("(?m)^(?=### 17\\.)")) {
            if (part.startsWith("### 17.") && !part.startsWith("### 17.8")) {
                addCases(part, tests, numbers);
            }
        }
        assertThat(numbers).as("every numbered case is played").hasSize(CASES).contains(1, CASES);
        return tests.stream();
    }

    private void addCases(String part, List<DynamicTest> tests, Set<Integer> numbers) {
        Store store = new SqlCipherStoreProvider()
                .open(new StoreOptions(folder.resolve(part.substring(4, 8)), new byte[32], 2048, 2048, false));
        store.writer().begin();
        DataModel model = fill(store.writer(), part);
        store.writer().commit();
        for (String line : part.split("\n")) {
            Matcher matcher = CASE.matcher(line);
            if (matcher.matches()) {
                int number = Integer.parseInt(matcher.group(1));
                String parameters = matcher.group(4) == null ? "" : matcher.group(4);
                numbers.add(number);
                tests.add(DynamicTest.dynamicTest(
                        "case " + number + " " + matcher.group(2),
                        () -> check(store, model, number, matcher.group(2), parameters, matcher.group(5))));
            }
        }
        tests.add(DynamicTest.dynamicTest("close", store::close));
    }

    private DataModel fill(StoreWriter writer, String part) {
        if (part.startsWith("### 17.3")) {
            DataModel old = DataModel.system().update(OLD_LAMP);
            write(writer, old, "mutate { Lamp { watt:10 } }");
            DataModel model = old.update(codeOf(part).get(0));
            Matcher mutation = Pattern.compile("then `(mutate \\{ a: .*?)`", Pattern.DOTALL)
                    .matcher(part);
            assertThat(mutation.find()).isTrue();
            write(writer, model, mutation.group(1));
            return model;
        }
        if (part.startsWith("### 17.4")) {
            return authorAndRoom(writer);
        }
        List<String> code = codeOf(part);
        DataModel model = DataModel.system().update(code.get(0));
        write(writer, model, code.get(1));
        return model;
    }

    /** 12 §17.4: room R with an authorisation "adm", a peer "bob" signed by K1, none for K2; each wrote a document. */
    private DataModel authorAndRoom(StoreWriter writer) {
        DataModel model =
                DataModel.system().update("ap{ Doc { t: String, parts:[ap.Part] nullable } Part { p: String } }");
        put(writer, 900, null, K1, "0.0", "{}");
        put(writer, 901, null, K1, "0.1", "{\"32\":\"adm\"}");
        writer.putEdge(StoreRows.edge(900, "0.0", "33", 901, 1));
        put(writer, 902, null, K1, "0.4", "{\"32\":\"cGs\",\"33\":\"bob\"}");
        put(writer, 903, ROOM, K1, "1.0", "{\"32\":\"d1\"}");
        put(writer, 904, ROOM, K1, "1.1", "{\"32\":\"p1\"}");
        writer.putEdge(StoreRows.edge(903, "1.0", "33", 904, 1));
        put(writer, 905, null, K2, "1.0", "{\"32\":\"d2\"}");
        return model;
    }

    private static void put(StoreWriter writer, long id, Uid room, long author, String entity, String json) {
        writer.putNode(
                new Node(StoreRows.uid(id), room, 1, 1, entity, json, null, StoreRows.key((int) author), new byte[64]),
                null);
    }

    private void write(StoreWriter writer, DataModel model, String text) {
        Languages.mutation(model, text).rows().forEach(row -> write(writer, row));
    }

    /** Model and mutation: fenced blocks, or the code spans of the lines before the table. */
    private static List<String> codeOf(String part) {
        String before = part.substring(0, part.indexOf("\n| "));
        List<String> code = new ArrayList<>();
        Matcher fenced = BLOCK.matcher(before);
        while (fenced.find()) {
            code.add(fenced.group(1));
        }
        Matcher spans = Pattern.compile("(?m)^`([^`]+)`$").matcher(before);
        while (spans.find()) {
            code.add(spans.group(1));
        }
        code.sort(Comparator.comparing(text -> text.startsWith("mutate")));
        return code;
    }

    /** The target if there is a whole one, else the result; null for a case that is an error. */
    private static String expected(int number, String cell) {
        if (IN_WORDS.containsKey(number)) {
            return IN_WORDS.get(number);
        }
        Matcher target = Pattern.compile("target: `(\\{.*?)`").matcher(cell);
        if (target.find()) {
            return whole(target.group(1));
        }
        assertThat(cell).as("a target in words needs an entry").doesNotContain("target");
        Matcher result = Pattern.compile("^`(\\{.*?)`").matcher(cell);
        return result.find() ? whole(result.group(1)) : null;
    }

    private static String whole(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            return read.isObject() && read.size() > 0 && read.elements().next().isArray() ? text : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static void check(Store store, DataModel model, int number, String text, String parameters, String cell) {
        String yew = number == 87 || number == 88 ? yew(store, model) : "";
        String query = text.replace("…id of Yew…", yew);
        Parameters given = parameters.contains("id of")
                ? Parameters.of(parameters.substring(1, 2), number == 87 ? yew : ROOM)
                : parameters(parameters);
        String pattern = PATTERNS.get(number);
        String expected = pattern == null ? expected(number, cell) : null;
        if (pattern == null && expected == null) {
            Matcher code = Pattern.compile("^\\*\\*([A-Z0-9_]+)").matcher(cell);
            assertThat(code.find()).as(cell).isTrue();
            assertThatThrownBy(() -> run(store, model, query, given))
                    .isInstanceOfSatisfying(
                            DiscretException.class,
                            e -> assertThat(e.code()).isNotNull().isEqualTo(CODES.get(code.group(1))));
            return;
        }
        String found = run(store, model, query, given).replace("\n", "");
        if (pattern != null) {
            assertThat(found).matches(pattern);
        } else {
            assertThat(found).isEqualTo(expected.replace("@room", ROOM.toString()));
        }
    }

    private static String yew(Store store, DataModel model) {
        String found = run(store, model, "query { Plant(name=\"Yew\") { id } }", Parameters.create());
        return found.substring(found.indexOf("id\":\"") + 5, found.indexOf("\"}]"));
    }

    private static String run(Store store, DataModel model, String text, Parameters parameters) {
        Query query = Languages.query(model, text);
        return store.writer().query(query.plan(), query.variables().bind(parameters));
    }

    /** {@code `p`=5, `q`="x"} */
    private static Parameters parameters(String text) {
        Parameters parameters = Parameters.create();
        Matcher matcher =
                Pattern.compile("`(\\w+)`=(\"(?:\\\\.|[^\"])*\"|[^, ]+)").matcher(text);
        while (matcher.find()) {
            try {
                JsonNode value = JSON.readTree(matcher.group(2));
                Object object = value.isNull()
                        ? null
                        : value.isTextual()
                                ? value.asText()
                                : value.isBoolean()
                                        ? value.asBoolean()
                                        : value.isIntegralNumber()
                                                ? (Object) value.asLong()
                                                : (Object) value.asDouble();
                parameters.add(matcher.group(1), object);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(text, e);
            }
        }
        return parameters;
    }

    private Uid write(StoreWriter writer, MutationRow row) {
        Entity entity = row.entity();
        number++;
        Uid id = StoreRows.uid(number);
        TreeMap<String, String> members = new TreeMap<>();
        List<Edge> edges = new ArrayList<>();
        for (MutationField field : row.fields()) {
            if (field instanceof MutationField.Scalar scalar) {
                members.put(
                        scalar.field().shortName(), json(scalar.field(), ((Operand.Literal) scalar.value()).value()));
            } else if (field instanceof MutationField.Rows rows) {
                for (MutationRow target : rows.rows()) {
                    Uid dest = write(writer, target);
                    edges.add(new Edge(
                            id, entity.shortName(), rows.field().shortName(), dest, 1, StoreRows.key(1), new byte[64]));
                }
            }
        }
        String json = "{"
                + String.join(
                        ",",
                        members.entrySet().stream()
                                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                                .toList())
                + "}";
        String text = entity.fullText() ? SearchText.of(json) : null;
        writer.putNode(new Node(id, null, 1, 1, entity.shortName(), json, null, StoreRows.key(1), new byte[64]), text);
        edges.forEach(writer::putEdge);
        return id;
    }

    private static String json(Field field, Value value) {
        try {
            if (value instanceof Value.Text text) {
                boolean isJson = field.type().equals(new FieldType.Scalar(ScalarType.JSON));
                return isJson
                        ? JSON.writeValueAsString(
                                JSON.treeToValue(JSON.readTree(text.value()), Object.class) instanceof Map<?, ?> map
                                        ? new TreeMap<>(map)
                                        : JSON.readTree(text.value()))
                        : JSON.writeValueAsString(text.value());
            }
            return value instanceof Value.Int number
                    ? Long.toString(number.value())
                    : value instanceof Value.Real real
                            ? Double.toString(real.value())
                            : value instanceof Value.Bool bool ? Boolean.toString(bool.value()) : "null";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
