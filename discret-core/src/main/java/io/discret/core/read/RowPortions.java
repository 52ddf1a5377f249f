package io.discret.core.read;

import io.discret.core.db.HeldReader;
import io.discret.spi.QueryPlan;
import io.discret.spi.RowCursor;
import io.discret.spi.StoreReader;
import io.discret.spi.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Read the rows of one selection in portions on one snapshot, so that any number of rows needs the memory of one portion.
 * Used by one thread at a time, one call after the other.
 */
public final class RowPortions {
    /** Rows of a portion: enough that the hop between threads costs little beside the rows. */
    static final int MOST_ROWS = 256;

    /** UTF-16 units after which a portion is full, whatever the number of its rows; one row may be longer. */
    static final int FULL_AT_LENGTH = 256 * 1024;

    private final HeldReader held;
    private final QueryPlan plan;
    private final Map<String, Value> variables;
    private @Nullable RowCursor cursor;

    RowPortions(HeldReader held, QueryPlan plan, Map<String, Value> variables) {
        this.held = held;
        this.plan = plan;
        this.variables = variables;
    }

    /** The JSON texts of the next rows; none after the last. */
    public CompletableFuture<List<String>> next() {
        return held.read(this::portion);
    }

    private List<String> portion(StoreReader store) {
        RowCursor rows = cursor;
        if (rows == null) {
            rows = store.rows(plan, variables);
            cursor = rows;
        }
        List<String> portion = new ArrayList<>();
        int length = 0;
        while (portion.size() < MOST_ROWS && length < FULL_AT_LENGTH) {
            String row = rows.next();
            if (row == null) {
                break;
            }
            portion.add(row);
            length += row.length();
        }
        return portion;
    }

    /** Let go of the snapshot. */
    public CompletableFuture<Void> close() {
        return held.close(() -> {
            if (cursor != null) {
                cursor.close();
            }
        });
    }
}
