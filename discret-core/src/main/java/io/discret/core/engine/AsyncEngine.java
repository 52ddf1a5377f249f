package io.discret.core.engine;

import io.discret.api.AsyncDiscret;
import io.discret.api.InviteOptions;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.api.SyncStatus;
import io.discret.query.DataModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Pass the calls of an application on to the parts of the engine. Safe for use by any thread. */
final class AsyncEngine implements AsyncDiscret {
    private final Running running;

    AsyncEngine(Running running) {
        this.running = running;
    }

    Running running() {
        return running;
    }

    @Override
    public CompletableFuture<QueryResult> query(String query, Parameters parameters) {
        return running.queries().query(query, parameters);
    }

    @Override
    public CompletableFuture<String> explain(String query, Parameters parameters) {
        return running.queries().explain(query, parameters);
    }

    @Override
    public CompletableFuture<String> explain(String query) {
        return running.queries().explain(query, null);
    }

    @Override
    public CompletableFuture<QueryResult> mutate(String mutation, Parameters parameters) {
        return running.mutations().mutate(mutation, parameters);
    }

    @Override
    public CompletableFuture<Void> delete(String deletion, Parameters parameters) {
        return running.deletions().delete(deletion, parameters);
    }

    @Override
    public CompletableFuture<byte[]> invite(InviteOptions options) {
        return running.invites().create(options);
    }

    @Override
    public CompletableFuture<Void> acceptInvite(byte[] invite) {
        return running.invites().accept(invite.clone());
    }

    @Override
    public CompletableFuture<String> dataModel() {
        return CompletableFuture.completedFuture(running.model().model().describe());
    }

    /** The new model is checked and stored by the writer, so that two updates at once follow each other. */
    @Override
    public CompletableFuture<String> updateDataModel(String text) {
        return running.database()
                .write(transaction -> {
                    // The stored one: an update before this one may not be in force yet.
                    DataModel changed =
                            StoredModelText.load(transaction.store()).update(text);
                    StoredModelText.save(transaction.store(), changed);
                    return changed;
                })
                .thenApply(changed -> {
                    running.model().replace(changed);
                    running.pullAgain();
                    return changed.describe();
                });
    }

    @Override
    public CompletableFuture<List<SyncStatus>> status() {
        return running.statuses().all();
    }

    @Override
    public CompletableFuture<Void> close() {
        return running.close();
    }
}
