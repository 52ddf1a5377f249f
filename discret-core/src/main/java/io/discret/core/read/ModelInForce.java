package io.discret.core.read;

import io.discret.core.db.SearchTexts;
import io.discret.query.DataModel;
import io.discret.query.Deletion;
import io.discret.query.Entity;
import io.discret.query.Languages;
import io.discret.query.Mutation;
import io.discret.query.Query;
import io.discret.query.SearchText;
import io.discret.spi.Node;
import org.jspecify.annotations.Nullable;

/**
 * Hold the data model in force, and read texts by it, each once. A change of the model forgets what was read by the old
 * one. Safe for use by any thread.
 */
public final class ModelInForce implements SearchTexts {
    private volatile State state;

    private record State(
            DataModel model, PlanCache<Query> queries, PlanCache<Mutation> mutations, PlanCache<Deletion> deletions) {
        static State of(DataModel model) {
            return new State(
                    model,
                    new PlanCache<>(text -> Languages.query(model, text)),
                    new PlanCache<>(text -> Languages.mutation(model, text)),
                    new PlanCache<>(text -> Languages.deletion(model, text)));
        }
    }

    public ModelInForce(DataModel model) {
        state = State.of(model);
    }

    /** The model in force. */
    public DataModel model() {
        return state.model();
    }

    /** Put a model in force that continues the one before. */
    public void replace(DataModel model) {
        state = State.of(model);
    }

    /** Read a query. */
    public Query query(String text) {
        return state.queries().get(text);
    }

    /** Read a mutation. */
    public Mutation mutation(String text) {
        return state.mutations().get(text);
    }

    /** Read a deletion. */
    public Deletion deletion(String text) {
        return state.deletions().get(text);
    }

    /** Full name of an entity by its short name; null for one this model does not know. */
    public @Nullable String fullName(String shortName) {
        Entity entity = model().byShortName(shortName);
        return entity == null ? null : entity.name();
    }

    @Override
    public @Nullable String of(Node node) {
        Entity entity = model().byShortName(node.entity());
        String json = node.json();
        return entity == null || !entity.fullText() || json == null ? null : SearchText.of(json);
    }
}
