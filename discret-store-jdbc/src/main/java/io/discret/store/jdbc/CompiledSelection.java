package io.discret.store.jdbc;

import io.discret.spi.SystemColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold one selection ready to run: one statement for one parent row, and how its rows are written. Immutable.
 *
 * @param columns system columns read from each row, the first at position 1
 * @param fields short names of the fields looked for in the JSON object of each row
 * @param emptyTests tests of nested members by their name; a row stays when all hold
 * @param bounds applied to the rows that are left
 * @param bounded whether the statement applies the bounds itself: no row is dropped after it was read
 * @param many whether an array is written; else one object or null
 * @param representative for an aggregate that shows more than aggregates: the statement that reads the row of a group by
 *     its number, and the position of the number
 */
record CompiledSelection(
        String sql,
        List<Argument> arguments,
        List<SystemColumn> columns,
        List<String> fields,
        List<Member> members,
        List<EmptyTest> emptyTests,
        LimitBounds bounds,
        boolean bounded,
        boolean many,
        @Nullable Representative representative) {

    CompiledSelection {
        arguments = List.copyOf(arguments);
        columns = List.copyOf(columns);
        fields = List.copyOf(fields);
        members = List.copyOf(members);
        emptyTests = List.copyOf(emptyTests);
    }

    /** A test whether a nested member found nothing. */
    record EmptyTest(String member, boolean negated) {}

    record Representative(String sql, int numberIndex) {}

    /** Position of a system column in the row, from 1. */
    int position(SystemColumn column) {
        return columns.indexOf(column) + 1;
    }
}
