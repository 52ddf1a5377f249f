package io.discret.core.db;

import org.jspecify.annotations.Nullable;

/**
 * Write something inside a transaction shared with others.
 *
 * <p>A task that fails leaves nothing behind and harms none of its neighbours. It runs once, on the writer, and must not
 * wait for anything that the writer does.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface WriteTask<T> {
    /**
     * Read and write.
     *
     * @throws io.discret.api.DiscretException when the request is refused
     */
    @Nullable
    T run(WriteTransaction transaction);

    /**
     * Whether every refusal comes before the first write, so that no savepoint is needed. Should it fail later all the
     * same, its whole group fails with it.
     */
    default boolean refusesBeforeWriting() {
        return false;
    }
}
