package io.discret.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Name the values that stand for {@code $name} in a query, a mutation or a deletion.
 *
 * <p>A value is a boolean, a 64-bit integer, a double, a text or null. Names carry no {@code $} (docs/protocol/11 §5.1).
 * A JSON object text is read with {@link Discret#parameters(String)}. Not safe for use by several threads.
 */
public final class Parameters {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Parameters() {}

    /** No parameters, to be filled. */
    public static Parameters create() {
        return new Parameters();
    }

    /** One parameter. */
    public static Parameters of(String name, @Nullable Object value) {
        return create().add(name, value);
    }

    /** Two parameters. */
    public static Parameters of(String name, @Nullable Object value, String name2, @Nullable Object value2) {
        return of(name, value).add(name2, value2);
    }

    /** Three parameters. */
    public static Parameters of(
            String name,
            @Nullable Object value,
            String name2,
            @Nullable Object value2,
            String name3,
            @Nullable Object value3) {
        return of(name, value, name2, value2).add(name3, value3);
    }

    /**
     * Add a value.
     *
     * @param value a Boolean, Byte, Short, Integer, Long, Float, Double, String, {@link Uid}, {@link VerifyingKey} or
     *     null
     * @return this
     * @throws DiscretException with {@link ErrorCode#DUPLICATE_PARAMETER} when the name is taken (the first value
     *     stays), or {@link ErrorCode#PARAMETER_TYPE} for any other class
     */
    public Parameters add(String name, @Nullable Object value) {
        if (values.containsKey(name)) {
            throw new DiscretException(ErrorCode.DUPLICATE_PARAMETER, "The parameter '" + name + "' is given twice.");
        }
        values.put(name, canonical(name, value));
        return this;
    }

    /** The values by name, each a Boolean, Long, Double, String or null. A read-only view. */
    public Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object canonical(String name, @Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof String || value instanceof Uid || value instanceof VerifyingKey) {
            return value.toString();
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        throw new DiscretException(
                ErrorCode.PARAMETER_TYPE,
                "The parameter '" + name + "' is a " + value.getClass().getSimpleName()
                        + "; give a boolean, a number, a text or null.");
    }
}
