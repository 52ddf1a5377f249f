package io.discret.store.jdbc;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.Value;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compute how many rows are skipped and shown (docs/protocol/12 §8.2).
 *
 * @param first null = no limit
 * @param skip null = none
 */
record LimitBounds(@Nullable Operand first, @Nullable Operand skip) {
    /** More rows than any table holds, and no overflow when a skip is added. */
    static final long NO_LIMIT = Long.MAX_VALUE / 2;

    boolean given() {
        return first != null || skip != null;
    }

    /** A literal 0 and a negative number mean no limit, a variable of 0 means no row. */
    long limit(Function<Operand, Value> values) {
        if (first == null) {
            return NO_LIMIT;
        }
        long number = integer(values.apply(first));
        boolean literalZero = number == 0 && first instanceof Operand.Literal;
        return number < 0 || literalZero ? NO_LIMIT : Math.min(number, NO_LIMIT);
    }

    long offset(Function<Operand, Value> values) {
        return skip == null ? 0 : Math.min(NO_LIMIT, Math.max(0, integer(values.apply(skip))));
    }

    private static long integer(Value value) {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        throw new DiscretException(ErrorCode.PARAMETER_TYPE, "'first' and 'skip' take an integer; give one.");
    }
}
