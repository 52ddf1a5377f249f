package io.discret.query;

import java.util.List;

/** Hold a checked deletion (docs/protocol/11 §13.1). Immutable. */
public record Deletion(List<DeletionRow> rows, Variables variables) {
    public Deletion {
        rows = List.copyOf(rows);
    }
}
