package io.discret.core.read;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.core.db.Database;
import io.discret.core.db.Failures;
import io.discret.core.db.HeldReader;
import io.discret.query.PlanText;
import io.discret.query.Query;
import io.discret.spi.StoreReader;
import io.discret.spi.Value;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        return query(database, text, parameters);
    }

    /** As {@link #query}, for a caller that does nothing but wait: the reader wakes him. */
    public CompletableFuture<QueryResult> queryForWaiting(String text, Parameters parameters) {
        return query(database.forWaiting(), text, parameters);
    }

    private CompletableFuture<QueryResult> query(Database answering, String text, Parameters parameters) {
        try {
            Query query = model.query(text);
            Map<String, Value> bound = query.variables().bind(parameters);
            Function<StoreReader, QueryResult> read = store -> JsonResult.of(store.query(query.plan(), bound));
            return query.plan().searches() ? answering.search(read) : answering.read(read);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }

    /** Take the snapshot for reading one selection row by row. */
    public CompletableFuture<RowPortions> rows(String text, Parameters parameters) {
        try {
            Query query = model.query(text);
            if (query.plan().selections().size() != 1) {
                throw new DiscretException(
                        ErrorCode.UNSUPPORTED,
                        "A stream reads one selection, this query has "
                                + query.plan().selections().size() + "; open a stream for each.");
            }
            Map<String, Value> bound = query.variables().bind(parameters);
            CompletableFuture<HeldReader> holding = query.plan().searches() ? database.holdToSearch() : database.hold();
            return holding.thenApply(held -> new RowPortions(held, query.plan(), bound));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }

    /**
     * Tell people how a query would run.
     *
     * @param parameters checked; null = without values
     */
    public CompletableFuture<String> explain(String text, @Nullable Parameters parameters) {
        try {
            Query query = model.query(text);
            if (parameters != null) {
                query.variables().bind(parameters);
            }
            String plan = PlanText.of(model.model(), query.plan());
            return database.read(store -> plan + "\n" + store.explain(query.plan()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Failures.of(e));
        }
    }
}
