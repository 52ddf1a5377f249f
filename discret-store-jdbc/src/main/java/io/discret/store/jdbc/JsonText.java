package io.discret.store.jdbc;

import io.discret.spi.Expression.Step;
import io.discret.spi.Value;
import java.util.List;

/**
 * Find places in valid JSON text and copy them without blanks, spellings untouched (docs/protocol/12 §4).
 *
 * <p>The text was checked before it was stored; a text that is cut or malformed gives some answer and never an endless
 * loop. Stateless.
 */
final class JsonText {
    /** No such place. */
    static final long NOWHERE = -1;

    private JsonText() {}

    /**
     * Find members of the outermost object; the first of two with the same name counts.
     *
     * @param names of the members
     * @param places filled with the place of each, or {@link #NOWHERE}
     */
    static void members(String json, String[] names, long[] places) {
        java.util.Arrays.fill(places, NOWHERE);
        int missing = names.length;
        int at = blanks(json, 0);
        if (at >= json.length() || json.charAt(at) != '{') {
            return;
        }
        at = blanks(json, at + 1);
        while (missing > 0 && at < json.length() && json.charAt(at) == '"') {
            int nameEnd = stringEnd(json, at);
            int valueStart = blanks(json, blanks(json, nameEnd) + 1);
            int valueEnd = valueEnd(json, valueStart);
            int index = indexOf(json, at, nameEnd, names);
            if (index >= 0 && places[index] == NOWHERE) {
                places[index] = place(valueStart, valueEnd);
                missing--;
            }
            at = blanks(json, blanks(json, valueEnd) + 1);
        }
    }

    /** Follow steps from a place. */
    static long follow(String json, long from, List<Step> steps) {
        long place = from;
        for (Step step : steps) {
            if (place == NOWHERE) {
                return NOWHERE;
            }
            place = step instanceof Step.Key key
                    ? member(json, start(place), key.name())
                    : element(json, start(place), ((Step.Index) step).index());
        }
        return place;
    }

    /** The place of the whole text. */
    static long whole(String json) {
        int start = blanks(json, 0);
        return place(start, valueEnd(json, start));
    }

    /** Append what stands at a place, without blanks; nowhere is null. */
    static void append(StringBuilder out, String json, long place) {
        if (place == NOWHERE) {
            out.append("null");
            return;
        }
        int end = end(place);
        int at = start(place);
        char first = at < end ? json.charAt(at) : ' ';
        if (first != '{' && first != '[') {
            out.append(json, at, end);
            return;
        }
        while (at < end) {
            char c = json.charAt(at);
            if (c == '"') {
                int stringEnd = Math.min(end, stringEnd(json, at));
                out.append(json, at, stringEnd);
                at = stringEnd;
            } else {
                if (!isBlank(c)) {
                    out.append(c);
                }
                at++;
            }
        }
    }

    /** The value at a place of a JSON text as it is compared (docs/protocol/12 §7); nowhere is null. */
    static Value valueAt(String json, List<Step> steps) {
        long place = follow(json, whole(json), steps);
        if (place == NOWHERE) {
            return new Value.Null();
        }
        StringBuilder text = new StringBuilder();
        append(text, json, place);
        return JsonScalar.parse(text.toString());
    }

    static int start(long place) {
        return (int) (place >>> 32);
    }

    static int end(long place) {
        return (int) place;
    }

    private static long place(int start, int end) {
        return (long) start << 32 | end;
    }

    private static long member(String json, int at, String name) {
        long[] places = new long[1];
        members(json.substring(at), new String[] {name}, places);
        return places[0] == NOWHERE ? NOWHERE : place(start(places[0]) + at, end(places[0]) + at);
    }

    private static long element(String json, int from, int index) {
        if (from >= json.length() || json.charAt(from) != '[') {
            return NOWHERE;
        }
        int at = blanks(json, from + 1);
        for (int i = 0; at < json.length() && json.charAt(at) != ']'; i++) {
            int end = valueEnd(json, at);
            if (i == index) {
                return place(at, end);
            }
            at = blanks(json, blanks(json, end) + 1);
        }
        return NOWHERE;
    }

    private static int indexOf(String json, int nameStart, int nameEnd, String[] names) {
        int length = nameEnd - nameStart - 2;
        for (int i = 0; i < names.length; i++) {
            if (names[i].length() == length && json.startsWith(names[i], nameStart + 1)) {
                return i;
            }
        }
        return -1;
    }

    private static int valueEnd(String json, int start) {
        if (start >= json.length()) {
            return json.length();
        }
        char first = json.charAt(start);
        if (first == '"') {
            return stringEnd(json, start);
        }
        if (first == '{' || first == '[') {
            return containerEnd(json, start);
        }
        int at = start;
        while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static int containerEnd(String json, int start) {
        int depth = 0;
        int at = start;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                at = stringEnd(json, at);
                continue;
            }
            at++;
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return at;
                }
            }
        }
        return at;
    }

    private static int stringEnd(String json, int start) {
        int at = start + 1;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            at += c == '\\' ? 2 : 1;
        }
        return json.length();
    }

    private static int blanks(String json, int from) {
        int at = from;
        while (at < json.length() && isBlank(json.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
