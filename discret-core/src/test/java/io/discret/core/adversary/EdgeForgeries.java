package io.discret.core.adversary;

import io.discret.api.ErrorCode;
import io.discret.core.identity.Crypto;
import io.discret.core.rows.RowSigner;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Relations, deletions and lines of a log that must not get in (docs/protocol/21 §6–§8, §16; 30 §10.2, §10.3). */
final class EdgeForgeries {
    private static final byte[] NONE = new byte[0];

    private EdgeForgeries() {}

    static Stream<Forgery> all() {
        return Stream.of(edges(), nodeDeletions(), edgeDeletions(), lines()).flatMap(List::stream);
    }

    private static List<Forgery> edges() {
        return List.of(
                edge(
                        "signed by somebody else",
                        ErrorCode.BAD_SIGNATURE,
                        (world, edge) -> new Edge(
                                edge.src(),
                                edge.srcEntity(),
                                edge.label(),
                                edge.dest(),
                                edge.cdate(),
                                edge.verifyingKey(),
                                strangers(world).sign(edge).signature())),
                edge("of a user without a right", ErrorCode.NOT_AUTHORISED, (world, edge) -> strangers(world)
                        .sign(edge)),
                edge(
                        "to another row than signed",
                        ErrorCode.BAD_SIGNATURE,
                        (world, edge) -> new Edge(
                                edge.src(),
                                edge.srcEntity(),
                                edge.label(),
                                edge.src(),
                                edge.cdate(),
                                edge.verifyingKey(),
                                edge.signature())),
                edge(
                        "without a key",
                        ErrorCode.KEY_LENGTH,
                        (world, edge) -> new Edge(
                                edge.src(),
                                edge.srcEntity(),
                                edge.label(),
                                edge.dest(),
                                edge.cdate(),
                                NONE,
                                edge.signature())),
                edge(
                        "without a label",
                        ErrorCode.EMPTY_LABEL,
                        (world, edge) -> new Edge(
                                edge.src(),
                                edge.srcEntity(),
                                "",
                                edge.dest(),
                                edge.cdate(),
                                edge.verifyingKey(),
                                edge.signature())),
                edge(
                        "without an entity",
                        ErrorCode.EMPTY_ENTITY,
                        (world, edge) -> new Edge(
                                edge.src(),
                                "",
                                edge.label(),
                                edge.dest(),
                                edge.cdate(),
                                edge.verifyingKey(),
                                edge.signature())),
                edge(
                        "larger than allowed",
                        ErrorCode.EDGE_TOO_BIG,
                        (world, edge) -> new Edge(
                                edge.src(),
                                edge.srcEntity(),
                                "3".repeat(2000),
                                edge.dest(),
                                edge.cdate(),
                                edge.verifyingKey(),
                                edge.signature())),
                resigned(
                        "from a row nobody asked about",
                        ErrorCode.NOT_IN_ROOM,
                        (world, edge) -> new Edge(
                                NodeForgeries.friendly(world).id(),
                                "1.0",
                                "33",
                                edge.dest(),
                                edge.cdate(),
                                NONE,
                                NONE)),
                resigned(
                        "from another entity than the row has",
                        null,
                        (world, edge) -> new Edge(edge.src(), "1.1", "33", edge.dest(), edge.cdate(), NONE, NONE)),
                resigned(
                        "an administrator of a room",
                        ErrorCode.UNKNOWN_ENTITY,
                        (world, edge) -> new Edge(edge.src(), "0.0", "32", edge.dest(), edge.cdate(), NONE, NONE)),
                resigned(
                        "a user of an authorisation",
                        ErrorCode.UNKNOWN_ENTITY,
                        (world, edge) -> new Edge(edge.src(), "0.1", "34", edge.dest(), edge.cdate(), NONE, NONE)),
                resigned(
                        "of an unknown entity",
                        ErrorCode.UNKNOWN_ENTITY,
                        (world, edge) -> new Edge(edge.src(), "9.9", "33", edge.dest(), edge.cdate(), NONE, NONE)),
                resigned(
                        "from before the beginning",
                        ErrorCode.BAD_DATE,
                        (world, edge) -> new Edge(edge.src(), "1.0", "33", edge.dest(), Long.MIN_VALUE, NONE, NONE)),
                resigned(
                        "from the end of time",
                        ErrorCode.BAD_DATE,
                        (world, edge) -> new Edge(edge.src(), "1.0", "33", edge.dest(), Long.MAX_VALUE, NONE, NONE)));
    }

