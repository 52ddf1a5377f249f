package io.discret.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Offer the calls of {@link Discret} without waiting. Every future fails with a {@link DiscretException}, never with
 * another type. Safe for use by any thread.
 */
public interface AsyncDiscret {
    /** @see Discret#query */
    CompletableFuture<QueryResult> query(String query, Parameters parameters);

    /** @see Discret#explain(String, Parameters) */
    CompletableFuture<String> explain(String query, Parameters parameters);

    /** @see Discret#explain(String) */
    CompletableFuture<String> explain(String query);

    /** @see Discret#mutate */
    CompletableFuture<QueryResult> mutate(String mutation, Parameters parameters);

    /** @see Discret#delete */
    CompletableFuture<Void> delete(String deletion, Parameters parameters);

    /** @see Discret#invite() */
    default CompletableFuture<byte[]> invite() {
        return invite(InviteOptions.create());
    }

    /** @see Discret#invite(DefaultRoom) */
    default CompletableFuture<byte[]> invite(DefaultRoom room) {
        return invite(InviteOptions.create().room(room));
    }

    /** @see Discret#invite(InviteOptions) */
    CompletableFuture<byte[]> invite(InviteOptions options);

    /** @see Discret#acceptInvite */
    CompletableFuture<Void> acceptInvite(byte[] invite);

    /** @see Discret#dataModel */
    CompletableFuture<String> dataModel();

    /** @see Discret#updateDataModel */
    CompletableFuture<String> updateDataModel(String model);

    /** @see Discret#status */
    CompletableFuture<List<SyncStatus>> status();

    /** @see Discret#close */
    CompletableFuture<Void> close();
}
