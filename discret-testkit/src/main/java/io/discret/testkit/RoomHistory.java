package io.discret.testkit;

import io.discret.api.Base64Url;
import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remember every version of a row and every deletion that was written anywhere in a {@link RoomSimulation}, and what was
 * acknowledged to an application.
 */
final class RoomHistory implements WriteObserver {
    private final Map<Uid, Set<Version>> versions = new LinkedHashMap<>();
    private final Map<Uid, Set<NodeDeletion>> deletions = new LinkedHashMap<>();
    private final WrittenVersions dated = new WrittenVersions();
    private final List<Uid> rows = new ArrayList<>();
    private final List<Uid> rooms = new ArrayList<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final Set<Acknowledged> takenBack = new HashSet<>();

    /** A version of a row; two are equal when they are the same bytes. */
    record Version(Uid id, @Nullable Uid room, String entity, long mdate, String author, String signature)
            implements Comparable<Version> {
        static Version of(Node node) {
            return new Version(
                    node.id(),
                    node.roomId(),
                    node.entity(),
                    node.mdate(),
                    Base64Url.encode(node.verifyingKey()),
                    Base64Url.encode(node.signature()));
        }

        /** Docs/protocol/21 §11. */
        @Override
        public int compareTo(Version other) {
            int dates = Long.compare(mdate, other.mdate);
            return dates != 0
                    ? dates
                    : Arrays.compareUnsigned(Base64Url.decode(signature), Base64Url.decode(other.signature));
        }
    }

    /** A version that an application was told is written. */
    record Acknowledged(Version version, String device) {}

    @Override
    public void written(Node node) {
        if (SimulatedModel.isApplication(node.entity())) {
            versions.computeIfAbsent(node.id(), id -> new LinkedHashSet<>()).add(Version.of(node));
            dated.written(node);
        }
    }

    @Override
    public void written(Edge edge) {
        dated.written(edge);
    }

    /** Whether a row was written by several devices in one ms. */
    boolean inOneMillisecond(Version version) {
        return dated.contested(version.id(), version.mdate());
    }

    @Override
    public void written(NodeDeletion entry) {
        if (SimulatedModel.isApplication(entry.entity())) {
            deletions.computeIfAbsent(entry.id(), id -> new LinkedHashSet<>()).add(entry);
        }
    }

    /** The creation or change of a row was acknowledged. */
    void acknowledged(Uid id, SimulatedDevice device) {
        if (!rows.contains(id)) {
            rows.add(id);
        }
        MemoryTables.Row row = device.committed().orElseThrow().nodes.get(id);
        if (row != null) {
            acknowledged.add(new Acknowledged(Version.of(row.node()), device.name()));
        }
    }

    /** The application was told that rows of a room were taken out again, those it wrote among them. */
    void withdrawn(Uid room, SimulatedDevice device) {
        acknowledged.stream()
                .filter(one -> one.device().equals(device.name())
                        && room.equals(one.version().room()))
                .forEach(takenBack::add);
    }

    /** Whether the application that wrote a version was told since that it may be gone. */
    boolean isTakenBack(Acknowledged one) {
        return takenBack.contains(one);
    }

    void room(Uid id) {
        rooms.add(id);
    }

    /** Rooms whose creation was acknowledged. */
    List<Uid> rooms() {
        return rooms;
    }

    /** Rows whose creation was acknowledged. */
    List<Uid> rows() {
        return rows;
    }

    List<Acknowledged> acknowledged() {
        return acknowledged;
    }

    Set<Version> versions(Uid id) {
        return versions.getOrDefault(id, Set.of());
    }

    Set<NodeDeletion> deletions(Uid id) {
        return deletions.getOrDefault(id, Set.of());
    }
}
