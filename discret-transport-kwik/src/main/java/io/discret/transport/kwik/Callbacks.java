package io.discret.transport.kwik;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Carry results from the thread of the transport to the serial executor of its user. Safe for use by any thread.
 *
 * <p>An engine that closes may have shut its executor down already; then listeners are not told any more, and stages
 * complete on the thread that knows, so that nobody waits for ever.
 */
final class Callbacks {
    private static final System.Logger LOG = System.getLogger("io.discret.transport.kwik");

    private final Executor executor;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "An event of the transport came while the engine was closing.");
        }
    }

    <T> void complete(CompletableFuture<T> stage, T value) {
        finish(() -> stage.complete(value));
    }

    void fail(CompletableFuture<?> stage, Throwable cause) {
        finish(() -> stage.completeExceptionally(cause));
    }

    private void finish(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }
}
