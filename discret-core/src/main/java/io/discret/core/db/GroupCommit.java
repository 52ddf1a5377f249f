package io.discret.core.db;

import io.discret.api.DiscretException;
import io.discret.spi.Scheduler;
import io.discret.spi.Store;
import io.discret.spi.StoreWriter;
import java.lang.System.Logger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Write everything that waits in one transaction (docs/protocol/21 §18).
 *
 * <p>While one group is written the next one gathers. Requests run in the order given; each is undone alone when it is
 * refused. A failure of the store rolls the group back, always, and fails all of it.
 */
final class GroupCommit {
    private static final Logger LOG = System.getLogger(GroupCommit.class.getPackageName());

    private final StoreWriter store;
    private final Executor writer;
    private final SearchTexts searchTexts;
    private final int mostRequests;
    private final Lifecycle lifecycle;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Request<?>> waiting = new ArrayDeque<>();
    private final IndexUpkeep upkeep;
    private final Checkpoints checkpoints;
    private int searches;
    private volatile DefinitionHook hook = (transaction, room, since) -> {};
    private boolean scheduled;

    GroupCommit(Store store, Scheduler scheduler, SearchTexts searchTexts, int mostRequests, Lifecycle lifecycle) {
        this.store = store.writer();
        writer = scheduler.serial("writer");
        checkpoints = new Checkpoints(store, scheduler, lifecycle);
        upkeep = new IndexUpkeep(this.store, scheduler, writer, this::catchUp);
        this.searchTexts = searchTexts;
        this.mostRequests = mostRequests;
        this.lifecycle = lifecycle;
    }

    record Listener(Executor executor, CommitListener listener) {}

    List<Listener> listeners() {
        return listeners;
    }

    /** Work off what an earlier process put off. */
    void start() {
        upkeep.keepUp();
    }

    void hook(DefinitionHook whenDefined) {
        hook = whenDefined;
    }

    void submit(Request<?> request) {
        synchronized (waiting) {
            waiting.add(request);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        writer.execute(this::writeGroup);
    }

    /**
     * Let commits complete the full-text index until {@link #searched}, because somebody reads from it.
     *
     * @return whether it may lack something that is committed, or about to be
     */
    boolean searching() {
        synchronized (waiting) {
            searches++;
            return scheduled || store.searchIsBehind();
        }
    }

    void searched() {
        synchronized (waiting) {
            searches--;
        }
    }

    private void writeGroup() {
        List<Request<?>> group = new ArrayList<>();
        boolean complete;
        synchronized (waiting) {
            complete = searches > 0;
            while (group.size() < mostRequests && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
        }
        Completions completions = new Completions();
        boolean written = false;
        try {
            written = write(group, complete, completions);
        } finally {
            completions.deliver();
            group.forEach(request -> lifecycle.leave());
            boolean more;
            synchronized (waiting) {
                more = !waiting.isEmpty();
                scheduled = more;
            }
            if (more) {
                writer.execute(this::writeGroup);
            }
        }
        if (written) {
            checkpoints.committed();
            upkeep.keepUp();
        }
    }

    private void catchUp(int mostRows) {
        if (lifecycle.enter()) {
            submit(new Request<>(IndexUpkeep.entering(mostRows), writer));
        }
    }

    /** False when the store failed. */
    @SuppressWarnings("CatchingUnchecked") // whatever a task or the store throws, every caller gets an answer
    private boolean write(List<Request<?>> group, boolean complete, Completions completions) {
        Changes changes = new Changes();
        try {
            store.begin();
            for (Request<?> request : group) {
                request.run(store, searchTexts, hook, changes);
            }
            changes.forEach(store::markDay);
            if (complete) {
                store.commit();
            } else {
                store.commitLazily();
            }
        } catch (Exception | Error failure) {
            rollback();
            DiscretException reason = Failures.of(failure);
            group.forEach(request -> request.fail(reason, completions));
            return false;
        }
        tell(changes, completions);
        group.forEach(request -> request.answer(completions));
        return true;
    }

    private void tell(Changes changes, Completions completions) {
        if (changes.isEmpty()) {
            return;
        }
        for (Listener to : listeners) {
            if (to.executor() == Database.WRITER) {
                tell(to, changes);
            } else {
                completions.add(to.executor(), () -> tell(to, changes));
            }
        }
    }

    private static void tell(Listener to, Changes changes) {
        try {
            to.listener().committed(changes);
        } catch (RuntimeException failure) {
            LOG.log(Logger.Level.ERROR, "A listener of commits failed; please report this.", failure);
        }
    }

    private void rollback() {
        try {
            store.rollback();
        } catch (RuntimeException failure) {
            LOG.log(Logger.Level.ERROR, "A transaction could not be rolled back; the next one will try again.");
        }
    }

    /** One task and its answer. Confined to the writer once submitted. */
    static final class Request<T> {
        private final WriteTask<T> task;
        private final Executor executor;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T value;
        private @Nullable DiscretException refusal;

        Request(WriteTask<T> task, Executor executor) {
            this.task = task;
            this.executor = executor;
        }

        CompletableFuture<T> future() {
            return future;
        }

        @SuppressWarnings("CatchingUnchecked") // a defect in one task must not harm its neighbours
        void run(StoreWriter store, SearchTexts searchTexts, DefinitionHook hook, Changes changes) {
            WriteTransaction transaction =
                    new WriteTransaction(store, searchTexts, !task.refusesBeforeWriting(), changes, hook);
            try {
                value = task.run(transaction);
                transaction.keep();
                changes.addAll(transaction.changes());
            } catch (Exception | Error failure) {
                refusal = Failures.of(failure);
                if (!transaction.undo()) {
                    throw refusal;
                }
            }
        }

        void answer(Completions completions) {
            if (refusal != null) {
                fail(refusal, completions);
            } else {
                completions.success(executor, future, value);
            }
        }

        /** A refusal of the request itself says more than the failure of its group. */
        void fail(DiscretException reason, Completions completions) {
            completions.failure(executor, future, refusal == null ? reason : refusal);
        }
    }
}
