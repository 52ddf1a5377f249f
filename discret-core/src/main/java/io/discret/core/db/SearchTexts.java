package io.discret.core.db;

import io.discret.spi.Node;
import org.jspecify.annotations.Nullable;

/** Tell what the full-text index holds of a row (docs/protocol/21 §17). Safe for use by any thread. */
@FunctionalInterface
public interface SearchTexts {
    /** The text of a row, or null when its entity is not indexed or not known. */
    @Nullable
    String of(Node node);
}
