package io.discret.store.jdbc;

import io.discret.spi.Expression;
import io.discret.spi.Expression.Function;
import io.discret.spi.Expression.Step;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Operator;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turn expressions and tests on the row {@code n} into SQL (docs/protocol/12 §6, §7). Stateless. */
final class ExpressionSql {
    private final Dialect dialect;

    ExpressionSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Whether a value has the form of {@link Dialect#compared}; columns and computed numbers are as they are. */
    static boolean isCompared(Expression expression) {
        if (expression instanceof Expression.Aggregate aggregate) {
            Expression argument = aggregate.argument();
            boolean extreme = aggregate.function() == Function.MIN || aggregate.function() == Function.MAX;
            return extreme && argument != null && isCompared(argument);
        }
        return !(expression instanceof Expression.Column column)
                || column.column() == SystemColumn.JSON && !column.asText();
    }

    /** The value, the default where the field is absent. */
    SqlText value(Expression expression) {
        return value(expression, false);
    }

    /**
     * The value, the default where the field is absent.
     *
     * @param exact in the form of {@link Dialect#exactJsonValue}
     */
    SqlText value(Expression expression, boolean exact) {
        Value byDefault = defaultOf(expression);
        SqlText stored = stored(expression, exact);
        if (byDefault == null) {
            return stored;
        }
        return SqlText.of("CASE WHEN ")
                .add(presence(expression))
                .add(" IS NULL THEN ")
                .bind(exact ? dialect.exact(byDefault) : dialect.compared(byDefault))
                .add(" ELSE ")
                .add(stored)
                .add(" END");
    }

    /**
     * A test that the where clause of the row can make; null for one that needs the nested rows.
     *
     * @param entity of the row
     */
    @Nullable
    SqlText condition(Condition condition, String entity) {
        if (condition instanceof Condition.Compare compare) {
            return compare(compare, entity);
        }
        if (condition instanceof Condition.IsNull test) {
            return value(test.value()).add(test.negated() ? " IS NOT NULL" : " IS NULL");
        }
        if (condition instanceof Condition.RelationIsEmpty test) {
            return relationIsEmpty(test);
        }
        return null;
    }

    /**
     * A comparison. A default is tested beside the stored value and not instead of it, so that an index on the stored
     * value serves (docs/protocol/12 §6.3). Each alternative names the entity again: that is where SQLite looks for
     * whether an index of one entity fits.
     */
    private SqlText compare(Condition.Compare test, String entity) {
        Expression left = test.left();
        Argument right = new Argument.Given(test.right(), isCompared(left));
        SqlText stored = stored(left, false).add(sign(test.operator())).bind(right);
        Value byDefault = defaultOf(left);
        if (byDefault == null) {
            return stored;
        }
        return SqlText.of("((n._entity = ")
                .name(entity)
                .add(" AND ")
                .add(stored)
                .add(") OR (n._entity = ")
                .name(entity)
                .add(" AND ")
                .add(stored(left, false))
                .add(" IS NULL AND ")
                .add(presence(left))
                .add(" IS NULL AND ")
                .bind(dialect.compared(byDefault))
                .add(sign(test.operator()))
                .bind(right)
                .add("))");
    }

    static String sign(Operator operator) {
        return switch (operator) {
            case EQUAL -> " = ";
            case NOT_EQUAL -> " <> ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
        };
    }

    private SqlText stored(Expression expression, boolean exact) {
        if (expression instanceof Expression.Column column) {
            String name = "n." + column.column().text();
            if (column.asText()) {
                return SqlText.of(dialect.base64(name));
            }
            return SqlText.of(column.column() == SystemColumn.JSON ? dialect.textValue(name) : name);
        }
        if (expression instanceof Expression.Field field) {
            return member(field.shortName(), List.of(), exact);
        }
        if (expression instanceof Expression.JsonPath path) {
            return member(path.shortName(), path.steps(), exact);
        }
        throw new IllegalArgumentException("An aggregate is no value of a row.");
    }

    private SqlText member(String shortName, List<Step> steps, boolean exact) {
        if (steps.isEmpty() && Names.isShort(shortName)) {
            return SqlText.of(jsonValue(Names.path(shortName), exact));
        }
        return SqlText.of("").addBound(jsonValue("?", exact), new Value.Text(path(shortName, steps)));
    }

    private String jsonValue(String path, boolean exact) {
        return exact ? dialect.exactJsonValue("n._json", path) : dialect.jsonValue("n._json", path);
    }

    private SqlText presence(Expression expression) {
        String shortName = expression instanceof Expression.Field field
                ? field.shortName()
                : ((Expression.JsonPath) expression).shortName();
        if (Names.isShort(shortName)) {
            return SqlText.of(dialect.jsonPresence("n._json", Names.path(shortName)));
        }
        return SqlText.of("")
                .addBound(dialect.jsonPresence("n._json", "?"), new Value.Text(path(shortName, List.of())));
    }

    private static String path(String shortName, List<Step> steps) {
        StringBuilder path = new StringBuilder("$.\"").append(shortName).append('"');
        for (Step step : steps) {
            if (step instanceof Step.Key key) {
                path.append(".\"").append(key.name()).append('"');
            } else if (step instanceof Step.Index index) {
                path.append('[').append(index.index()).append(']');
            }
        }
        return path.toString();
    }

    /** The default as it is compared: the JSON ones as minified text, a path applied to them. */
    private static @Nullable Value defaultOf(Expression expression) {
        if (expression instanceof Expression.Field field) {
            Value value = field.defaultValue();
            if (field.type() == ScalarType.JSON && value instanceof Value.Text json) {
                return JsonText.valueAt(json.value(), List.of());
            }
            return value instanceof Value.Null ? null : value;
        }
        if (expression instanceof Expression.JsonPath path && path.defaultValue() instanceof Value.Text json) {
            return JsonText.valueAt(json.value(), path.steps());
        }
        return null;
    }

    private static SqlText relationIsEmpty(Condition.RelationIsEmpty test) {
        SqlText sql = SqlText.of(test.negated() ? "EXISTS (" : "NOT EXISTS (");
        if (test.relation() instanceof Relation.Field field) {
            sql.add("SELECT 1 FROM _edge e1 CROSS JOIN _node t WHERE e1.src = n.id AND e1.label = ")
                    .name(field.label())
                    .add(" AND t.id = e1.dest");
        } else if (test.relation() instanceof Relation.Peer) {
            sql.add("SELECT 1 FROM _node t WHERE t.verifying_key = n.verifying_key");
        } else {
            sql.add("SELECT 1 FROM _node t WHERE t.id = n.room_id");
        }
        return sql.add(" AND t._entity = ").name(test.entity()).add(")");
    }
}
