package io.discret.query;

/** Collect what a row offers to full-text search (docs/protocol/21 §17). Stateless. */
public final class SearchText {
    private SearchText() {}

    /**
     * Collect every string of a row.
     *
     * @param json valid JSON text of the row
     * @return the strings depth first, members by the bytes of their keys, each followed by one space
     * @throws io.discret.api.DiscretException with {@link io.discret.api.ErrorCode#BAD_JSON}
     */
    public static String of(String json) {
        return of(StrictJson.parse(json));
    }

    /** Collect every string of a row that is read already. */
    public static String of(JsonValue value) {
        StringBuilder text = new StringBuilder();
        collect(value, text);
        return text.toString();
    }

    private static void collect(JsonValue value, StringBuilder text) {
        if (value instanceof JsonValue.Text string) {
            text.append(string.value()).append(' ');
        } else if (value instanceof JsonValue.Arr array) {
            array.elements().forEach(element -> collect(element, text));
        } else if (value instanceof JsonValue.Obj object) {
            object.members().values().forEach(member -> collect(member, text));
        }
    }
}
