package io.discret.store.h2.functions;

import java.sql.Connection;
import org.h2.api.Aggregate;
import org.h2.value.Value;
import org.jspecify.annotations.Nullable;

/** Add the numbers of a group as floats, 0.0 over nothing. One object a group. */
public final class Total implements Aggregate {
    private double sum;

    @Override
    public void init(Connection connection) {}

    @Override
    public int getInternalType(int[] inputTypes) {
        return Value.DOUBLE;
    }

    @Override
    public void add(@Nullable Object value) {
        Double number = SortKey.real(value);
        sum += number == null ? 0 : number;
    }

    @Override
    public Object getResult() {
        return sum;
    }
}
