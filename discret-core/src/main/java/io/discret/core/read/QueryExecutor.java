package io.discret.core.read;

import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.core.db.Database;
import io.discret.core.db.Failures;
import io.discret.query.Query;
import io.discret.spi.Value;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Run queries on snapshots (docs/protocol/12). Safe for use by any thread. */
public final class QueryExecutor {
    private final Database database;
    private final ModelInForce model;

    public QueryExecutor(Database database, ModelInForce model) {
        this.database = database;
        this.model = model;
    }

    /** Read; sees every write whose future completed before. */
    public CompletableFuture<QueryResult> query(String text, Parameters parameters) {
        try {
            Query query = model.query(text);
            Map<String, Value> bound = query.variables().bind(parameters);
            return database.read(store -> JsonResult.of(store.query(query.plan(), bound)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }

    /** Tell people how a query would run. */
    public CompletableFuture<String> explain(String text) {
        try {
            Query query = model.query(text);
            return database.read(store -> store.explain(query.plan()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }
}
