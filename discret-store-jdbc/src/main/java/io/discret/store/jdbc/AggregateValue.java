package io.discret.store.jdbc;

import io.discret.spi.Expression;
import io.discret.spi.Expression.Aggregate;
import io.discret.spi.ScalarType;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Write the value of an aggregate as JSON (docs/protocol/12 §10.4, §10.5). Stateless. */
final class AggregateValue {
    private AggregateValue() {}

    static void append(StringBuilder out, Dialect dialect, Aggregate aggregate, ResultSet row, int index)
            throws SQLException {
        switch (aggregate.function()) {
            case COUNT -> out.append(row.getLong(index));
            case SUM, AVG -> {
                double value = row.getDouble(index);
                if (row.wasNull()) {
                    out.append("null");
                } else {
                    JsonScalar.appendComputed(out, value);
                }
            }
            case MIN, MAX -> {
                Object value = row.getObject(index);
                boolean exact = ExpressionSql.isCompared(aggregate);
                appendExtreme(out, aggregate.argument(), exact ? dialect.shown(value) : value);
            }
        }
    }

    private static void appendExtreme(StringBuilder out, @Nullable Expression argument, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            QueryRun.appendBytes(out, bytes);
        } else if (value instanceof String text) {
            boolean container = isJson(argument) && (text.startsWith("{") || text.startsWith("["));
            if (container) {
                out.append(text);
            } else {
                JsonScalar.appendString(out, text);
            }
        } else if (value instanceof Number number) {
            appendNumber(out, argument, number);
        } else {
            out.append("null");
        }
    }

    private static void appendNumber(StringBuilder out, @Nullable Expression argument, Number number) {
        if (argument instanceof Expression.Field field && field.type() == ScalarType.BOOLEAN) {
            out.append(number.longValue() != 0);
        } else if (number instanceof Double || number instanceof Float) {
            JsonScalar.appendExact(out, number.doubleValue());
        } else {
            out.append(number.longValue());
        }
    }

    private static boolean isJson(@Nullable Expression argument) {
        return argument instanceof Expression.JsonPath
                || argument instanceof Expression.Field field && field.type() == ScalarType.JSON;
    }
}
