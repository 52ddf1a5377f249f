package io.discret.query;

import java.util.List;

/**
 * Hold a checked mutation (docs/protocol/11 §2-§5). Immutable.
 *
 * @param rows top-level objects in the order of the text
 */
public record Mutation(List<MutationRow> rows, Variables variables) {
    public Mutation {
        rows = List.copyOf(rows);
    }
}
