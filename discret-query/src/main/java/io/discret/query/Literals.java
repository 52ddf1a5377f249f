package io.discret.query;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.QuerySyntaxException;
import io.discret.query.syntax.Atom;
import io.discret.query.syntax.SourceText;
import io.discret.spi.Value;

/** Convert the literals of a text (docs/protocol/10 §2). Immutable. */
final class Literals {
    private final SourceText source;

    Literals(SourceText source) {
        this.source = source;
    }

    Value.Int integer(Atom atom) {
        try {
            return new Value.Int(Long.parseLong(atom.text()));
        } catch (NumberFormatException e) {
            throw error(ErrorCode.INTEGER_LITERAL, "the integer does not fit 64 bits with sign", atom);
        }
    }

    /** The double, which may be infinite: {@code 1.0e999}. */
    Value.Real real(Atom atom) {
        return new Value.Real(Double.parseDouble(atom.text()));
    }

    Value.Real finite(Atom atom) {
        Value.Real real = real(atom);
        if (!Double.isFinite(real.value())) {
            throw error(ErrorCode.FLOAT_VALUE, "the number is too large for a Float", atom);
        }
        return real;
    }

    Value.Bool bool(Atom atom) {
        return switch (atom.text()) {
            case "true" -> new Value.Bool(true);
            case "false" -> new Value.Bool(false);
            default -> throw error(ErrorCode.BOOLEAN_LITERAL, "write true or false in lower case", atom);
        };
    }

    Value.Text text(Atom atom) {
        return new Value.Text(atom.text());
    }

    Value.Text base64(Atom atom) {
        checkBase64(atom);
        return text(atom);
    }

    /** The bytes of a literal for a system column (docs/protocol/12 §6.4). */
    Value.Bytes bytes(Atom atom) {
        checkBase64(atom);
        return new Value.Bytes(Base64Url.decode(atom.text()));
    }

    Value.Text json(Atom atom) {
        try {
            StrictJson.parseNested(atom.text());
        } catch (DiscretException e) {
            throw error(ErrorCode.BAD_JSON, "a value of a Json field must be valid JSON; this is not", atom);
        }
        return text(atom);
    }

    private void checkBase64(Atom atom) {
        if (!Base64Url.isValid(atom.text())) {
            throw error(ErrorCode.BAD_BASE64, "this is not URL-safe base64 without padding", atom);
        }
    }

    QuerySyntaxException error(ErrorCode code, String message, Atom atom) {
        return source.error(code, message, atom.word());
    }
}
