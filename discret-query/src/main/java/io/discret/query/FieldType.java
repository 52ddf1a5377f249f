package io.discret.query;

import io.discret.spi.ScalarType;

/** What a user field holds. Immutable. */
public sealed interface FieldType {
    /** A value in the JSON text of the row. */
    record Scalar(ScalarType type) implements FieldType {}

    /**
     * A set of edges.
     *
     * @param target the entity as the model text writes it
     * @param targetEntity its canonical name
     * @param many false = at most one target
     */
    record Relation(String target, String targetEntity, boolean many) implements FieldType {}
}
