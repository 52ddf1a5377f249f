package io.discret.store.jdbc;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Output;
import io.discret.spi.QueryPlan.Page;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.QueryPlan.Selection;
import io.discret.spi.QueryPlan.SortKey;
import io.discret.store.jdbc.CompiledSelection.Representative;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turn an aggregate selection into one statement (docs/protocol/12 §10).
 *
 * <p>An inner query computes every value that is grouped, aggregated or sorted by, under a generated name; the outer one
 * groups. What a group shows beside aggregates is written from its first row, as any other row is.
 */
final class AggregateCompiler {
    private final ExpressionSql expressions;
    private final SelectionCompiler selections;
    private final Dialect dialect;
    private final List<Inner> inner = new ArrayList<>();
    private List<Expression> groupBy = List.of();

    AggregateCompiler(Dialect dialect, ExpressionSql expressions, SelectionCompiler selections) {
        this.dialect = dialect;
        this.expressions = expressions;
        this.selections = selections;
    }

    /**
     * A value of the inner query.
     *
     * @param exact in the form of {@link Dialect#exactJsonValue}
     */
    private record Inner(Expression value, boolean exact) {}

    CompiledSelection compile(Selection selection, @Nullable Relation relation) {
        groupBy = selection.groupBy();
        groupBy.forEach(this::alias);
        MemberList members = new MemberList();
        List<String> outputs = new ArrayList<>();
        boolean onlyAggregates = true;
        for (Output output : selection.outputs()) {
            if (!(output instanceof Output.Scalar scalar)) {
                throw new IllegalArgumentException("An aggregate selection has no nested selections.");
            }
            if (scalar.value() instanceof Expression.Aggregate aggregate) {
                outputs.add(outer(aggregate, ExpressionSql.isCompared(aggregate)));
                members.add(new Member.Aggregate(MemberList.head(scalar.name()), outputs.size(), aggregate));
            } else {
                onlyAggregates = false;
                members.addScalar(scalar.name(), scalar.value());
            }
        }
        outputs.add("min(q.r)");
        boolean many = relation == null || relation.many();
        LimitBounds bounds = many ? new LimitBounds(selection.first(), selection.skip()) : new LimitBounds(null, null);
        SqlText tail = tail(selection);
        SelectionCompiler.limit(tail, bounds, many);
        SqlText sql = SqlText.of("SELECT " + String.join(", ", outputs) + " FROM (")
                .add(innerQuery(selection, relation))
                .add(") q")
                .add(tail);
        Representative representative = onlyAggregates
                ? null
                : new Representative(
                        "SELECT " + members.columnList() + " FROM _node n WHERE n._row = ?", outputs.size());
        return new CompiledSelection(
                sql.sql(),
                sql.arguments(),
                members.columns(),
                members.fields(),
                members.members(),
                List.of(),
                bounds,
                true,
                many,
                representative);
    }

    private SqlText innerQuery(Selection selection, @Nullable Relation relation) {
        SqlText sql = SqlText.of("SELECT n._row AS r");
        for (int i = 0; i < inner.size(); i++) {
            sql.add(", ")
                    .add(expressions.value(inner.get(i).value(), inner.get(i).exact()))
                    .add(" AS x" + i);
        }
        return sql.add(" ").add(selections.source(selection, relation));
    }

    private SqlText tail(Selection selection) {
        SqlText sql = new SqlText();
        List<String> keys = groupBy.stream().map(this::alias).toList();
        if (!keys.isEmpty()) {
            sql.add(" GROUP BY " + String.join(", ", keys));
        }
        String glue = " HAVING ";
        for (Condition condition : selection.having()) {
            sql.add(glue).add(having(condition));
            glue = " AND ";
        }
        Page page = selection.page();
        if (page != null) {
            sql.add(glue).add(SelectionCompiler.page(page, selection.order(), e -> SqlText.of(outer(e))));
        }
        List<String> order = new ArrayList<>();
        for (SortKey key : selection.order()) {
            order.add(outer(key.value()) + (key.descending() ? " DESC" : ""));
        }
        order.addAll(keys);
        if (!order.isEmpty()) {
            sql.add(" ORDER BY " + String.join(", ", order));
        }
        return sql;
    }

    private SqlText having(Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return SqlText.of(outer(compare.left()))
                    .add(ExpressionSql.sign(compare.operator()))
                    .bind(new Argument.Given(compare.right(), ExpressionSql.isCompared(compare.left())));
        }
        if (condition instanceof Condition.IsNull test) {
            return SqlText.of(outer(test.value())).add(test.negated() ? " IS NOT NULL" : " IS NULL");
        }
        throw new IllegalArgumentException("A group has no relations to test.");
    }

    /** SQL of a value of a group. One that is no group key takes the smallest of the group: one and always the same. */
    private String outer(Expression expression) {
        return outer(expression, false);
    }

    private String outer(Expression expression, boolean exact) {
        if (expression instanceof Expression.Aggregate aggregate) {
            Expression argument = aggregate.argument();
            String value = argument == null ? "*" : alias(argument, exact);
            return switch (aggregate.function()) {
                case COUNT -> "count(" + value + ")";
                case SUM -> dialect.total(value);
                case AVG -> dialect.average(value);
                case MIN -> "min(" + value + ")";
                case MAX -> "max(" + value + ")";
            };
        }
        return groupBy.contains(expression) ? alias(expression) : "min(" + alias(expression) + ")";
    }

    private String alias(Expression expression) {
        return alias(expression, false);
    }

    private String alias(Expression expression, boolean exact) {
        Inner value = new Inner(expression, exact);
        if (!inner.contains(value)) {
            inner.add(value);
        }
        return "q.x" + inner.indexOf(value);
    }
}
