package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Hold everything signed, and every known room, that a store held at one moment: what a test compares to say that
 * nothing got in. Immutable. Lines of daily logs are left out: they follow from the rest.
 *
 * @param roomDates date of the definition of each room
 */
public record StoreContent(
        Set<Node> nodes,
        Set<Edge> edges,
        Set<NodeDeletion> nodeDeletions,
        Set<EdgeDeletion> edgeDeletions,
        Map<Uid, Long> roomDates) {
    public StoreContent {
        nodes = Set.copyOf(nodes);
        edges = Set.copyOf(edges);
        nodeDeletions = Set.copyOf(nodeDeletions);
        edgeDeletions = Set.copyOf(edgeDeletions);
        roomDates = Map.copyOf(roomDates);
    }

    static StoreContent of(MemoryTables tables) {
        Set<Node> nodes = new LinkedHashSet<>();
        tables.nodes.all().forEach(row -> nodes.add(row.node()));
        Map<Uid, Long> roomDates = new LinkedHashMap<>();
        tables.roomDates.forEach(roomDates::put);
        return new StoreContent(
                nodes,
                Set.copyOf(tables.edges.all()),
                Set.copyOf(tables.nodeDeletions.all()),
                Set.copyOf(tables.edgeDeletions.all()),
                roomDates);
    }
}
