package io.discret.query;

import io.discret.spi.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hand the room of an object to the objects inside it that give none (docs/protocol/11 §4.3). Stateless. */
final class RoomPropagation {
    private RoomPropagation() {}

    static MutationRow apply(MutationRow row) {
        return apply(row, null);
    }

    private static MutationRow apply(MutationRow row, QueryPlan.@Nullable Operand inherited) {
        QueryPlan.Operand room = row.roomId() == null ? inherited : row.roomId();
        List<MutationField> fields = new ArrayList<>();
        for (MutationField field : row.fields()) {
            if (field instanceof MutationField.Rows nested) {
                List<MutationRow> rows = new ArrayList<>();
                nested.rows().forEach(child -> rows.add(apply(child, room)));
                fields.add(new MutationField.Rows(nested.field(), rows));
            } else {
                fields.add(field);
            }
        }
        return new MutationRow(row.resultKey(), row.entity(), row.id(), room, row.roomIdWritten(), fields);
    }
}
