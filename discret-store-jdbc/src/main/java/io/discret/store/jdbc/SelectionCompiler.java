package io.discret.store.jdbc;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.QueryPlan.Output;
import io.discret.spi.QueryPlan.Page;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.QueryPlan.Selection;
import io.discret.spi.QueryPlan.SortKey;
import io.discret.spi.SystemColumn;
import io.discret.store.jdbc.CompiledSelection.EmptyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turn a selection into one flat statement (docs/protocol/12 §5 to §9).
 *
 * <p>A nested selection is a statement of its own, run for each row of the enclosing one. So no statement grows with the
 * depth, each nested selection runs once per row, and the presence rule drops rows as they come.
 */
final class SelectionCompiler {
    private final Dialect dialect;
    private final ExpressionSql expressions;

    SelectionCompiler(Dialect dialect) {
        this.dialect = dialect;
        expressions = new ExpressionSql(dialect);
    }

    CompiledSelection compile(Selection selection, @Nullable Relation relation) {
        if (selection.aggregate()) {
            return new AggregateCompiler(dialect, expressions, this).compile(selection, relation);
        }
        MemberList members = new MemberList();
        boolean dropsRows = false;
        for (Output output : selection.outputs()) {
            if (output instanceof Output.Nested nested) {
                dropsRows |= nested.required();
                members.addNested(nested, compile(nested.selection(), nested.relation()));
            } else if (output instanceof Output.Scalar scalar) {
                members.addScalar(scalar.name(), scalar.value());
            }
        }
        List<EmptyTest> tests = emptyTests(selection.where());
        boolean many = relation == null || relation.many();
        boolean bounded = !dropsRows && tests.isEmpty();
        LimitBounds bounds = many ? new LimitBounds(selection.first(), selection.skip()) : new LimitBounds(null, null);
        SqlText sql = SqlText.of("SELECT ").add(members.columnList()).add(" ").add(source(selection, relation));
        order(sql, selection, relation);
        if (bounded) {
            limit(sql, bounds, many);
        }
        return new CompiledSelection(
                sql.sql(),
                sql.arguments(),
                members.columns(),
                members.fields(),
                members.members(),
                tests,
                bounds,
                bounded,
                many,
                null);
    }

    /** The FROM and WHERE of a selection: entity, relation, search, and every test that needs the row only. */
    SqlText source(Selection selection, @Nullable Relation relation) {
        Operand search = selection.search();
        SqlText sql = SqlText.of("FROM ");
        boolean byEdge = relation instanceof Relation.Field;
        if (search != null) {
            found(sql, dialect.searchSource(), search).add(byEdge ? " CROSS JOIN _edge e" : "");
        } else {
            sql.add(byEdge ? "_edge e CROSS JOIN _node n" : "_node n");
        }
        sql.add(" WHERE n._entity = ").name(selection.entity());
        if (relation instanceof Relation.Field field) {
            sql.add(" AND e.src = ")
                    .bind(new Argument.Parent(SystemColumn.ID))
                    .add(" AND e.label = ")
                    .name(field.label())
                    .add(" AND e.dest = n.id");
        } else if (relation instanceof Relation.Peer) {
            sql.add(" AND n.verifying_key = ").bind(new Argument.Parent(SystemColumn.VERIFYING_KEY));
        } else if (relation instanceof Relation.Room) {
            sql.add(" AND n.id = ").bind(new Argument.Parent(SystemColumn.ROOM_ID));
        }
        if (search != null) {
            found(sql.add(" AND "), dialect.searchCondition(), search);
        }
        for (Condition condition : selection.where()) {
            SqlText test = expressions.condition(condition, selection.entity());
            if (test != null) {
                sql.add(" AND ").add(test);
            }
        }
        Page page = selection.page();
        if (page != null && !selection.aggregate()) {
            sql.add(" AND ").add(page(page, selection.order(), expressions::value));
        }
        return sql;
    }

    private static SqlText found(SqlText sql, String part, Operand search) {
        return part.indexOf('?') < 0 ? sql.add(part) : sql.addBound(part, new Argument.Search(search));
    }

    private void order(SqlText sql, Selection selection, @Nullable Relation relation) {
        sql.add(" ORDER BY ");
        List<SortKey> keys = selection.order();
        if (selection.search() != null && keys.isEmpty()) {
            sql.add(dialect.searchRank()).add(", n._row");
        } else if (!keys.isEmpty()) {
            if (dialect.ordersByEntity()) {
                sql.add(keys.get(0).descending() ? "n._entity DESC, " : "n._entity, ");
            }
            boolean descending = false;
            for (SortKey key : keys) {
                descending = key.descending();
                sql.add(expressions.value(key.value())).add(descending ? " DESC, " : ", ");
            }
            // The direction of the last key, so that an index is read in one direction.
            sql.add(descending ? "n._row DESC" : "n._row");
        } else if (relation == null || relation.many()) {
            sql.add(dialect.ordersByEntity() ? "n._entity, " : "").add("n.room_id, n.mdate, n._row");
        } else {
            sql.add(relation instanceof Relation.Field ? "e.dest" : "n._row");
        }
    }

    static void limit(SqlText sql, LimitBounds bounds, boolean many) {
        if (!many) {
            sql.add(" LIMIT 1");
        } else if (bounds.given()) {
            sql.add(" LIMIT ").bind(new Argument.Limit(bounds)).add(" OFFSET ").bind(new Argument.Offset(bounds));
        }
    }

    /**
     * Rows strictly after or before a position (docs/protocol/12 §8.3). The test on the first key alone is implied, but
     * lets the database start at the right place of an index.
     */
    static SqlText page(Page page, List<SortKey> order, Function<Expression, SqlText> value) {
        int count = page.bounds().size();
        SqlText sql = SqlText.of("(");
        if (count > 1) {
            sql.add(value.apply(order.get(0).value()))
                    .add(greater(page, order.get(0)) ? " >= " : " <= ")
                    .bind(bound(page, order, 0))
                    .add(" AND (");
        }
        for (int last = 0; last < count; last++) {
            sql.add(last == 0 ? "" : " OR ");
            for (int i = 0; i <= last; i++) {
                String sign = i < last ? " = " : greater(page, order.get(i)) ? " > " : " < ";
                sql.add(i == 0 ? "" : " AND ")
                        .add(value.apply(order.get(i).value()))
                        .add(sign)
                        .bind(bound(page, order, i));
            }
        }
        return sql.add(count > 1 ? "))" : ")");
    }

    private static Argument bound(Page page, List<SortKey> order, int index) {
        boolean compared = ExpressionSql.isCompared(order.get(index).value());
        return new Argument.Given(page.bounds().get(index), compared);
    }

    private static boolean greater(Page page, SortKey key) {
        return page.after() != key.descending();
    }

    private static List<EmptyTest> emptyTests(List<Condition> conditions) {
        List<EmptyTest> tests = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.OutputIsEmpty test) {
                tests.add(new EmptyTest(test.output(), test.negated()));
            }
        }
        return tests;
    }
}
