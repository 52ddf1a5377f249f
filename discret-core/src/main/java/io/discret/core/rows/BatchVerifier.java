package io.discret.core.rows;

import io.discret.api.ErrorCode;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Verify many rows on a pool, each by itself: one bad row never harms its neighbours (docs/protocol/21 §16).
 *
 * <p>Stages are completed on the pool; go on with an {@code …Async} method and an executor of your own. Safe for use by
 * any thread.
 */
public final class BatchVerifier {
    /** About 3 ms of work: enough to outweigh the hand-over, little enough to share among threads. */
    private static final int ROWS_PER_TASK = 32;

    private static final System.Logger LOG = System.getLogger("io.discret.core.rows");

    private final RowVerifier verifier;
    private final Executor pool;

    public BatchVerifier(RowVerifier verifier, Executor pool) {
        this.verifier = verifier;
        this.pool = pool;
    }

    public CompletionStage<Verified<Node>> nodes(List<Node> rows) {
        return verify(rows, verifier::verify);
    }

    public CompletionStage<Verified<Edge>> edges(List<Edge> rows) {
        return verify(rows, verifier::verify);
    }

    public CompletionStage<Verified<NodeDeletion>> nodeDeletions(List<NodeDeletion> entries) {
        return verify(entries, verifier::verify);
    }

    public CompletionStage<Verified<EdgeDeletion>> edgeDeletions(List<EdgeDeletion> entries) {
        return verify(entries, verifier::verify);
    }

    /** Verify with a check of the caller, such as that of a peer row; empty = genuine. */
    public <T> CompletionStage<Verified<T>> verify(List<T> rows, Function<T, Optional<ErrorCode>> check) {
        List<CompletableFuture<List<Optional<ErrorCode>>>> tasks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS_PER_TASK) {
            List<T> part = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_TASK));
            tasks.add(CompletableFuture.supplyAsync(
                    () -> part.stream().map(row -> safely(check, row)).toList(), pool));
        }
        return CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<T> genuine = new ArrayList<>(rows.size());
            List<Verified.Refused<T>> refused = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                T row = rows.get(i);
                Optional<ErrorCode> reason = tasks.get(i / ROWS_PER_TASK).join().get(i % ROWS_PER_TASK);
                reason.ifPresentOrElse(code -> refused.add(new Verified.Refused<>(row, code)), () -> genuine.add(row));
            }
            return new Verified<>(genuine, refused);
        });
    }

    /** A provider that fails on one row must not cost us the other rows. */
    private static <T> Optional<ErrorCode> safely(Function<T, Optional<ErrorCode>> check, T row) {
        try {
            return check.apply(row);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A row was refused: its check failed with {0}.", e.getClass());
            return Optional.of(ErrorCode.BAD_SIGNATURE);
        }
    }
}
