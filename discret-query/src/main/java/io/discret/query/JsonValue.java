package io.discret.query;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hold one JSON value, and write it always the same way (docs/protocol/11 §7.2).
 *
 * <p>Immutable, safe for use by any thread.
 */
public sealed interface JsonValue {
    /** Null. */
    record Null() implements JsonValue {}

    /** True or false. */
    record Bool(boolean value) implements JsonValue {}

    /**
     * A number.
     *
     * @param spelling as it was written; the writer uses {@link #canonical()}
     */
    record Num(String spelling) implements JsonValue {
        /** A whole number. */
        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        /**
         * A number that is always written with a fraction or an exponent.
         *
         * @throws DiscretException with {@link ErrorCode#FLOAT_VALUE} for NaN and infinities, which JSON cannot hold
         */
        public static Num of(double value) {
            if (!Double.isFinite(value)) {
                throw new DiscretException(
                        ErrorCode.FLOAT_VALUE, "A Float holds finite numbers only; this one is " + value + ".");
            }
            return new Num(JsonNumbers.text(value));
        }

        /** Whether it is written without fraction and exponent and fits 64 bits with sign. */
        public boolean isLong() {
            return JsonNumbers.isLong(spelling);
        }

        /** The value as a double; finite. */
        public double doubleValue() {
            return Double.parseDouble(spelling);
        }

        /** The one spelling of this number that the writer uses. */
        public String canonical() {
            return JsonNumbers.canonical(spelling);
        }
    }

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** An array. */
    record Arr(List<JsonValue> elements) implements JsonValue {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /**
     * An object.
     *
     * @param members sorted by the UTF-8 bytes of the keys, whatever the order given
     */
    record Obj(SortedMap<String, JsonValue> members) implements JsonValue {
        public Obj {
            SortedMap<String, JsonValue> sorted = new TreeMap<>(Utf8Order.INSTANCE);
            sorted.putAll(members);
            members = Collections.unmodifiableSortedMap(sorted);
        }

        /** An object of members in any order. */
        public static Obj of(Map<String, JsonValue> members) {
            return new Obj(members instanceof SortedMap<String, JsonValue> sorted ? sorted : new TreeMap<>(members));
        }

        /** The member with a key, or null. */
        public @Nullable JsonValue get(String key) {
            return members.get(key);
        }

        /** This object with one member set. */
        public Obj with(String key, JsonValue value) {
            SortedMap<String, JsonValue> changed = new TreeMap<>(members);
            changed.put(key, value);
            return new Obj(changed);
        }

        /** This object without one member. */
        public Obj without(String key) {
            SortedMap<String, JsonValue> changed = new TreeMap<>(members);
            changed.remove(key);
            return new Obj(changed);
        }
    }

    /** Write without white space: what a row stores (docs/protocol/11 §7.2). */
    default String compact() {
        return JsonWriter.write(this, false);
    }

    /** Write with two spaces a level and no final line end: what a mutation returns (docs/protocol/11 §10). */
    default String pretty() {
        return JsonWriter.write(this, true);
    }
}
