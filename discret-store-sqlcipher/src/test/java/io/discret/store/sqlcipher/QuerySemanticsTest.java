package io.discret.store.sqlcipher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.query.DataModel;
import io.discret.query.Entity;
import io.discret.query.Field;
import io.discret.query.FieldType;
import io.discret.query.Languages;
import io.discret.query.Mutation;
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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the cases of docs/protocol/12 §17 that have a result: text → plan → encrypted store → text. The table is read from
 * the document itself; a "target" beside a case is what is expected instead.
 */
final class QuerySemanticsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CASE = Pattern.compile("^\\| (\\d+) \\| `(query.*?)`( — (.*?))? \\| (.*) \\|$");
    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");

    /** The other parts need rooms, two models or refused parameters, which are proved elsewhere. */
    private static final List<String> DATA = List.of("### 17.1", "### 17.2", "### 17.5", "### 17.6", "### 17.7");

    @TempDir
    Path folder;

    private long number;

    @TestFactory
    Stream<DynamicTest> casesOfTheDocument() throws IOException {
        String text = Files.readString(Vectors.file("README.md").getParent().resolveSibling("12-queries.md"));
        List<DynamicTest> tests = new ArrayList<>();
        for (String part : text.split("(?m)^(?=### 17\\.)")) {
            if (DATA.stream().anyMatch(part::startsWith)) {
                addCases(part, tests);
            }
        }
        assertThat(tests).hasSizeGreaterThan(100);
        return tests.stream();
    }

    private void addCases(String part, List<DynamicTest> tests) {
        List<String> code = codeOf(part);
        DataModel model = DataModel.system().update(code.get(0));
        Store store = new SqlCipherStoreProvider()
                .open(new StoreOptions(folder.resolve(part.substring(4, 8)), new byte[32], 2048, 2048, false));
        store.writer().begin();
        Mutation mutation = Languages.mutation(model, code.get(1));
        mutation.rows().forEach(row -> write(store.writer(), row));
        store.writer().commit();
        for (String line : part.split("\n")) {
            Matcher matcher = CASE.matcher(line);
            if (matcher.matches()) {
                String expected = expected(matcher.group(5));
                String parameters = matcher.group(4) == null ? "" : matcher.group(4);
                if (expected != null && !matcher.group(2).contains("…") && !parameters.contains("id of")) {
                    String query = matcher.group(2);
                    tests.add(DynamicTest.dynamicTest(
                            "case " + matcher.group(1) + " " + query,
                            () -> check(store, model, query, parameters, expected)));
                }
            }
        }
        tests.add(DynamicTest.dynamicTest("close", store::close));
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

    /** The target if there is a whole one, else the result; null where the case is an error or told in words. */
    private static String expected(String cell) {
        Matcher target = Pattern.compile("target: `(\\{.*?)`").matcher(cell);
        if (target.find()) {
            return target.group(1).contains("\":[") && target.group(1).startsWith("{\"")
                    ? whole(target.group(1))
                    : null;
        }
        if (cell.contains("target")) {
            return null;
        }
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

    private static void check(Store store, DataModel model, String text, String parameters, String expected) {
        Query query = Languages.query(model, text);
        Map<String, Value> bound = query.variables().bind(parameters(parameters));

        String found = store.writer().query(query.plan(), bound);

        if (text.contains("lamp OR mer")) {
            assertThat(found).contains("\"head\":"); // which of the two comes first depends on the rank
            return;
        }
        assertThat(found.replace("\n", "")).isEqualTo(expected);
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
