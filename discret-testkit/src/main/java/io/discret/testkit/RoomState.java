package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.RoomHistory.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hold what one peer of a {@link RoomSimulation} has on its disk. */
final class RoomState {
    private final SimulatedPerson person;
    private final SimulatedDevice device;
    private final MemoryTables tables;
    private final Map<Uid, RoomOracle> rooms;
    private final Map<Uid, Version> rows = new HashMap<>();

    RoomState(SimulatedPerson person, SimulatedDevice device) {
        this.person = person;
        this.device = device;
        tables = device.committed().orElseThrow();
        rooms = RoomOracle.rooms(tables);
        tables.nodes.all().stream()
                .map(MemoryTables.Row::node)
                .filter(node -> SimulatedModel.isApplication(node.entity()))
                .forEach(node -> rows.put(node.id(), Version.of(node)));
    }

    SimulatedPerson person() {
        return person;
    }

    String name() {
        return device.name();
    }

    MemoryTables tables() {
        return tables;
    }

    Map<Uid, RoomOracle> rooms() {
        return rooms;
    }

    /** Rows of the application. */
    Map<Uid, Version> rows() {
        return rows;
    }

    Set<NodeDeletion> deletions(Uid room) {
        Set<NodeDeletion> found = new HashSet<>();
        tables.nodeDeletions.all().stream()
                .filter(entry -> entry.roomId().equals(room) && SimulatedModel.isApplication(entry.entity()))
                .forEach(found::add);
        return found;
    }

    /** Relations made by the version of the row that is here, and that travel with it (docs/protocol/11 §6.4). */
    Set<Edge> edges() {
        Set<Edge> found = new HashSet<>();
        for (Edge edge : tables.edges.all()) {
            Version source = rows.get(edge.src());
            if (SimulatedModel.isApplication(edge.srcEntity()) && source != null && source.mdate() == edge.cdate()) {
                found.add(edge);
            }
        }
        return found;
    }
}
