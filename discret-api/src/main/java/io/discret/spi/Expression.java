package io.discret.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compute a value of one row, or of one group of rows. Immutable. */
public sealed interface Expression {
    /**
     * A system column.
     *
     * @param asText compare the base64 text instead of the bytes; only for columns of bytes reached through an alias
     */
    record Column(SystemColumn column, boolean asText) implements Expression {}

    /**
     * A scalar field.
     *
     * @param shortName key in the JSON object of the row
     * @param defaultValue shown and compared where the key is absent; null = none. A Json default is its JSON text
     */
    record Field(String shortName, ScalarType type, @Nullable Value defaultValue) implements Expression {}

    /**
     * A place inside a Json field (docs/protocol/12 §7).
     *
     * @param steps from the outside in; empty = the whole value
     * @param defaultValue JSON text the path applies to where the key is absent; null = none
     */
    record JsonPath(String shortName, List<Step> steps, @Nullable Value defaultValue) implements Expression {
        public JsonPath {
            steps = List.copyOf(steps);
        }
    }

    /**
     * An aggregate (docs/protocol/12 §10).
     *
     * @param argument null only for COUNT
     */
    record Aggregate(Function function, @Nullable Expression argument) implements Expression {}

    /** One step of a path. */
    sealed interface Step {
        /** A member of an object. */
        record Key(String name) implements Step {}

        /** An element of an array, from 0. */
        record Index(int index) implements Step {}
    }

    /** Functions over groups. */
    enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }
}
