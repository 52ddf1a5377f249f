package io.discret.store.jdbc;

import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;

/** Say what is bound to one question mark of the statement of a selection. Immutable. */
sealed interface Argument {
    /** Known when the statement is made. */
    record Constant(Value value) implements Argument {}

    /** A literal or a variable of the query. */
    record Given(Operand operand) implements Argument {}

    /** The search text, made into an expression that the database accepts. */
    record Search(Operand operand) implements Argument {}

    /** A column of the row that encloses the selection. */
    record Parent(SystemColumn column) implements Argument {}

    /** The greatest number of rows. */
    record Limit(LimitBounds bounds) implements Argument {}

    /** The number of rows left out. */
    record Offset(LimitBounds bounds) implements Argument {}
}
