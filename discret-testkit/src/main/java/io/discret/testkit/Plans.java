package io.discret.testkit;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.QueryPlan.Operator;
import io.discret.spi.QueryPlan.Output;
import io.discret.spi.QueryPlan.Page;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.QueryPlan.Selection;
import io.discret.spi.QueryPlan.SortKey;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Build query plans by hand, for tests of stores without a parser.
 *
 * <p>Values are given as Java objects: {@code null}, {@code Boolean}, {@code Integer}, {@code Long}, {@code Double},
 * {@code byte[]}, and {@code String}, where {@code "$x"} is the variable x.
 */
public final class Plans {
    private final String entity;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Condition> where = new ArrayList<>();
    private final List<Condition> having = new ArrayList<>();
    private final List<SortKey> order = new ArrayList<>();
    private final List<Expression> groupBy = new ArrayList<>();
    private @Nullable Operand search;
    private @Nullable Page page;
    private @Nullable Operand first;
    private @Nullable Operand skip;
    private boolean aggregate;

    private Plans(String entity) {
        this.entity = entity;
    }

    /** Start a selection on an entity by its short name. */
    public static Plans of(String entity) {
        return new Plans(entity);
    }

    public static Expression string(String shortName) {
        return field(shortName, ScalarType.STRING, null);
    }

    public static Expression integer(String shortName) {
        return field(shortName, ScalarType.INTEGER, null);
    }

    public static Expression field(String shortName, ScalarType type, @Nullable Object byDefault) {
        return new Expression.Field(shortName, type, byDefault == null ? null : value(byDefault));
    }

    public static Expression column(SystemColumn column) {
        return new Expression.Column(column, false);
    }

    public static Expression path(String shortName, Expression.Step... steps) {
        return new Expression.JsonPath(shortName, List.of(steps), null);
    }

    public static Expression count() {
        return new Expression.Aggregate(Expression.Function.COUNT, null);
    }

    /** An aggregate by its name in the language. */
    public static Expression aggregate(String function, Expression argument) {
        return new Expression.Aggregate(Expression.Function.valueOf(function.toUpperCase(Locale.ROOT)), argument);
    }

    /** Show a value; an aggregate makes this an aggregate selection. */
    public Plans show(String name, Expression value) {
        aggregate |= value instanceof Expression.Aggregate;
        outputs.add(new Output.Scalar(name, value));
        return this;
    }

    public Plans many(String name, String label, boolean required, Plans nested) {
        return nest(name, new Relation.Field(label, true), required, nested);
    }

    public Plans single(String name, String label, boolean required, Plans nested) {
        return nest(name, new Relation.Field(label, false), required, nested);
    }

    public Plans nest(String name, Relation relation, boolean required, Plans nested) {
        outputs.add(new Output.Nested(name, relation, nested.selection(), required));
        return this;
    }

    public Plans where(Expression left, Operator operator, @Nullable Object right) {
        return where(new Condition.Compare(left, operator, operand(right)));
    }

    public Plans where(Condition condition) {
        where.add(condition);
        return this;
    }

    public Plans having(Expression left, Operator operator, Object right) {
        having.add(new Condition.Compare(left, operator, operand(right)));
        return this;
    }

    public Plans groupBy(Expression key) {
        groupBy.add(key);
        return this;
    }

    public Plans asc(Expression key) {
        order.add(new SortKey(key, false));
        return this;
    }

    public Plans desc(Expression key) {
        order.add(new SortKey(key, true));
        return this;
    }

    public Plans after(Object... bounds) {
        page = new Page(true, operands(bounds));
        return this;
    }

    public Plans before(Object... bounds) {
        page = new Page(false, operands(bounds));
        return this;
    }

    public Plans first(Object number) {
        first = operand(number);
        return this;
    }

    public Plans skip(Object number) {
        skip = operand(number);
        return this;
    }

    public Plans search(String text) {
        search = operand(text);
        return this;
    }

    public Selection selection() {
        return new Selection(entity, outputs, where, having, search, order, page, first, skip, aggregate, groupBy);
    }

    /** A plan of this selection alone. */
    public QueryPlan plan(String name) {
        return new QueryPlan(List.of(new QueryPlan.Root(name, selection())));
    }

    /** The value of a Java object. */
    public static Value value(@Nullable Object object) {
        if (object == null) {
            return new Value.Null();
        } else if (object instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (object instanceof Double real) {
            return new Value.Real(real);
        } else if (object instanceof Number number) {
            return new Value.Int(number.longValue());
        } else if (object instanceof byte[] bytes) {
            return new Value.Bytes(bytes);
        }
        return new Value.Text((String) object);
    }

    private static List<Operand> operands(Object... values) {
        List<Operand> operands = new ArrayList<>();
        for (Object value : values) {
            operands.add(operand(value));
        }
        return operands;
    }

    private static Operand operand(@Nullable Object object) {
        return object instanceof String text && text.startsWith("$")
                ? new Operand.Variable(text.substring(1))
                : new Operand.Literal(value(object));
    }
}
