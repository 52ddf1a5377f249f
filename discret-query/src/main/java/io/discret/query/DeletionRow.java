package io.discret.query;

import java.util.List;

/**
 * Hold one item of a deletion. Immutable.
 *
 * @param idVariable variable of the id; bound to its base64 text
 * @param references edges to delete; empty = delete the row itself
 */
public record DeletionRow(Entity entity, String idVariable, List<EdgeReference> references) {
    public DeletionRow {
        references = List.copyOf(references);
    }
}