    private static List<Forgery> nodeDeletions() {
        return List.of(
                nodeDeletion(
                        "of the friend's row by a user without a right",
                        ErrorCode.NOT_AUTHORISED,
                        (world, entry) -> strangers(world).sign(entry)),
                nodeDeletion(
                        "signed by somebody else",
                        ErrorCode.BAD_SIGNATURE,
                        (world, entry) -> new NodeDeletion(
                                entry.roomId(),
                                entry.id(),
                                entry.entity(),
                                entry.mdate(),
                                entry.deletionDate(),
                                entry.verifyingKey(),
                                strangers(world).sign(entry).signature())),
                nodeDeletion(
                        "of another row than signed",
                        ErrorCode.BAD_SIGNATURE,
                        (world, entry) -> new NodeDeletion(
                                entry.roomId(),
                                world.hostile.uids.next(),
                                entry.entity(),
                                entry.mdate(),
                                entry.deletionDate(),
                                entry.verifyingKey(),
                                entry.signature())),
                nodeDeletion(
                        "without a key",
                        ErrorCode.KEY_LENGTH,
                        (world, entry) -> new NodeDeletion(
                                entry.roomId(),
                                entry.id(),
                                entry.entity(),
                                entry.mdate(),
                                entry.deletionDate(),
                                NONE,
                                entry.signature())),
                nodeDeletion(
                        "in another room",
                        ErrorCode.NOT_IN_ROOM,
                        (world, entry) -> sign(
                                world,
                                new NodeDeletion(
                                        world.hostile.uids.next(),
                                        entry.id(),
                                        "1.0",
                                        entry.mdate(),
                                        entry.deletionDate(),
                                        NONE,
                                        NONE))),
                nodeDeletion(
                        "of another entity",
                        ErrorCode.UNKNOWN_ENTITY,
                        (world, entry) -> sign(
                                world,
                                new NodeDeletion(
                                        entry.roomId(),
                                        entry.id(),
                                        "1.1",
                                        entry.mdate(),
                                        entry.deletionDate(),
                                        NONE,
                                        NONE))),
                nodeDeletion(
                        "of an administrator",
                        ErrorCode.UNKNOWN_ENTITY,
                        (world, entry) -> sign(
                                world,
                                new NodeDeletion(
                                        entry.roomId(),
                                        entry.id(),
                                        "0.2",
                                        entry.mdate(),
                                        entry.deletionDate(),
                                        NONE,
                                        NONE))),
                nodeDeletion(
                        "before the beginning",
                        ErrorCode.BAD_DATE,
                        (world, entry) -> sign(
                                world,
                                new NodeDeletion(
                                        entry.roomId(), entry.id(), "1.0", entry.mdate(), Long.MIN_VALUE, NONE, NONE))),
                nodeDeletion(
                        "of all versions to come",
                        ErrorCode.BAD_DATE,
                        (world, entry) -> sign(
                                world,
                                new NodeDeletion(
                                        entry.roomId(),
                                        entry.id(),
                                        "1.0",
                                        Long.MAX_VALUE,
                                        entry.deletionDate(),
                                        NONE,
                                        NONE))));
    }

    private static List<Forgery> edgeDeletions() {
        return List.of(
                edgeDeletion("by a user without a right", ErrorCode.NOT_AUTHORISED, (world, entry) -> strangers(world)
                        .sign(entry)),
                edgeDeletion(
                        "signed by somebody else",
                        ErrorCode.BAD_SIGNATURE,
                        (world, entry) -> new EdgeDeletion(
                                entry.roomId(),
                                entry.src(),
                                entry.srcEntity(),
                                entry.dest(),
                                entry.label(),
                                entry.cdate(),
                                entry.deletionDate(),
                                entry.verifyingKey(),
                                strangers(world).sign(entry).signature())),
                edgeDeletion(
                        "without a key",
                        ErrorCode.KEY_LENGTH,
                        (world, entry) -> new EdgeDeletion(
                                entry.roomId(),
                                entry.src(),
                                entry.srcEntity(),
                                entry.dest(),
                                entry.label(),
                                entry.cdate(),
                                entry.deletionDate(),
                                NONE,
                                entry.signature())),
                edgeDeletion(
                        "in another room",
                        ErrorCode.NOT_IN_ROOM,
                        (world, entry) -> sign(
                                world,
                                new EdgeDeletion(
                                        world.hostile.uids.next(),
                                        entry.src(),
                                        "1.0",
                                        entry.dest(),
                                        entry.label(),
                                        entry.cdate(),
                                        entry.deletionDate(),
                                        NONE,
                                        NONE))),
                edgeDeletion(
                        "of a user of a room",
                        ErrorCode.UNKNOWN_ENTITY,
                        (world, entry) -> sign(
                                world,
                                new EdgeDeletion(
                                        entry.roomId(),
                                        entry.src(),
                                        "0.1",
                                        entry.dest(),
                                        "34",
                                        entry.cdate(),
                                        entry.deletionDate(),
                                        NONE,
                                        NONE))),
                edgeDeletion(
                        "at the end of time",
                        ErrorCode.BAD_DATE,
                        (world, entry) -> sign(
                                world,
                                new EdgeDeletion(
                                        entry.roomId(),
                                        entry.src(),
                                        "1.0",
                                        entry.dest(),
                                        entry.label(),
                                        entry.cdate(),
                                        Long.MAX_VALUE,
                                        NONE,
                                        NONE))));
    }

