package io.discret.store.jdbc;

import io.discret.spi.Expression;
import io.discret.spi.Expression.Step;
import java.util.List;

/** Say how one member of the objects of a selection is written. Immutable. */
sealed interface Member {
    /** The quoted name and a colon. */
    String head();

    /**
     * A system column.
     *
     * @param index position in the row, from 1
     * @param kind how it is read and shown
     */
    record Column(String head, int index, Kind kind) implements Member {}

    /**
     * A place in the JSON object of the row.
     *
     * @param slot which of the fields the selection looks for
     * @param absent JSON text shown where the key is absent
     */
    record Json(String head, int slot, List<Step> steps, String absent) implements Member {}

    /** Related rows. */
    record Nested(String head, String name, boolean many, boolean required, CompiledSelection child)
            implements Member {}

    /**
     * A value over a group.
     *
     * @param index position in the row, from 1
     */
    record Aggregate(String head, int index, Expression.Aggregate aggregate) implements Member {}

    /** How a column is read and shown. */
    enum Kind {
        NUMBER,
        TEXT,
        BYTES
    }
}
