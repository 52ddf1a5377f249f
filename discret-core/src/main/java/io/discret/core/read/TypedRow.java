package io.discret.core.read;

/** Map one row of a stream. Stateless. */
public final class TypedRow {
    private TypedRow() {}

    /**
     * Map the JSON text of a row.
     *
     * @param type {@code String} gives the text itself
     */
    public static <T> T read(String json, Class<T> type) {
        return type == String.class ? type.cast(json) : TypedJson.convert("row", TypedJson.tree(json), type);
    }
}
