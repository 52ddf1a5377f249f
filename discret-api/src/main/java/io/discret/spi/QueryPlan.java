package io.discret.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold a checked query as data: what to read, without saying how (docs/protocol/12).
 *
 * <p>Every name is resolved: entities, fields and labels are short names, aliases are replaced by what they stand for,
 * defaults stand next to the field they belong to. A store maps the plan to whatever it has; it never sees the text of
 * the query. The result of running it is the JSON text of docs/protocol/12 §12. Immutable.
 *
 * @param selections the top-level selections in the order of the text
 */
public record QueryPlan(List<Root> selections) {
    public QueryPlan {
        selections = List.copyOf(selections);
    }

    /** Whether a selection anywhere in it asks the full-text index. */
    public boolean searches() {
        return selections.stream().anyMatch(root -> root.selection().searches());
    }

    /**
     * One top-level selection.
     *
     * @param name its output name
     */
    public record Root(String name, Selection selection) {}

    /**
     * Read rows of one entity.
     *
     * @param entity short name of the entity
     * @param outputs members of each object, in order
     * @param where tests before grouping; all must hold
     * @param having tests on groups and aggregates; all must hold
     * @param search full-text expression, or null (docs/protocol/12 §9)
     * @param order sort keys, the first decides first; empty = by room, mdate, insertion
     * @param page bounds on the sort keys, or null
     * @param first most rows; null = no limit
     * @param skip rows left out after ordering; null = none
     * @param aggregate whether rows are grouped: one object a group, one in all when {@code groupBy} is empty
     * @param groupBy the group key; a null is a group
     */
    public record Selection(
            String entity,
            List<Output> outputs,
            List<Condition> where,
            List<Condition> having,
            @Nullable Operand search,
            List<SortKey> order,
            @Nullable Page page,
            @Nullable Operand first,
            @Nullable Operand skip,
            boolean aggregate,
            List<Expression> groupBy) {
        public Selection {
            outputs = List.copyOf(outputs);
            where = List.copyOf(where);
            having = List.copyOf(having);
            order = List.copyOf(order);
            groupBy = List.copyOf(groupBy);
        }

        private boolean searches() {
            return search != null
                    || outputs.stream()
                            .anyMatch(output -> output instanceof Output.Nested nested
                                    && nested.selection().searches());
        }
    }

    /** One member of each object. */
    public sealed interface Output {
        /** Name of the member. */
        String name();

        /** A value; system columns of bytes are shown as base64, see docs/protocol/12 §4. */
        record Scalar(String name, Expression value) implements Output {}

        /**
         * Related rows.
         *
         * @param required a row without any related row in {@code selection} is dropped (docs/protocol/12 §5.2)
         */
        record Nested(String name, Relation relation, Selection selection, boolean required) implements Output {}
    }

    /** How related rows are reached. */
    public sealed interface Relation {
        /** Whether the output is an array; otherwise it is one object or null. */
        boolean many();

        /**
         * By edges of a label.
         *
         * @param label short name of the field
         */
        record Field(String label, boolean many) implements Relation {}

        /** The sys.Peer row with the same verifying key. */
        record Peer() implements Relation {
            @Override
            public boolean many() {
                return false;
            }
        }

        /** The sys.Room row whose id is the room of the row. */
        record Room() implements Relation {
            @Override
            public boolean many() {
                return false;
            }
        }
    }

    /** One test. A comparison with a null on either side does not hold (docs/protocol/12 §6.1). */
    public sealed interface Condition {
        record Compare(Expression left, Operator operator, Operand right) implements Condition {}

        /** Tests for null; a field that is absent, not defaulted or JSON null is null. */
        record IsNull(Expression value, boolean negated) implements Condition {}

        /**
         * Tests whether the nested output with this name found nothing, filters and paging included.
         *
         * @param output name of a {@link Output.Nested} of the same selection
         */
        record OutputIsEmpty(String output, boolean negated) implements Condition {}

        /**
         * Tests whether a relation that is not selected leads to no row.
         *
         * @param entity short name of the target entity
         */
        record RelationIsEmpty(Relation relation, String entity, boolean negated) implements Condition {}
    }

    /** How two values are compared: as SQLite does, numbers before texts before bytes, texts by UTF-8 bytes. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** A value known before the rows are read. */
    public sealed interface Operand {
        record Literal(Value value) implements Operand {}

        /**
         * What the variable is bound to when the plan runs.
         *
         * @param name without the dollar
         */
        record Variable(String name) implements Operand {}
    }

    /** One sort key; nulls are smallest. */
    public record SortKey(Expression value, boolean descending) {}

    /**
     * Keep the rows strictly after, or strictly before, a position in the order (docs/protocol/12 §8.3).
     *
     * @param after false = before
     * @param bounds values for the first sort keys; rows equal in all of them are left out
     */
    public record Page(boolean after, List<Operand> bounds) {
        public Page {
            bounds = List.copyOf(bounds);
        }
    }
}
