package io.discret.testkit;

import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hold what must be equal on all devices when they have met: rows of the application byte for byte, the relations made
 * with them, deletion entries, and the digests of the days (docs/protocol/21 §14.1).
 */
final class SimulatedState {
    private static final long DAY = 86_400_000L;

    private final MemoryTables tables;
    private final Predicate<Node> contested;
    private final Set<Node> nodes;
    private final Set<NodeDeletion> nodeDeletions;
    private final Set<EdgeDeletion> edgeDeletions;
    private final Set<Edge> edges;
    private final Set<DailyLog> days;

    /**
     * Look at a disk.
     *
     * @param contested whether several devices wrote a row in the ms of this version of it
     */
    SimulatedState(MemoryTables tables, Predicate<Node> contested) {
        this.tables = tables;
        this.contested = contested;
        nodes = set(tables.nodes.all().stream().map(MemoryTables.Row::node).filter(n -> application(n.entity())));
        nodeDeletions = set(tables.nodeDeletions.all().stream());
        edgeDeletions = set(tables.edgeDeletions.all().stream());
        edges = set(tables.edges.all().stream().filter(edge -> application(edge.srcEntity()) && promised(edge)));
        days = set(tables.logs.all().stream()
                .filter(line -> application(line.entity()) && line.dailyHash() != null)
                .map(line -> new DailyLog(
                        line.roomId(), line.date(), line.entity(), line.entryNumber(), line.dailyHash(), null, false)));
    }

    /**
     * Whether every device must have a relation. Relations travel with the version of their source row that made them
     * (docs/protocol/11 §6.4): of two devices that change one row at the same time, the relation made by the version that
     * loses stays where it was made. Deleting a row takes its relations along without a trace.
     */
    private boolean promised(Edge edge) {
        MemoryTables.Row source = tables.nodes.get(edge.src());
        return source != null
                && source.node().mdate() == edge.cdate()
                && !contested.test(source.node())
                && tables.nodes.get(edge.dest()) != null
                && nodeDeletions.stream()
                        .noneMatch(entry ->
                                entry.id().equals(edge.src()) || entry.id().equals(edge.dest()));
    }

    /** Relations that are here although their deletion is here too. */
    List<String> relationsCameBack() {
        return edgeDeletions.stream()
                .filter(entry -> {
                    Edge edge = tables.edges.get(new MemoryTables.EdgeKey(entry.src(), entry.label(), entry.dest()));
                    return edge != null && edge.cdate() == entry.cdate();
                })
                .map(entry -> "came back after its deletion: " + entry)
                .toList();
    }

    MemoryTables tables() {
        return tables;
    }

    Set<Node> nodes() {
        return nodes;
    }

    /** What differs, one line a kind; empty = nothing. */
    List<String> differences(SimulatedState other) {
        List<String> found = new ArrayList<>();
        difference(found, "rows", nodes, other.nodes);
        difference(found, "deletions of rows", nodeDeletions, other.nodeDeletions);
        difference(found, "deletions of relations", edgeDeletions, other.edgeDeletions);
        difference(found, "digests of days", days, other.days);
        difference(found, "relations", edges, other.edges);
        return found;
    }

    /** Digests that do not follow from the rows, and days that still wait for one. */
    List<String> wrongDigests(KeyDerivation hashes) {
        List<String> found = new ArrayList<>();
        MemoryReader reader = new MemoryReader(() -> tables);
        reader.markedDays().stream()
                .filter(line -> application(line.entity()))
                .forEach(line -> found.add("the day " + line.date() + " of " + line.entity() + " is not computed"));
        found.addAll(digestsThatDoNotFollow(hashes));
        nodes.stream()
                .filter(node -> node.roomId() != null)
                .filter(node -> days.stream()
                        .noneMatch(line -> line.roomId().equals(node.roomId())
                                && line.entity().equals(node.entity())
                                && line.date() == node.mdate() - Math.floorMod(node.mdate(), DAY)))
                .forEach(node -> found.add("the day of row " + node.id() + " has no digest"));
        return found;
    }

    /** Digests that do not follow from the rows; a day nobody asked for may have none. */
    List<String> digestsThatDoNotFollow(KeyDerivation hashes) {
        List<String> found = new ArrayList<>();
        MemoryReader reader = new MemoryReader(() -> tables);
        for (DailyLog line : days) {
            KeyDerivation.Hasher hasher = hashes.hasher();
            int[] count = new int[1];
            reader.forEachSignature(line.roomId(), line.entity(), line.date(), line.date() + DAY, signature -> {
                hasher.update(signature);
                count[0]++;
            });
            byte[] digest = hasher.digest();
            if (count[0] != line.entryNumber() || count[0] == 0 || !Arrays.equals(digest, line.dailyHash())) {
                found.add("the digest of the day " + line.date() + " of " + line.entity() + " does not follow from its "
                        + count[0] + " rows");
            }
        }
        return found;
    }

    /** Rows, relations and entries whose signature is wrong. */
    List<String> badSignatures(RowVerifier verifier) {
        return Stream.of(
                        nodes.stream().filter(row -> !verifier.valid(row)),
                        tables.edges.all().stream()
                                .filter(edge -> application(edge.srcEntity()))
                                .filter(row -> !verifier.valid(row)),
                        nodeDeletions.stream().filter(row -> !verifier.valid(row)),
                        edgeDeletions.stream().filter(row -> !verifier.valid(row)))
                .flatMap(bad -> bad)
                .map(row -> "bad signature: " + row)
                .toList();
    }

    private static void difference(List<String> found, String what, Set<?> one, Set<?> other) {
        if (!one.equals(other)) {
            found.add(what + ": only here " + names(one, other) + ", only there " + names(other, one));
        }
    }

    private static String names(Set<?> one, Set<?> other) {
        return one.stream()
                .filter(row -> !other.contains(row))
                .map(SimulatedState::name)
                .limit(10)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String name(Object row) {
        if (row instanceof Node node) {
            return node.id() + "@" + node.mdate();
        }
        if (row instanceof NodeDeletion entry) {
            return entry.id() + "@" + entry.mdate() + "/" + entry.deletionDate();
        }
        if (row instanceof DailyLog line) {
            return line.entity() + "@" + line.date() + "#" + line.entryNumber();
        }
        if (row instanceof Edge edge) {
            return edge + "@" + edge.cdate();
        }
        return Objects.toString(row);
    }

    /** System entities keep what belongs to one device; they are not what an application wrote. */
    private static boolean application(String entity) {
        return !entity.startsWith("0.");
    }

    private static <T> Set<T> set(Stream<T> rows) {
        return rows.collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
