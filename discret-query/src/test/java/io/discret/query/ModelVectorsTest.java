package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** models.json: what the reference made of model texts and their updates. */
class ModelVectorsTest {
    private static final JsonNode FILE = VectorFile.read("models.json");

    static Stream<JsonNode> models() {
        return VectorFile.elements(FILE.get("models"));
    }

    static Stream<JsonNode> updates() {
        return VectorFile.elements(FILE.get("updates"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void readsLikeTheReference(JsonNode vector) {
        String text = vector.get("model").asText();
        if (text.contains("1.0e999")) {
            // 10 §4.3: the reference accepts an infinite default and then cannot read its own model. We refuse it.
            VectorFile.assertRefused("float_value", () -> DataModel.system().update(text));
        } else if (vector.get("accepted").asBoolean()) {
            DataModel model = DataModel.system().update(text);
            assertThat(described(model)).isEqualTo(expected(vector.get("entities")));
            assertThat(DataModel.restore(model.stored()).describe()).isEqualTo(model.describe());
        } else {
            VectorFile.assertRefused(
                    vector.get("error").asText(), () -> DataModel.system().update(text));
        }
    }

    /** 10 §8.2 and §8.3: where the reference is unstable, one of its outcomes: numbers by place. */
    @ParameterizedTest
    @MethodSource("updates")
    void updatesLikeTheReference(JsonNode vector) {
        List<Object> outcome = new ArrayList<>();
        DataModel model = DataModel.system();
        for (JsonNode version : vector.get("versions")) {
            try {
                model = DataModel.restore(model.stored()).update(version.asText());
                outcome.add(described(model));
            } catch (DiscretException e) {
                outcome.add(e.code().text());
            }
        }
        List<Object> expected = new ArrayList<>();
        JsonNode outcomes = vector.get("outcomes");
        Stream<JsonNode> all = outcomes == null ? Stream.of(vector) : VectorFile.elements(outcomes);
        all.forEach(one -> expected.add(VectorFile.elements(one.get("steps"))
                .map(step -> step.has("error") ? step.get("error").asText() : expected(step.get("entities")))
                .toList()));
        assertThat(expected).contains(outcome);
    }

    /** 10 §7.3. */
    @Test
    void hasTheSystemEntities() {
        Map<String, Object> actual = new LinkedHashMap<>();
        for (Entity entity : DataModel.system().entities()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            entity.fields()
                    .forEach((name, field) -> fields.put(
                            name,
                            List.of(
                                    field.shortName(),
                                    type(field),
                                    field.nullable(),
                                    String.valueOf(value(field.defaultValue())))));
            actual.put(entity.name(), List.of(entity.shortName(), entity.fullText(), fields));
        }
        Map<String, Object> expected = new LinkedHashMap<>();
        FILE.get("system_model").properties().forEach(entity -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            entity.getValue().get("fields").properties().forEach(field -> {
                JsonNode node = field.getValue();
                fields.put(
                        field.getKey(),
                        List.of(
                                node.get("short").asText(),
                                node.get("type").asText(),
                                node.get("nullable").asBoolean(),
                                node.get("default").asText()));
            });
            JsonNode node = entity.getValue();
            expected.put(
                    entity.getKey(),
                    List.of(node.get("short").asText(), node.get("full_text").asBoolean(), fields));
        });
        assertThat(actual).isEqualTo(expected);
    }

    private static Map<String, Object> expected(JsonNode entities) {
        Map<String, Object> expected = new LinkedHashMap<>();
        entities.properties().forEach(entry -> {
            JsonNode entity = entry.getValue();
            Map<String, Object> fields = new LinkedHashMap<>();
            entity.get("fields").properties().forEach(field -> {
                JsonNode node = field.getValue();
                fields.put(
                        field.getKey(),
                        List.of(
                                node.get("short").asText(),
                                node.get("type").asText(),
                                node.path("nullable").asBoolean(),
                                node.path("deprecated").asBoolean(),
                                node.has("default") ? node.get("default").asText() : "null"));
            });
            assertThat(entity.get("resolved_by_short").asText()).isEqualTo(entry.getKey());
            expected.put(
                    entry.getKey(),
                    List.of(
                            entity.get("short").asText(),
                            entity.get("namespace").asText(),
                            entity.path("full_text").asBoolean(true),
                            fields,
                            texts(entity.path("indexes")),
                            texts(entity.path("dropped_indexes"))));
        });
        return expected;
    }

    private static Map<String, Object> described(DataModel model) {
        JsonNode description = VectorFile.parse(model.describe());
        Map<String, Object> actual = new LinkedHashMap<>();
        for (Entity entity : model.entities()) {
            assertThat(model.byShortName(entity.shortName())).isSameAs(entity);
            JsonNode shown =
                    description.get("namespaces").get(entity.namespace()).get(entity.name());
            if (entity.namespace().equals("sys")) {
                continue;
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            entity.fields()
                    .forEach((name, field) -> fields.put(
                            name,
                            List.of(
                                    field.shortName(),
                                    type(field),
                                    field.nullable(),
                                    field.deprecated(),
                                    String.valueOf(value(field.defaultValue())))));
            actual.put(
                    entity.name(),
                    List.of(
                            entity.shortName(),
                            entity.namespace(),
                            entity.fullText(),
                            fields,
                            names(shown.get("indexes")),
                            names(shown.get("indexes_to_remove"))));
        }
        return actual;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return VectorFile.elements(array).map(JsonNode::asText).sorted().toList();
    }

    private static String type(Field field) {
        if (field.type() instanceof FieldType.Relation relation) {
            return relation.many() ? "[" + relation.target() + "]" : relation.target();
        }
        return ((FieldType.Scalar) field.type()).type().name().toLowerCase(Locale.ROOT);
    }

    private static Object value(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Int number) {
            return number.value();
        }
        return value instanceof Value.Real real ? real.value() : null;
    }
}
