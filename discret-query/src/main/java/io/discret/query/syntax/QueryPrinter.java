package io.discret.query.syntax;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import java.util.Locale;

/** Write what a query says as a text that reads as the same records. For use by one thread, once. */
public final class QueryPrinter {
    private final Layout out = new Layout();

    private QueryPrinter() {}

    /** The text of a query; comments are not kept. */
    public static String print(QueryText query) {
        QueryPrinter printer = new QueryPrinter();
        Layout out = printer.out.add("query ").optional(query.name());
        return out.block('{', "", '}', query.selections(), printer::selection).toString();
    }

    private void selection(QueryText.Selection selection) {
        out.alias(selection.alias()).add(selection.name().text());
        if (!selection.parameters().isEmpty()) {
            out.add("(").join(", ", selection.parameters(), this::parameter).add(")");
        }
        out.add(" ").block('{', "", '}', selection.fields(), this::field);
    }

    private void field(QueryText.Field field) {
        if (field instanceof QueryText.Nested nested) {
            selection(nested.selection());
        } else if (field instanceof QueryText.Plain plain) {
            out.alias(plain.alias()).add(plain.name().text());
        } else if (field instanceof QueryText.PathField path) {
            out.alias(path.alias()).add(path(path.path()));
        } else {
            QueryText.AggregateField aggregate = (QueryText.AggregateField) field;
            Word argument = aggregate.argument();
            out.alias(aggregate.alias())
                    .add(aggregate.function().name().toLowerCase(Locale.ROOT))
                    .add("(" + (argument == null ? "" : argument.text()) + ")");
        }
    }

    private void parameter(QueryText.Parameter parameter) {
        if (parameter instanceof QueryText.Search search) {
            out.add("search(").atom(search.value()).add(")");
        } else if (parameter instanceof QueryText.OrderBy order) {
            out.add("order_by(").join(", ", order.items(), this::order).add(")");
        } else if (parameter instanceof QueryText.First first) {
            out.add("first ").atom(first.count());
        } else if (parameter instanceof QueryText.Skip skip) {
            out.add("skip ").atom(skip.count());
        } else if (parameter instanceof QueryText.Page page) {
            out.add(page.after() ? "after(" : "before(")
                    .join(", ", page.bounds(), out::atom)
                    .add(")");
        } else if (parameter instanceof QueryText.MayBeEmpty nullable) {
            out.add("nullable(")
                    .join(", ", nullable.names(), name -> out.add(name.text()))
                    .add(")");
        } else if (parameter instanceof QueryText.PathFilter filter) {
            out.add(path(filter.path())).add(sign(filter.operator())).atom(filter.value());
        } else {
            QueryText.Filter filter = (QueryText.Filter) parameter;
            out.add(filter.name().text()).add(sign(filter.operator())).atom(filter.value());
        }
    }

    private void order(QueryText.Order order) {
        out.add(order.name().text()).add(order.descending() ? " desc" : " asc");
    }

    private static String path(QueryText.Path path) {
        StringBuilder text = new StringBuilder(path.field().text()).append("->");
        if (!path.steps().isEmpty() && path.steps().get(0) instanceof Expression.Step.Index first) {
            return text.append(first.index()).toString();
        }
        text.append('$');
        for (Expression.Step step : path.steps()) {
            if (step instanceof Expression.Step.Key key) {
                text.append('.').append(key.name());
            } else {
                text.append('[').append(((Expression.Step.Index) step).index()).append(']');
            }
        }
        return text.toString();
    }

    private static String sign(QueryPlan.Operator operator) {
        return switch (operator) {
            case EQUAL -> " = ";
            case NOT_EQUAL -> " != ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
        };
    }
}
