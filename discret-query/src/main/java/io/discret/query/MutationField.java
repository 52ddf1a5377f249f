package io.discret.query;

import io.discret.spi.QueryPlan;
import io.discret.spi.SystemColumn;
import java.util.List;

/** What an object of a mutation says about one field. Immutable. */
public sealed interface MutationField {
    /** Name of the field. */
    String name();

    /**
     * A scalar.
     *
     * @param value a literal of the type of the field, or a variable; of a Json field the JSON text
     * @param fromDefault whether the text leaves the field out, so that the result does too
     */
    record Scalar(Field field, QueryPlan.Operand value, boolean fromDefault) implements MutationField {
        @Override
        public String name() {
            return field.name();
        }
    }

    /**
     * Targets of a relation.
     *
     * @param rows exactly one when the relation is single
     */
    record Rows(Field field, List<MutationRow> rows) implements MutationField {
        public Rows {
            rows = List.copyOf(rows);
        }

        @Override
        public String name() {
            return field.name();
        }
    }

    /** A relation set to null: all its edges go. */
    record Clear(Field field) implements MutationField {
        @Override
        public String name() {
            return field.name();
        }
    }

    /** The bytes of the binary column (docs/protocol/11 §7.4). */
    record Binary(QueryPlan.Operand value) implements MutationField {
        @Override
        public String name() {
            return SystemColumn.BINARY.text();
        }
    }
}
