package io.discret.query;

import io.discret.spi.QueryPlan.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold one object of a mutation: a row to create, to update or to refer to. Immutable.
 *
 * @param resultKey alias or written name of a top-level object; the entity of a nested one
 * @param id bytes of the row to update; null = a new row
 * @param roomId bytes of the room, own or received from the enclosing object; null = none is given
 * @param roomIdWritten whether the object itself writes {@code room_id} (docs/protocol/11 §16)
 * @param fields in the order of the text, then the defaults of fields not given
 */
public record MutationRow(
        String resultKey,
        Entity entity,
        @Nullable Operand id,
        @Nullable Operand roomId,
        boolean roomIdWritten,
        List<MutationField> fields) {
    public MutationRow {
        fields = List.copyOf(fields);
    }
}
