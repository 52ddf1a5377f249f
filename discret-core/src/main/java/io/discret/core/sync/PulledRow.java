package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.core.rows.RowVerifier;
import io.discret.query.Entity;
import io.discret.query.JsonValue;
import io.discret.query.RowCheck;
import io.discret.query.SearchText;
import io.discret.spi.Node;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hold a row that a peer sent with what its JSON text says, so that the text is read once, by a worker: there are several of
 * those and one writer. Filled by the worker that verifies it, read by others when that is done.
 */
final class PulledRow {
    private final Node node;
    private JsonValue.@Nullable Obj content;
    private @Nullable Entity entity;
    private Optional<ErrorCode> refusal = Optional.empty();
    private @Nullable String searchText;

    PulledRow(Node node) {
        this.node = node;
    }

    Node node() {
        return node;
    }

    /**
     * Verify the row, and note what its text says in the model in force; what that refuses is genuine all the same.
     *
     * @param entities by short name
     */
    Optional<ErrorCode> verify(RowVerifier verifier, Function<String, @Nullable Entity> entities) {
        Optional<ErrorCode> reason = verifier.verify(node, json -> content = json);
        Entity known = entities.apply(node.entity());
        if (reason.isEmpty() && known != null) {
            read(known);
        }
        content = null; // it takes more memory than its text
        return reason;
    }

    private void read(Entity known) {
        JsonValue.Obj read = content;
        if (read != null) {
            refusal = RowCheck.checkContent(known, read);
            searchText = known.fullText() ? SearchText.of(read) : null;
        }
        entity = known;
    }

    /** Whether what is noted was read by this entity: the model may have changed since. */
    @SuppressWarnings("ReferenceEquality") // another model has other entities, and to compare their fields costs more
    boolean isReadAs(@Nullable Entity known) {
        return known != null && known == entity;
    }

    /** Why the content does not fit an entity, or empty. */
    Optional<ErrorCode> refusal(Entity known) {
        return isReadAs(known) ? refusal : RowCheck.check(known, node.json());
    }

    /** What the full-text index holds of the row, when it is read; null = nothing. */
    @Nullable
    String searchText() {
        return searchText;
    }
}
