package io.discret.core.write;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.query.Field;
import io.discret.query.FieldType;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.ScalarType;
import io.discret.spi.Value;
import java.util.Map;

/** Turn the operands of one mutation into values of rows (docs/protocol/11 §7.1). Immutable. */
final class ScalarValues {
    /** A Json value stands inside the object of its row, which counts as one level (docs/protocol/11 §7.2). */
    private static final int MAX_JSON_DEPTH = StrictJson.MAX_DEPTH - 1;

    private final Map<String, Value> bound;

    ScalarValues(Map<String, Value> bound) {
        this.bound = bound;
    }

    Value value(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        String name = ((Operand.Variable) operand).name();
        Value value = bound.get(name);
        if (value == null) {
            throw new DiscretException(ErrorCode.MISSING_PARAMETER, "The parameter '" + name + "' is missing.");
        }
        return value;
    }

    /**
     * The identifier an operand stands for.
     *
     * @param field {@code id} or {@code room_id}, for the message
     */
    Uid uid(Operand operand, String field) {
        Value value = value(operand);
        if (value instanceof Value.Bytes bytes) {
            return Uid.of(bytes.value());
        }
        if (value instanceof Value.Text text) {
            return Uid.parse(text.value());
        }
        throw new DiscretException(
                ErrorCode.ID_IS_NULL,
                "The field '" + field + "' is null; give the identifier, or leave the field out.");
    }

    /** The bytes an operand stands for. */
    byte[] bytes(Operand operand) {
        Value value = value(operand);
        if (value instanceof Value.Bytes bytes) {
            return bytes.value();
        }
        if (value instanceof Value.Text text) {
            return Base64Url.decode(text.value());
        }
        throw new DiscretException(ErrorCode.NOT_NULLABLE, "The field '_binary' must not be null.");
    }

    /** The JSON value of a scalar field. */
    JsonValue json(Field field, Operand operand) {
        Value value = value(operand);
        if (value instanceof Value.Null) {
            return new JsonValue.Null();
        }
        if (value instanceof Value.Bool bool) {
            return new JsonValue.Bool(bool.value());
        }
        if (value instanceof Value.Int number) {
            return JsonValue.Num.of(number.value());
        }
        if (value instanceof Value.Real number) {
            return JsonValue.Num.of(number.value());
        }
        if (value instanceof Value.Bytes bytes) {
            return new JsonValue.Text(Base64Url.encode(bytes.value()));
        }
        String text = ((Value.Text) value).value();
        return isJson(field) ? nested(field, text) : new JsonValue.Text(text);
    }

    static boolean isJson(Field field) {
        return field.type() instanceof FieldType.Scalar scalar && scalar.type() == ScalarType.JSON;
    }

    private static JsonValue nested(Field field, String text) {
        JsonValue value = StrictJson.parse(text);
        if (depth(value) > MAX_JSON_DEPTH) {
            throw new DiscretException(
                    ErrorCode.BAD_JSON,
                    "The JSON of the field '" + field.name() + "' nests more than " + MAX_JSON_DEPTH + " levels.");
        }
        return value;
    }

    private static int depth(JsonValue value) {
        if (value instanceof JsonValue.Arr array) {
            return 1
                    + array.elements().stream()
                            .mapToInt(ScalarValues::depth)
                            .max()
                            .orElse(0);
        }
        if (value instanceof JsonValue.Obj object) {
            return 1
                    + object.members().values().stream()
                            .mapToInt(ScalarValues::depth)
                            .max()
                            .orElse(0);
        }
        return 0;
    }
}
