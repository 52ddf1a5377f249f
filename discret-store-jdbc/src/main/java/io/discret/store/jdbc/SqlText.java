package io.discret.store.jdbc;

import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;

/** Build a statement together with what is bound to it, so that both stay in the same order. */
final class SqlText {
    private final StringBuilder text = new StringBuilder(256);
    private final List<Argument> arguments = new ArrayList<>();

    SqlText add(String sql) {
        text.append(sql);
        return this;
    }

    SqlText add(SqlText other) {
        text.append(other.text);
        arguments.addAll(other.arguments);
        return this;
    }

    SqlText bind(Argument argument) {
        text.append('?');
        arguments.add(argument);
        return this;
    }

    SqlText bind(Value value) {
        return bind(new Argument.Constant(value));
    }

    /** SQL that holds one question mark already. */
    SqlText addBound(String sql, Value value) {
        return addBound(sql, new Argument.Constant(value));
    }

    /** SQL that holds one question mark already. */
    SqlText addBound(String sql, Argument argument) {
        text.append(sql);
        arguments.add(argument);
        return this;
    }

    /** A name of an entity or a label: in the text when it is a short name, else bound. */
    SqlText name(String name) {
        return Names.isShort(name) ? add(Names.literal(name)) : bind(new Value.Text(name));
    }

    static SqlText of(String sql) {
        return new SqlText().add(sql);
    }

    String sql() {
        return text.toString();
    }

    List<Argument> arguments() {
        return List.copyOf(arguments);
    }
}
