package io.discret.core.db;

import io.discret.spi.Scheduler;
import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stand between the engine and its store: reads on snapshots in parallel, writes in groups by one writer.
 *
 * <p>A future completes after the commit, on the executor given to {@link #completingOn}, and fails with a
 * {@link io.discret.api.DiscretException} only. What one request wrote is visible to every read submitted after its
 * future completed. The queue of writes has no bound of its own: whoever produces without waiting keeps a bound on what
 * it has in flight, as the mutation stream does. Safe for use by any thread.
 */
public final class Database {
    /** Given to {@link #onCommit}: call the listener on the writer, before any task of the next group runs. */
    public static final Executor WRITER = Runnable::run;

    private final GroupCommit groups;
    private final Readers readers;
    private final Executor readerPool;
    private final Lifecycle lifecycle;
    private final Executor completion;

    /**
     * Take a store into use.
     *
     * @param store stays open when this closes; who opened it closes it
     * @param scheduler gives the executors "writer" and "checkpoints" (serial) and "readers" (pool)
     * @param searchTexts what the full-text index holds of each row
     * @param completion where futures complete, unless {@link #completingOn} says otherwise
     * @param parallelism readers at once
     * @param writeBufferLength most requests in one transaction
     */
    public Database(
            Store store,
            Scheduler scheduler,
            SearchTexts searchTexts,
            Executor completion,
            int parallelism,
            int writeBufferLength) {
        this.lifecycle = new Lifecycle();
        this.groups = new GroupCommit(store, scheduler, searchTexts, writeBufferLength, lifecycle);
        this.readers = new Readers(store);
        this.readerPool = scheduler.pool("readers", parallelism);
        this.completion = completion;
        groups.start();
    }

    private Database(
            GroupCommit groups, Readers readers, Executor readerPool, Lifecycle lifecycle, Executor completion) {
        this.groups = groups;
        this.readers = readers;
        this.readerPool = readerPool;
        this.lifecycle = lifecycle;
        this.completion = completion;
    }

    /** The same database, with futures that complete on another executor. */
    public Database completingOn(Executor executor) {
        return new Database(groups, readers, readerPool, lifecycle, executor);
    }

    /** The same database, with futures that complete where they are answered: for callers that wait, and nothing else. */
    public Database forWaiting() {
        return completingOn(Runnable::run);
    }

    /** Read on one snapshot. */
    public <T> CompletableFuture<T> read(Function<StoreReader, T> task) {
        return submit(() -> readers.read(task));
    }

    /** Read on one snapshot whose full-text index holds everything; {@link #read} may find less. */
    public <T> CompletableFuture<T> search(Function<StoreReader, T> task) {
        return searching(() -> read(task));
    }

    /** As {@link #hold}, with a full-text index that holds everything. */
    public CompletableFuture<HeldReader> holdToSearch() {
        return searching(this::hold);
    }

    /** Commits that come while somebody searches put nothing off, so what is entered first stays everything. */
    private <T> CompletableFuture<T> searching(Supplier<CompletableFuture<T>> read) {
        CompletableFuture<T> found = groups.searching()
                ? write(IndexUpkeep.entering(Integer.MAX_VALUE)).thenCompose(done -> read.get())
                : read.get();
        return found.whenComplete((value, failure) -> groups.searched());
    }

    /**
     * Take a snapshot of this moment for several reads.
     *
     * @return fails with {@link io.discret.api.ErrorCode#TOO_MANY_STREAMS} when too many are held
     */
    public CompletableFuture<HeldReader> hold() {
        return submit(() -> new HeldReader(this, readers, readers.hold()));
    }

    /** Read much on one snapshot, on a connection and an executor apart, so that no other read waits for it. */
    public <T> CompletableFuture<T> apart(Executor executor, Function<StoreReader, T> task) {
        return submit(executor, () -> readers.read(task));
    }

    <T extends @Nullable Object> CompletableFuture<T> submit(Supplier<T> work) {
        return submit(readerPool, work);
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(Executor executor, Supplier<T> work) {
        if (!lifecycle.enter()) {
            return CompletableFuture.failedFuture(Failures.closed());
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        executor.execute(() -> workNow(work, future));
        return future;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the work or the store throws, the caller gets an answer
    private <T extends @Nullable Object> void workNow(Supplier<T> work, CompletableFuture<T> future) {
        Completions completions = new Completions();
        try {
            completions.success(completion, future, work.get());
        } catch (Exception | Error failure) {
            completions.failure(completion, future, Failures.of(failure));
        }
        completions.deliver();
        lifecycle.leave();
    }

    /** Write with all that waits; see {@link WriteTask}. Requests are written in the order of the calls. */
    public <T> CompletableFuture<T> write(WriteTask<T> task) {
        if (!lifecycle.enter()) {
            return CompletableFuture.failedFuture(Failures.closed());
        }
        GroupCommit.Request<T> request = new GroupCommit.Request<>(task, completion);
        groups.submit(request);
        return request.future();
    }

    /**
     * Learn of every commit that marked days or changed definitions of rooms. On one executor listeners hear of a commit before its futures complete.
     *
     * @param executor where to call, or {@link #WRITER}
     * @return run it to stop
     */
    public Runnable onCommit(Executor executor, CommitListener listener) {
        GroupCommit.Listener entry = new GroupCommit.Listener(executor, listener);
        groups.listeners().add(entry);
        return () -> groups.listeners().remove(entry);
    }

    /** Follow definitions of rooms inside the transactions that change them; set once, before the first write. */
    public void whenDefined(DefinitionHook hook) {
        groups.hook(hook);
    }

    /**
     * Refuse what comes from now on with {@code CLOSED}, and finish what waits. The scheduler must run until the future
     * completes, on a thread of the store; then the store is free to be closed.
     */
    public CompletableFuture<Void> close() {
        return lifecycle.close().thenRun(readers::close);
    }
}
