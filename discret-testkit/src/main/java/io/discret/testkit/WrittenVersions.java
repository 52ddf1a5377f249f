package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Remember which versions of rows were written, acknowledged or not, to find those that devices made apart in the same ms.
 *
 * <p>Two such versions may even be the same bytes, when each only added a relation: relations are no part of the row. A
 * mutation of a simulation adds at most one to a row, so more than one of a date tells.
 */
final class WrittenVersions {
    private final Map<Version, Set<ByteBuffer>> signatures = new HashMap<>();
    private final Map<Version, Set<MemoryTables.EdgeKey>> relations = new HashMap<>();

    private record Version(Uid id, long date) {}

    void written(Node node) {
        signatures
                .computeIfAbsent(new Version(node.id(), node.mdate()), version -> new HashSet<>())
                .add(ByteBuffer.wrap(node.signature()));
    }

    void written(Edge edge) {
        relations
                .computeIfAbsent(new Version(edge.src(), edge.cdate()), version -> new HashSet<>())
                .add(MemoryTables.EdgeKey.of(edge));
    }

    /** Whether more than one version of a row, or set of relations made with it, has this date. */
    boolean contested(Uid id, long date) {
        Version version = new Version(id, date);
        return signatures.getOrDefault(version, Set.of()).size() > 1
                || relations.getOrDefault(version, Set.of()).size() > 1;
    }
}
