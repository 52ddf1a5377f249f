package io.discret.store.jdbc;

import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;

/** Say what is bound to one question mark of the statement of a selection. Immutable. */
sealed interface Argument {
    /** Known when the statement is made, in the form that the database compares. */
    record Constant(Value value) implements Argument {}

    /**
     * A literal or a variable of the query.
     *
     * @param compared whether it stands beside a value in the form of {@link Dialect#compared}
     */
    record Given(Operand operand, boolean compared) implements Argument {}

    /** The search text, made into what the database finds it by. */
    record Search(Operand operand) implements Argument {}

    /** A column of the row that encloses the selection. */
    record Parent(SystemColumn column) implements Argument {}

    /** The greatest number of rows. */
    record Limit(LimitBounds bounds) implements Argument {}

    /** The number of rows left out. */
    record Offset(LimitBounds bounds) implements Argument {}
}
