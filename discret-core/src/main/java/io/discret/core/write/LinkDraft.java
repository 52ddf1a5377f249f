package io.discret.core.write;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.StoreReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hold what a mutation does to the edges of one row and one label (docs/protocol/11 §6.3). Used by one thread. */
final class LinkDraft {
    private final @Nullable StoreReader store;
    private final Uid src;
    private final String label;
    private final Map<Uid, Edge> removed = new LinkedHashMap<>();
    private final Set<Uid> added = new LinkedHashSet<>();

    /**
     * Begin with what is stored.
     *
     * @param store null = a new row, which has no edges
     */
    LinkDraft(@Nullable StoreReader store, Uid src, String label) {
        this.store = store;
        this.src = src;
        this.label = label;
    }

    /** Add a target beside the others; false when it is there. */
    boolean append(Uid target) {
        return !present(target) && added.add(target);
    }

    /** Make a target the only one; false when it is there already. */
    boolean replace(Uid target) {
        if (present(target)) {
            return false;
        }
        clear();
        return added.add(target);
    }

    /** Remove every target; false when there is none. */
    boolean clear() {
        boolean changed = !added.isEmpty();
        added.clear();
        for (Edge edge : stored()) {
            changed |= removed.putIfAbsent(edge.dest(), edge) == null;
        }
        return changed;
    }

    /** Remove one target; false when it is not there. */
    boolean remove(Uid target) {
        if (added.remove(target)) {
            return true;
        }
        Edge edge = store == null ? null : store.edge(src, label, target);
        return edge != null && removed.putIfAbsent(target, edge) == null;
    }

    private boolean present(Uid target) {
        return added.contains(target)
                || store != null && !removed.containsKey(target) && store.edge(src, label, target) != null;
    }

    private Collection<Edge> stored() {
        return store == null ? Set.of() : store.edges(src, label);
    }

    String label() {
        return label;
    }

    Collection<Edge> removed() {
        return removed.values();
    }

    Set<Uid> added() {
        return added;
    }
}
