package io.discret.query;

import io.discret.spi.ScalarType;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describe a model to the application (docs/protocol/10 §9.2). Stateless. */
final class ModelDescription {
    private ModelDescription() {}

    static JsonValue of(DataModel model) {
        Map<String, JsonValue> ids = new LinkedHashMap<>();
        Map<String, Map<String, JsonValue>> namespaces = new LinkedHashMap<>();
        model.namespaces().forEach((name, number) -> {
            ids.put(name, JsonValue.Num.of(number.longValue()));
            namespaces.put(name, new LinkedHashMap<>());
        });
        Map<String, JsonValue> shortNames = new LinkedHashMap<>();
        for (Entity entity : model.entities()) {
            List<IndexDefinition> removed = model.removedIndexes().getOrDefault(entity.name(), List.of());
            namespaces
                    .computeIfAbsent(entity.namespace(), name -> new LinkedHashMap<>())
                    .put(entity.name(), entity(entity, removed));
            shortNames.put(
                    entity.shortName(), new JsonValue.Arr(List.of(text(entity.namespace()), text(entity.name()))));
        }
        Map<String, JsonValue> byNamespace = new LinkedHashMap<>();
        namespaces.forEach((name, entities) -> byNamespace.put(name, JsonValue.Obj.of(entities)));
        return JsonValue.Obj.of(Map.of(
                "model", text(model.userText()),
                "namespace_ids", JsonValue.Obj.of(ids),
                "namespaces", JsonValue.Obj.of(byNamespace),
                "entities_short", JsonValue.Obj.of(shortNames)));
    }

    private static JsonValue entity(Entity entity, List<IndexDefinition> removed) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        entity.fields().forEach((name, field) -> fields.put(name, field(field)));
        return JsonValue.Obj.of(Map.of(
                "name", text(entity.name()),
                "short_name", text(entity.shortName()),
                "fields", JsonValue.Obj.of(fields),
                "indexes", indexes(entity, entity.indexes()),
                "indexes_to_remove", indexes(entity, removed),
                "deprecated", new JsonValue.Bool(entity.deprecated()),
                "enable_full_text", new JsonValue.Bool(entity.fullText())));
    }

    private static JsonValue indexes(Entity entity, List<IndexDefinition> indexes) {
        Map<String, JsonValue> byName = new LinkedHashMap<>();
        for (IndexDefinition index : indexes) {
            List<JsonValue> fields = new ArrayList<>();
            for (String name : index.fieldNames()) {
                Field field = entity.field(name);
                fields.add(field == null ? systemField(name) : field(field));
            }
            byName.put(
                    index.name(),
                    JsonValue.Obj.of(Map.of(
                            "entity_name", text(entity.name()),
                            "entity_short", text(entity.shortName()),
                            "fields", new JsonValue.Arr(fields))));
        }
        return JsonValue.Obj.of(byName);
    }

    private static JsonValue field(Field field) {
        JsonValue type;
        if (field.type() instanceof FieldType.Relation relation) {
            type = JsonValue.Obj.of(Map.of(relation.many() ? "Array" : "Entity", text(relation.target())));
        } else {
            type = text(typeName(((FieldType.Scalar) field.type()).type()));
        }
        return JsonValue.Obj.of(Map.of(
                "name",
                text(field.name()),
                "short_name",
                text(field.shortName()),
                "field_type",
                type,
                "default_value",
                defaultValue(field.defaultValue()),
                "nullable",
                new JsonValue.Bool(field.nullable()),
                "deprecated",
                new JsonValue.Bool(field.deprecated()),
                "mutable",
                new JsonValue.Bool(true),
                "is_system",
                new JsonValue.Bool(false)));
    }

    private static JsonValue systemField(String name) {
        return SystemFields.column(name)
                .map(column -> (JsonValue) JsonValue.Obj.of(Map.of(
                        "name", text(name),
                        "short_name", text(name),
                        "field_type", text(typeName(SystemFields.type(column))),
                        "default_value", new JsonValue.Null(),
                        "nullable", new JsonValue.Bool(SystemFields.nullable(column)),
                        "deprecated", new JsonValue.Bool(false),
                        "mutable", new JsonValue.Bool(SystemFields.settable(column)),
                        "is_system", new JsonValue.Bool(true))))
                .orElseThrow();
    }

    /** Integer, Float, …: as a model text writes it. */
    private static String typeName(ScalarType type) {
        return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static JsonValue defaultValue(@Nullable Value value) {
        if (value instanceof Value.Bool bool) {
            return JsonValue.Obj.of(Map.of("Boolean", new JsonValue.Bool(bool.value())));
        }
        if (value instanceof Value.Int number) {
            return JsonValue.Obj.of(Map.of("Integer", JsonValue.Num.of(number.value())));
        }
        if (value instanceof Value.Real number) {
            return JsonValue.Obj.of(Map.of("Float", JsonValue.Num.of(number.value())));
        }
        if (value instanceof Value.Text string) {
            return JsonValue.Obj.of(Map.of("String", text(string.value())));
        }
        return new JsonValue.Null();
    }

    private static JsonValue text(String value) {
        return new JsonValue.Text(value);
    }
}
