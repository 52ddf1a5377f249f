package io.discret.query;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Write and read what has to survive a restart (docs/protocol/10 §9.1): the text, from which names and numbers follow,
 * and what does not follow from it. Stateless.
 */
final class StoredModel {
    private static final String TEXT = "text";
    private static final String NO_FULL_TEXT = "no_full_text";
    private static final String REMOVED_INDEXES = "removed_indexes";

    private StoredModel() {}

    static String write(DataModel model) {
        List<JsonValue> withoutFullText = new ArrayList<>();
        for (Entity entity : model.entities()) {
            if (!entity.fullText()) {
                withoutFullText.add(new JsonValue.Text(entity.name()));
            }
        }
        Map<String, JsonValue> removed = new LinkedHashMap<>();
        model.removedIndexes()
                .forEach((entity, indexes) -> removed.put(
                        entity,
                        new JsonValue.Arr(
                                indexes.stream().map(StoredModel::fields).toList())));
        return JsonValue.Obj.of(Map.of(
                        TEXT, new JsonValue.Text(model.userText()),
                        NO_FULL_TEXT, new JsonValue.Arr(withoutFullText),
                        REMOVED_INDEXES, JsonValue.Obj.of(removed)))
                .compact();
    }

    private static JsonValue fields(IndexDefinition index) {
        return new JsonValue.Arr(index.fieldNames().stream()
                .map(name -> (JsonValue) new JsonValue.Text(name))
                .toList());
    }

    static DataModel read(String stored) {
        if (!(StrictJson.parse(stored) instanceof JsonValue.Obj object)
                || !(object.get(TEXT) instanceof JsonValue.Text text)
                || !(object.get(NO_FULL_TEXT) instanceof JsonValue.Arr withoutFullText)
                || !(object.get(REMOVED_INDEXES) instanceof JsonValue.Obj removed)) {
            throw damaged();
        }
        DeclaredModel declared = ModelDeclarations.user(text.value());
        List<String> names = texts(withoutFullText);
        Map<String, Entity> entities = new LinkedHashMap<>();
        declared.entities().forEach((name, entity) -> entities.put(name, entity.withFullText(!names.contains(name))));
        Map<String, List<IndexDefinition>> indexes = new LinkedHashMap<>();
        removed.members().forEach((name, value) -> indexes.put(name, indexes(entities.get(name), value)));
        return new DataModel(text.value(), new DeclaredModel(declared.namespaces(), entities), indexes);
    }

    private static List<IndexDefinition> indexes(@Nullable Entity entity, JsonValue value) {
        if (entity == null || !(value instanceof JsonValue.Arr array)) {
            throw damaged();
        }
        return array.elements().stream()
                .map(names -> index(entity, texts(names)))
                .toList();
    }

    private static IndexDefinition index(Entity entity, List<String> names) {
        Map<String, Expression> expressions = new LinkedHashMap<>();
        for (String name : names) {
            Field field = entity.field(name);
            if (field != null && field.type() instanceof FieldType.Scalar scalar) {
                expressions.put(name, new Expression.Field(field.shortName(), scalar.type(), field.defaultValue()));
            } else {
                expressions.put(
                        name,
                        new Expression.Column(SystemFields.column(name).orElseThrow(StoredModel::damaged), false));
            }
        }
        return IndexDefinitions.of(entity.name(), entity.shortName(), entity.fields(), expressions);
    }

    private static List<String> texts(JsonValue value) {
        if (!(value instanceof JsonValue.Arr array)) {
            throw damaged();
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonValue.Text text)) {
                throw damaged();
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static DiscretException damaged() {
        return new DiscretException(
                ErrorCode.STORAGE, "The stored data model is damaged; restore the folder from a backup.");
    }
}
