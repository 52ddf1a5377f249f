package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of a data model, for completion and tables. Immutable.
 *
 * @param entities by canonical name: the namespace in lower case
 */
record ModelNames(Map<String, Entity> entities) {
    private static final String DEPRECATED = "deprecated";

    /** Fields of every entity that are never declared (docs/protocol/10 §5). */
    static final Map<String, Field> SYSTEM_FIELDS = systemFields();

    /** What a mutation may give of them. */
    static final List<String> SETTABLE = List.of("id", "room_id", "_binary");

    /** An entity with its own fields, in the order of their numbers. */
    record Entity(String name, String shortName, boolean deprecated, Map<String, Field> fields) {
        @Nullable
        Field field(String written) {
            Field own = fields.get(written);
            return own == null ? SYSTEM_FIELDS.get(written) : own;
        }
    }

    /**
     * A field.
     *
     * @param type as a model text writes it
     * @param target the entity of a relation as written; null for a scalar
     */
    record Field(String name, String type, @Nullable String target, boolean deprecated) {}

    /** Read the description of docs/protocol/10 §9.2. */
    static ModelNames of(String description) {
        Map<String, Entity> entities = new TreeMap<>();
        for (JsonNode namespace : Json.parse(description).path("namespaces")) {
            for (JsonNode entity : namespace) {
                Entity read = entity(entity);
                entities.put(read.name(), read);
            }
        }
        return new ModelNames(entities);
    }

    /** The entity a text names; null when there is none. */
    @Nullable
    Entity find(String written) {
        int dot = written.indexOf('.');
        String canonical =
                dot < 0 ? written : written.substring(0, dot).toLowerCase(Locale.ROOT) + written.substring(dot);
        return entities.get(canonical);
    }

    private static Entity entity(JsonNode entity) {
        Map<Integer, Field> byNumber = new TreeMap<>();
        for (JsonNode field : entity.path("fields")) {
            byNumber.put(field.path("short_name").asInt(), field(field));
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        byNumber.values().forEach(field -> fields.put(field.name(), field));
        return new Entity(
                entity.path("name").asText(),
                entity.path("short_name").asText(),
                entity.path(DEPRECATED).asBoolean(),
                fields);
    }

    private static Field field(JsonNode field) {
        String name = field.path("name").asText();
        boolean deprecated = field.path(DEPRECATED).asBoolean();
        JsonNode type = field.path("field_type");
        if (type.isTextual()) {
            String nullable = field.path("nullable").asBoolean() ? " nullable" : "";
            return new Field(name, type.textValue() + nullable, null, deprecated);
        }
        boolean many = type.has("Array");
        String target = type.path(many ? "Array" : "Entity").asText();
        return new Field(name, many ? "[" + target + "]" : target, target, deprecated);
    }

    private static Map<String, Field> systemFields() {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String name : List.of("id", "room_id", "verifying_key", "_binary", "_signature")) {
            fields.put(name, new Field(name, "Base64", null, false));
        }
        for (String name : List.of("cdate", "mdate")) {
            fields.put(name, new Field(name, "Integer", null, false));
        }
        for (String name : List.of("_entity", "_json")) {
            fields.put(name, new Field(name, "String", null, false));
        }
        fields.put("sys_peer", new Field("sys_peer", "sys.Peer", "sys.Peer", false));
        fields.put("sys_room", new Field("sys_room", "sys.Room", "sys.Room", false));
        return fields;
    }
}
