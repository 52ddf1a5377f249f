package io.discret.query;

import io.discret.spi.Value;
import org.jspecify.annotations.Nullable;

/**
 * Describe a user field of an entity (docs/protocol/10 §4). Immutable.
 *
 * @param name as the model text writes it
 * @param shortName key in the JSON text of rows, label of edges
 * @param nullable whether a scalar may be left out or be null; for a relation, whether queries keep rows without target
 * @param deprecated shown in the model description, without effect
 * @param defaultValue written in new rows that do not give the field; null = none. Of a Json field its JSON text
 */
public record Field(
        String name,
        String shortName,
        FieldType type,
        boolean nullable,
        boolean deprecated,
        @Nullable Value defaultValue) {
    /** Whether the field is a relation. */
    public boolean isRelation() {
        return type instanceof FieldType.Relation;
    }
}
