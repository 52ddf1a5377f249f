package io.discret.query;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.spi.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Know the variables of a text and check what they are bound to (docs/protocol/11 §5.3, 12 §11.2). Immutable.
 *
 * @param types variables with a kind, in the order of the text
 * @param untyped variables that take any value: those of JSON filters (docs/protocol/12 §7)
 */
public record Variables(Map<String, VariableType> types, Set<String> untyped) {
    public Variables {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        untyped = Collections.unmodifiableSet(new LinkedHashSet<>(untyped));
    }

    /**
     * Check and convert the parameters of one call.
     *
     * @param parameters may hold more than the text needs
     * @return a value for every variable; of several faults the first in the order of the text is reported
     * @throws DiscretException with {@link ErrorCode#MISSING_PARAMETER}, {@link ErrorCode#NOT_NULLABLE},
     *     {@link ErrorCode#PARAMETER_TYPE} or {@link ErrorCode#BAD_BASE64}
     */
    public Map<String, Value> bind(Parameters parameters) {
        Map<String, @Nullable Object> given = parameters.values();
        Map<String, Value> bound = new LinkedHashMap<>();
        types.forEach((name, type) -> bound.put(name, convert(name, type, required(given, name))));
        for (String name : untyped) {
            if (!bound.containsKey(name)) {
                bound.put(name, untypedValue(required(given, name)));
            }
        }
        return Collections.unmodifiableMap(bound);
    }

    private static @Nullable Object required(Map<String, @Nullable Object> given, String name) {
        if (!given.containsKey(name)) {
            throw new DiscretException(
                    ErrorCode.MISSING_PARAMETER,
                    "The parameter '" + name + "' is missing; every $" + name
                            + " of the text needs a value, even a null one.");
        }
        return given.get(name);
    }

    private static Value convert(String name, VariableType type, @Nullable Object value) {
        if (value == null) {
            if (type.nullable()) {
                return new Value.Null();
            }
            throw new DiscretException(ErrorCode.NOT_NULLABLE, "The parameter '" + name + "' must not be null.");
        }
        Value converted = fitting(name, type.kind(), value);
        if (converted == null) {
            throw new DiscretException(
                    ErrorCode.PARAMETER_TYPE,
                    "The parameter '" + name + "' is a " + value.getClass().getSimpleName() + "; a value of the kind "
                            + type.kind() + " is needed.");
        }
        return converted;
    }

    private static @Nullable Value fitting(String name, VariableType.Kind kind, Object value) {
        return switch (kind) {
            case BOOLEAN -> value instanceof Boolean bool ? new Value.Bool(bool) : null;
            case INTEGER -> value instanceof Long number ? new Value.Int(number) : null;
            // An integer stays one: it is stored as 12 and not as 12.0 (docs/protocol/11 §5.3).
            case FLOAT -> value instanceof Boolean || value instanceof String ? null : untypedValue(value);
            case STRING -> value instanceof String text ? new Value.Text(text) : null;
            case BASE64 -> value instanceof String text ? new Value.Text(base64(name, text)) : null;
            case BINARY -> value instanceof String text ? new Value.Bytes(Base64Url.decode(base64(name, text))) : null;
        };
    }

    private static String base64(String name, String text) {
        if (!Base64Url.isValid(text)) {
            throw new DiscretException(
                    ErrorCode.BAD_BASE64, "The parameter '" + name + "' is not URL-safe base64 without padding.");
        }
        return text;
    }

    private static Value untypedValue(@Nullable Object value) {
        if (value == null) {
            return new Value.Null();
        }
        if (value instanceof Boolean bool) {
            return new Value.Bool(bool);
        }
        if (value instanceof Long number) {
            return new Value.Int(number);
        }
        if (value instanceof Double number) {
            return new Value.Real(number);
        }
        return new Value.Text((String) value);
    }
}
