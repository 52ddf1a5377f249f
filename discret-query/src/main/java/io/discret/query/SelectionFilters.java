package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.Atom;
import io.discret.query.syntax.QueryText;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;

/** Check and plan the filters of one selection (docs/protocol/12 §6, §7). For use by one thread, once. */
final class SelectionFilters {
    private final SourceText source;
    private final QueryNames names;
    private final VariableTable variables;
    private final QueryLiterals literals;
    private final Entity entity;
    private final SelectionOutputs outputs;

    private final List<QueryPlan.Condition> where = new ArrayList<>();
    private final List<QueryPlan.Condition> having = new ArrayList<>();

    SelectionFilters(
            SourceText source, QueryNames names, VariableTable variables, Entity entity, SelectionOutputs outputs) {
        this.source = source;
        this.names = names;
        this.variables = variables;
        this.literals = new QueryLiterals(source);
        this.entity = entity;
        this.outputs = outputs;
    }

    List<QueryPlan.Condition> where() {
        return where;
    }

    List<QueryPlan.Condition> having() {
        return having;
    }

    void read(QueryText.Parameter parameter) {
        if (parameter instanceof QueryText.Filter filter) {
            add(filter);
        } else if (parameter instanceof QueryText.PathFilter filter) {
            add(filter);
        }
    }

    private void add(QueryText.Filter filter) {
        Word name = filter.name();
        QueryNames.Named named = names.find(entity, name.text());
        if (named == null) {
            named = outputs.output(name.text());
        }
        if (named == null) {
            throw names.unknown(ErrorCode.UNKNOWN_FILTER_FIELD, entity, name);
        }
        if (named instanceof QueryNames.Related related) {
            where.add(relation(filter, related));
        } else {
            QueryNames.Scalar scalar = (QueryNames.Scalar) named;
            QueryPlan.Condition condition = scalar(filter, scalar);
            // Only what aggregates give is known after grouping; the rest decides which rows are grouped.
            (scalar.isAggregate() ? having : where).add(condition);
        }
    }

    private QueryPlan.Condition relation(QueryText.Filter filter, QueryNames.Related related) {
        boolean negated = filter.operator() == QueryPlan.Operator.NOT_EQUAL;
        boolean test = negated || filter.operator() == QueryPlan.Operator.EQUAL;
        if (!test || filter.value().kind() != Atom.Kind.NULL) {
            throw source.error(
                    ErrorCode.REFERENCE_FILTER_OPERATOR,
                    "a relation is tested with = null or != null only",
                    filter.name());
        }
        String name = filter.name().text();
        return outputs.isNested(name)
                ? new QueryPlan.Condition.OutputIsEmpty(name, negated)
                : new QueryPlan.Condition.RelationIsEmpty(
                        related.relation(), related.target().shortName(), negated);
    }

    private QueryPlan.Condition scalar(QueryText.Filter filter, QueryNames.Scalar scalar) {
        Atom value = filter.value();
        if (value.kind() == Atom.Kind.VARIABLE) {
            return new QueryPlan.Condition.Compare(
                    scalar.expression(),
                    filter.operator(),
                    variables.declare(value.word(), scalar.kind(), scalar.nullable()));
        }
        if (value.kind() == Atom.Kind.NULL) {
            if (!scalar.nullable()) {
                throw source.error(
                        ErrorCode.NOT_NULLABLE, "'" + filter.name().text() + "' is never null", filter.name());
            }
            return nullTest(scalar.expression(), filter.operator());
        }
        return new QueryPlan.Condition.Compare(
                scalar.expression(),
                filter.operator(),
                new QueryPlan.Operand.Literal(literals.typed(scalar, value, ErrorCode.FIELD_TYPE_MISMATCH)));
    }

    private void add(QueryText.PathFilter filter) {
        Word field = filter.path().field();
        if (names.find(entity, field.text()) == null) {
            throw names.unknown(ErrorCode.UNKNOWN_FILTER_FIELD, entity, field);
        }
        Expression path = names.path(entity, field, filter.path().steps()).expression();
        Atom value = filter.value();
        if (value.kind() == Atom.Kind.NULL) {
            where.add(nullTest(path, filter.operator()));
            return;
        }
        QueryPlan.Operand operand = value.kind() == Atom.Kind.VARIABLE
                ? variables.declareUntyped(value.word())
                : new QueryPlan.Operand.Literal(literals.untyped(value));
        where.add(new QueryPlan.Condition.Compare(path, filter.operator(), operand));
    }

    private static QueryPlan.Condition nullTest(Expression expression, QueryPlan.Operator operator) {
        return switch (operator) {
            case EQUAL -> new QueryPlan.Condition.IsNull(expression, false);
            case NOT_EQUAL -> new QueryPlan.Condition.IsNull(expression, true);
            // Accepted, and true for no row (docs/protocol/12 §6.2).
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                new QueryPlan.Condition.Compare(expression, operator, new QueryPlan.Operand.Literal(new Value.Null()));
        };
    }
}
