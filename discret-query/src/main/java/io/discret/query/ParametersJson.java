package io.discret.query;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;

/** Read parameters from the text of a JSON object (docs/protocol/12 §11.3). Stateless. */
public final class ParametersJson {
    private ParametersJson() {}

    /**
     * Read an object of scalars.
     *
     * @param json numbers without fraction and exponent that fit 64 bits become integers, others doubles
     * @throws DiscretException with {@link ErrorCode#JSON}, {@link ErrorCode#PARAMS_NOT_OBJECT},
     *     {@link ErrorCode#PARAMS_NESTED} for arrays and objects as values, or {@link ErrorCode#INTEGER_RANGE} for whole
     *     numbers from 2^63 up to 2^64 - 1
     */
    public static Parameters read(String json) {
        JsonValue value;
        try {
            value = StrictJson.parse(json);
        } catch (DiscretException e) {
            throw new DiscretException(ErrorCode.JSON, "Parameters are one JSON object; this is not valid JSON.", e);
        }
        if (!(value instanceof JsonValue.Obj object)) {
            throw new DiscretException(
                    ErrorCode.PARAMS_NOT_OBJECT, "Parameters are one JSON object: {\"name\": value, …}.");
        }
        Parameters parameters = Parameters.create();
        object.members().forEach((name, member) -> add(parameters, name, member));
        return parameters;
    }

    private static void add(Parameters parameters, String name, JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            parameters.add(name, text.value());
        } else if (value instanceof JsonValue.Bool bool) {
            parameters.add(name, bool.value());
        } else if (value instanceof JsonValue.Null) {
            parameters.add(name, null);
        } else if (value instanceof JsonValue.Num number) {
            addNumber(parameters, name, number);
        } else {
            throw new DiscretException(
                    ErrorCode.PARAMS_NESTED,
                    "The parameter '" + name + "' is an array or an object; give a scalar, or JSON as a text.");
        }
    }

    private static void addNumber(Parameters parameters, String name, JsonValue.Num number) {
        if (number.isLong()) {
            parameters.add(name, Long.parseLong(number.spelling()));
        } else if (JsonNumbers.isLargeUnsigned(number.spelling())) {
            throw new DiscretException(
                    ErrorCode.INTEGER_RANGE, "The parameter '" + name + "' does not fit 64 bits with sign.");
        } else {
            parameters.add(name, number.doubleValue());
        }
    }
}
