package io.discret.store.h2.functions;

import io.discret.api.Base64Url;
import io.discret.spi.Value;
import io.discret.store.jdbc.JsonPlace;
import org.jspecify.annotations.Nullable;

/** Compute values of one row. Stateless; every function is null where its first argument is. */
public final class RowFunctions {
    private RowFunctions() {}

    /** The value at a place of a JSON text, as {@link SortKey}. */
    public static byte @Nullable [] value(@Nullable String json, @Nullable String path) {
        return json == null || path == null
                ? null
                : SortKey.of(JsonPlace.of(path).value(json));
    }

    /** The value at a place of a JSON text, as exact {@link SortKey}. */
    public static byte @Nullable [] exact(@Nullable String json, @Nullable String path) {
        return json == null || path == null
                ? null
                : SortKey.exact(JsonPlace.of(path).value(json));
    }

    /** 1 where something, even a JSON null, is at a place of a JSON text. */
    public static @Nullable Integer present(@Nullable String json, @Nullable String path) {
        return json == null || path == null || !JsonPlace.of(path).isIn(json) ? null : 1;
    }

    /** A text as {@link SortKey}. */
    public static byte @Nullable [] text(@Nullable String text) {
        return text == null ? null : SortKey.of(new Value.Text(text));
    }

    /** The base64 text of bytes. */
    public static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64Url.encode(bytes);
    }
}
