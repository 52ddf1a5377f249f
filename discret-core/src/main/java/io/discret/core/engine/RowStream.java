package io.discret.core.engine;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.read.RowPortions;
import io.discret.core.read.TypedRow;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Pull rows for a {@link Stream}, a portion at a time. Used by one thread at a time. */
final class RowStream<T> extends Spliterators.AbstractSpliterator<T> {
    private final RowPortions portions;
    private final Class<T> type;
    private List<String> portion = List.of();
    private int at;
    private boolean ended;
    private boolean closed;

    private RowStream(RowPortions portions, Class<T> type) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.portions = portions;
        this.type = type;
    }

    static <T> Stream<T> of(RowPortions portions, Class<T> type) {
        RowStream<T> rows = new RowStream<>(portions, type);
        return StreamSupport.stream(rows, false).onClose(rows::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (at == portion.size() && !ended) {
            at = 0;
            portion = BlockingCalls.await(portions.next());
            ended = portion.isEmpty();
        }
        if (ended) {
            close(); // a stream read to its end needs no care
            return false;
        }
        String row = portion.get(at++);
        action.accept(TypedRow.read(row, type));
        return true;
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        ended = true;
        portion = List.of();
        at = 0;
        try {
            BlockingCalls.await(portions.close());
        } catch (DiscretException e) {
            // The database was closed before, and the snapshot with it.
            if (e.code() != ErrorCode.CLOSED) {
                throw e;
            }
        }
    }
}
