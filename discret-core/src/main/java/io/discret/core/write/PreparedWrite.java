package io.discret.core.write;

import io.discret.api.Uid;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rows.SentRow;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hold what is signed, in the order in which it is written, and what has to be allowed before. Used by one thread at a
 * time.
 */
final class PreparedWrite {
    private final List<Consumer<LocalRights>> conditions = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** Taken when all relations are known. */
    private final List<Step> lastSteps = new ArrayList<>();

    private final Map<Uid, List<Edge>> edges = new HashMap<>();

    @FunctionalInterface
    private interface Step {
        void apply(WriteTransaction transaction);
    }

    /** Add a condition; it throws when it does not hold. */
    void require(Consumer<LocalRights> condition) {
        conditions.add(condition);
    }

    /** Check everything against the rooms as the transaction sees them; the first refusal refuses all. */
    void check(LocalRights rights) {
        conditions.forEach(condition -> condition.accept(rights));
    }

    void putNode(Node row, @Nullable NodeVersion replaced) {
        steps.add(transaction -> transaction.putNode(row, replaced));
        long base = replaced == null ? 0 : replaced.mdate();
        lastSteps.add(
                transaction -> transaction.written(new SentRow(row, base, edges.getOrDefault(row.id(), List.of()))));
    }

    void deleteNode(Node row) {
        steps.add(transaction -> transaction.store().deleteNode(row.id()));
    }

    void putEdge(Edge edge) {
        steps.add(transaction -> transaction.store().putEdge(edge));
        edges.computeIfAbsent(edge.src(), source -> new ArrayList<>()).add(edge);
    }

    void deleteEdge(Edge edge) {
        steps.add(transaction -> transaction.store().deleteEdge(edge.src(), edge.label(), edge.dest()));
    }

    void putEntry(NodeDeletion entry) {
        steps.add(transaction -> transaction.putNodeDeletion(entry));
    }

    void putEntry(EdgeDeletion entry) {
        steps.add(transaction -> transaction.putEdgeDeletion(entry));
    }

    void apply(WriteTransaction transaction) {
        steps.forEach(step -> step.apply(transaction));
        lastSteps.forEach(step -> step.apply(transaction));
    }
}
