package io.discret.store.h2.functions;

import java.sql.Connection;
import org.h2.api.Aggregate;
import org.h2.value.Value;
import org.jspecify.annotations.Nullable;

/** The mean of the numbers of a group as a float, null over nothing. One object a group. */
public final class Mean implements Aggregate {
    private double sum;
    private long count;

    @Override
    public void init(Connection connection) {}

    @Override
    public int getInternalType(int[] inputTypes) {
        return Value.DOUBLE;
    }

    @Override
    public void add(@Nullable Object value) {
        if (value != null) {
            Double number = SortKey.real(value);
            sum += number == null ? 0 : number;
            count++;
        }
    }

    @Override
    public @Nullable Object getResult() {
        return count == 0 ? null : sum / count;
    }
}
