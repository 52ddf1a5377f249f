package io.discret.spi;

import org.jspecify.annotations.Nullable;

/**
 * Hand out the rows of one selection one by one, reading no further than asked. Used by one thread at a time, like the
 * reader it came from.
 */
public interface RowCursor extends AutoCloseable {
    /** The next row, a JSON object as in the array of docs/protocol/12 §12; null after the last one. */
    @Nullable
    String next();

    /** Let go of what the rows are read with. A second call does nothing. */
    @Override
    void close();
}
