package io.discret.store.jdbc;

import io.discret.spi.Expression;
import java.util.ArrayList;
import java.util.List;

/** Create and drop the indices of a data model (docs/protocol/10: {@code index(…)}). */
final class Indices {
    private final Session session;

    Indices(Session session) {
        this.session = session;
    }

    void create(String name, String entity, List<Expression> fields) {
        List<String> values = new ArrayList<>();
        for (Expression field : fields) {
            values.add(value(field));
        }
        session.dialect()
                .createIndex(quoted(name), Names.literal(entity), values)
                .forEach(session::execute);
    }

    void drop(String name) {
        session.execute("DROP INDEX IF EXISTS " + quoted(name));
    }

    /** The value as stored: a default stands beside it in the statements that read (see {@link ExpressionSql}). */
    private String value(Expression field) {
        if (field instanceof Expression.Column column) {
            return column.column().text();
        }
        if (field instanceof Expression.Field scalar) {
            return session.dialect().jsonValue("_json", Names.path(scalar.shortName()));
        }
        throw new IllegalArgumentException("An index covers columns and scalar fields.");
    }

    /** Index names are made of entity and field names of a model; a prefix keeps them apart from the tables. */
    private static String quoted(String name) {
        return "\"model$" + name.replace("\"", "\"\"") + "\"";
    }
}
