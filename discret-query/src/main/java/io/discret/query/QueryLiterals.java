package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.Atom;
import io.discret.query.syntax.SourceText;
import io.discret.spi.Expression;
import io.discret.spi.ScalarType;
import io.discret.spi.Value;
import org.jspecify.annotations.Nullable;

/** Convert the literals of a query to the type of what they are compared with (docs/protocol/12 §6.2). Immutable. */
final class QueryLiterals {
    private final SourceText source;
    private final Literals literals;

    QueryLiterals(SourceText source) {
        this.source = source;
        this.literals = new Literals(source);
    }

    /** A literal for a known type; the code of the refusal depends on the place. */
    Value typed(QueryNames.Scalar scalar, Atom atom, ErrorCode refusal) {
        Value value = scalar.expression() instanceof Expression.JsonPath ? null : value(scalar, atom);
        if (value == null) {
            throw source.error(
                    refusal, "a " + atom.kind() + " does not fit a value of type " + scalar.type(), atom.word());
        }
        return value;
    }

    private @Nullable Value value(QueryNames.Scalar scalar, Atom atom) {
        ScalarType type = scalar.type();
        return switch (atom.kind()) {
            case BOOLEAN -> {
                Value.Bool bool = literals.bool(atom);
                yield type == ScalarType.BOOLEAN ? bool : null;
            }
            case INTEGER -> {
                Value.Int number = literals.integer(atom);
                yield type == ScalarType.INTEGER
                        ? number
                        : type == ScalarType.FLOAT ? new Value.Real(number.value()) : null;
            }
            case FLOAT -> type == ScalarType.FLOAT ? literals.finite(atom) : null;
            case STRING -> string(scalar, atom);
            case VARIABLE, NULL -> null;
        };
    }

    private @Nullable Value string(QueryNames.Scalar scalar, Atom atom) {
        if (scalar.isBytes()) {
            return literals.bytes(atom);
        }
        return switch (scalar.type()) {
            case STRING -> literals.text(atom);
            case BASE64 -> literals.base64(atom);
            case INTEGER, FLOAT, BOOLEAN, JSON -> null;
        };
    }

    /** A literal compared with a place inside a Json field: it keeps its own type (docs/protocol/12 §7). */
    Value untyped(Atom atom) {
        return switch (atom.kind()) {
            case BOOLEAN -> literals.bool(atom);
            case INTEGER -> literals.integer(atom);
            case FLOAT -> literals.finite(atom);
            case STRING, VARIABLE -> literals.text(atom);
            case NULL -> new Value.Null();
        };
    }
}
