package io.discret.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describe an entity of the data model (docs/protocol/10 §4). Immutable.
 *
 * @param name canonical: the namespace in lower case, a dot and the name, or only the name in the default namespace
 * @param shortName what stands for it in rows and signatures
 * @param deprecated shown in the model description, without effect
 * @param fullText whether rows are in the full-text index
 * @param fields user fields by name, in the order of the model
 * @param indexes in the order of the model
 */
public record Entity(
        String name,
        String shortName,
        boolean deprecated,
        boolean fullText,
        Map<String, Field> fields,
        List<IndexDefinition> indexes) {
    public Entity {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        indexes = List.copyOf(indexes);
    }

    /** The user field with a name, or null; names are case-sensitive. */
    public @Nullable Field field(String fieldName) {
        return fields.get(fieldName);
    }

    Entity withFullText(boolean indexed) {
        return new Entity(name, shortName, deprecated, indexed, fields, indexes);
    }

    /** The namespace in lower case; empty for the default one. */
    public String namespace() {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }
}