    /** A log that lists what cannot be is not followed: nothing of it is asked for. */
    private static List<Forgery> lines() {
        return List.of(
                lines(
                        "of another room",
                        (world, room) ->
                                new DailyLog(world.hostile.uids.next(), 0, "1.0", 1, new byte[32], null, false)),
                lines("of an unknown entity", (world, room) -> room.line(world.now(), "9.9")),
                lines("of a room entity", (world, room) -> room.line(world.now(), "0.0")),
                lines(
                        "before the beginning",
                        (world, room) -> new DailyLog(room.id, Long.MIN_VALUE, "1.0", 1, new byte[32], null, false)),
                lines(
                        "at the end of time",
                        (world, room) -> new DailyLog(room.id, Long.MAX_VALUE, "1.0", 1, new byte[32], null, true)),
                lines(
                        "in the middle of a day",
                        (world, room) -> new DailyLog(room.id, 12345, "1.0", 1, new byte[32], null, false)),
                lines(
                        "of a hash that is none",
                        (world, room) -> new DailyLog(room.id, 0, "1.0", -1, new byte[9999], new byte[9999], true)));
    }

    // Parts.

    private interface EdgeChange {
        Edge change(HostileSide world, Edge edge);
    }

    private interface NodeDeletionChange {
        NodeDeletion change(HostileSide world, NodeDeletion entry);
    }

    private interface EdgeDeletionChange {
        EdgeDeletion change(HostileSide world, EdgeDeletion entry);
    }

    private interface Line {
        DailyLog line(HostileSide world, HostileRoom room);
    }

    /** The source is a genuine row that is offered too. */
    private static Forgery edge(String name, @Nullable ErrorCode reason, EdgeChange change) {
        return new Forgery("relation " + name, reason, (world, room) -> {
            Node source = room.nodes.get(0);
            Edge genuine = world.answer(source, NodeForgeries.friendly(world).id());
            room.edges.add(change.change(world, genuine));
        });
    }

    private static Forgery resigned(String name, @Nullable ErrorCode reason, EdgeChange change) {
        return edge(name, reason, (world, edge) -> world.hostile.signer.sign(change.change(world, edge)));
    }

    private static Forgery nodeDeletion(String name, ErrorCode reason, NodeDeletionChange change) {
        return new Forgery("deletion " + name, reason, (world, room) -> {
            NodeDeletion genuine = world.deletion(NodeForgeries.friendly(world));
            room.nodeDeletions.add(change.change(world, genuine));
            room.lines.add(room.line(world.now(), "1.0"));
        });
    }

    private static Forgery edgeDeletion(String name, ErrorCode reason, EdgeDeletionChange change) {
        return new Forgery("deletion of a relation " + name, reason, (world, room) -> {
            Node source = room.nodes.get(0);
            EdgeDeletion genuine = world.deletion(world.answer(source, source.id()));
            room.edgeDeletions.add(change.change(world, genuine));
            room.lines.add(room.line(world.now(), "1.0"));
        });
    }

    private static Forgery lines(String name, Line line) {
        return new Forgery("a day " + name, null, (world, room) -> {
            for (int i = 0; i < 100; i++) {
                room.lines.add(line.line(world, room));
            }
        });
    }

    private static NodeDeletion sign(HostileSide world, NodeDeletion entry) {
        return world.hostile.signer.sign(entry);
    }

    private static EdgeDeletion sign(HostileSide world, EdgeDeletion entry) {
        return world.hostile.signer.sign(entry);
    }

    private static RowSigner strangers(HostileSide world) {
        return new RowSigner(world.stranger, Crypto.DERIVATION);
    }
}
