package io.discret.query.syntax;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Say what the text of a query asks for (docs/protocol/12 §2). Immutable. */
public record QueryText(@Nullable Word name, List<Selection> selections) {
    public QueryText {
        selections = List.copyOf(selections);
    }

    /** Rows of an entity at the top, or of a relation inside another selection. */
    public record Selection(@Nullable Word alias, Word name, List<Parameter> parameters, List<Field> fields) {
        public Selection {
            parameters = List.copyOf(parameters);
            fields = List.copyOf(fields);
        }

        /** The alias if there is one, else the name as written. */
        public Word outputName() {
            return alias == null ? name : alias;
        }
    }

    /** One member of the result. */
    public sealed interface Field {}

    /** A relation. */
    public record Nested(Selection selection) implements Field {}

    /** A scalar. */
    public record Plain(@Nullable Word alias, Word name) implements Field {}

    /** A place inside a Json field. */
    public record PathField(Word alias, Path path) implements Field {}

    /** An aggregate; the argument of a count is null. */
    public record AggregateField(Word alias, Expression.Function function, @Nullable Word argument) implements Field {}

    /** A Json field and the steps inside it. */
    public record Path(Word field, List<Expression.Step> steps) {
        public Path {
            steps = List.copyOf(steps);
        }
    }

    /** What stands in the parentheses of a selection. */
    public sealed interface Parameter {}

    /** A full-text search. */
    public record Search(Atom value) implements Parameter {}

    /** Sort keys. */
    public record OrderBy(List<Order> items) implements Parameter {
        public OrderBy {
            items = List.copyOf(items);
        }
    }

    /** One sort key. */
    public record Order(Word name, boolean descending) {}

    /** A limit. */
    public record First(Atom count) implements Parameter {}

    /** An offset. */
    public record Skip(Atom count) implements Parameter {}

    /** A position in the order. */
    public record Page(Word place, boolean after, List<Atom> bounds) implements Parameter {
        public Page {
            bounds = List.copyOf(bounds);
        }
    }

    /** Relations that may be empty. */
    public record MayBeEmpty(List<Word> names) implements Parameter {
        public MayBeEmpty {
            names = List.copyOf(names);
        }
    }

    /** A test of a field. */
    public record Filter(Word name, QueryPlan.Operator operator, Atom value) implements Parameter {}

    /** A test inside a Json field. */
    public record PathFilter(Path path, QueryPlan.Operator operator, Atom value) implements Parameter {}
}
