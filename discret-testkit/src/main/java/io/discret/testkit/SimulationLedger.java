package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remember what a {@link Simulation} asked for and what was acknowledged, and find what was lost. */
final class SimulationLedger implements WriteObserver {
    private final List<Uid> ids = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<Uid> deletionsWanted = new HashSet<>();
    private final WrittenVersions versions = new WrittenVersions();
    private final List<Written> written = new ArrayList<>();
    private final List<NodeDeletion> deleted = new ArrayList<>();

    /** Rows whose creation was acknowledged. */
    List<Uid> ids() {
        return ids;
    }

    /** A text that some request writes. */
    void wants(String text) {
        texts.add(text);
    }

    /** A request deletes a row. */
    void wantsDeletion(Uid id) {
        deletionsWanted.add(id);
    }

    /** A creation was acknowledged. */
    void created(Uid id, SimulatedDevice on) {
        ids.add(id);
        updated(id, on);
    }

    /** A change of a row was acknowledged: from now on this version, a later one or a deletion must be there. */
    void updated(Uid id, SimulatedDevice on) {
        MemoryTables tables = tables(on);
        MemoryTables.Row row = tables.nodes.get(id);
        if (row != null) {
            written.add(new Written(row.node(), on.name()));
        } else if (entries(tables, id).isEmpty()) {
            throw new AssertionError("A change of " + id + " was acknowledged on " + on.name()
                    + " but neither the row nor a deletion of it is on its disk.");
        }
    }

    /** A deletion was acknowledged. */
    void deleted(Uid id, SimulatedDevice on) {
        MemoryTables tables = tables(on);
        deleted.addAll(entries(tables, id));
    }

    /** What is wrong with the state all devices ended with. */
    List<String> complaints(MemoryTables end) {
        List<String> complaints = new ArrayList<>();
        for (Written one : written) {
            MemoryTables.Row row = end.nodes.get(one.node.id());
            if (row == null && !deletedAtOrAfter(end, one.node)) {
                complaints.add("row " + one.node.id() + ", acknowledged on " + one.device + ", is lost");
            } else if (row != null && older(row.node(), one.node)) {
                complaints.add("row " + one.node.id() + " went back behind a version acknowledged on " + one.device);
            }
        }
        for (NodeDeletion one : deleted) {
            if (!standsFor(end, one)) {
                complaints.add("the acknowledged deletion of " + one.id() + " is lost");
            }
        }
        for (NodeDeletion entry : end.nodeDeletions.all()) {
            if (!deletionsWanted.contains(entry.id())) {
                complaints.add("nobody deleted " + entry.id());
            }
            MemoryTables.Row row = end.nodes.get(entry.id());
            if (row != null && row.node().mdate() <= entry.mdate()) {
                complaints.add("row " + entry.id() + " came back in a version that was deleted");
            }
        }
        return complaints;
    }

    @Override
    public void written(Node node) {
        versions.written(node);
    }

    @Override
    public void written(NodeDeletion entry) {}

    @Override
    public void written(Edge edge) {
        versions.written(edge);
    }

    /** Whether several devices wrote a row in the ms of this version of it. */
    boolean isContested(Node node) {
        return versions.contested(node.id(), node.mdate());
    }

    /** Whether a row holds a text that some request wrote. */
    boolean knows(Node node) {
        String json = Optional.ofNullable(node.json()).orElse("");
        int begin = json.indexOf("\"w");
        int end = json.indexOf('"', begin + 1);
        return begin >= 0 && end > begin && texts.contains(json.substring(begin + 1, end));
    }

    /** Whether somebody deleted this version of a row, or a later one. */
    private static boolean deletedAtOrAfter(MemoryTables tables, Node node) {
        return entries(tables, node.id()).stream().anyMatch(entry -> entry.mdate() >= node.mdate());
    }

    /** Whether an entry is there, or the one that took its place: made in the same ms, for the same or a later version. */
    private static boolean standsFor(MemoryTables tables, NodeDeletion wanted) {
        return entries(tables, wanted.id()).stream()
                .anyMatch(entry -> entry.equals(wanted)
                        || entry.deletionDate() == wanted.deletionDate() && entry.mdate() >= wanted.mdate());
    }

    private static MemoryTables tables(SimulatedDevice device) {
        return device.committed().orElseThrow();
    }

    private static List<NodeDeletion> entries(MemoryTables tables, Uid id) {
        return tables.nodeDeletions.all().stream()
                .filter(entry -> entry.id().equals(id))
                .toList();
    }

    /** Docs/protocol/21 §11. */
    private static boolean older(Node one, Node other) {
        return one.mdate() < other.mdate()
                || one.mdate() == other.mdate() && Arrays.compareUnsigned(one.signature(), other.signature()) < 0;
    }

    private record Written(Node node, String device) {}
}
