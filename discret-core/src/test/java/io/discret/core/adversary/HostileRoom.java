package io.discret.core.adversary;

import io.discret.api.Uid;
import io.discret.core.wire.Answer;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RoomDefinitionLog;
import io.discret.core.wire.RoomNode;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hold what a {@link HostilePeer} says about one room. Whatever a test puts in is sent as it is: nothing is checked, and
 * rows are sent whatever was asked.
 */
final class HostileRoom {
    static final long DAY = 86_400_000L;

    private static final byte[] SOME_HASH = new byte[32];

    final Uid id;
    final List<Node> nodes = new ArrayList<>();
    final List<Edge> edges = new ArrayList<>();
    final List<NodeDeletion> nodeDeletions = new ArrayList<>();
    final List<EdgeDeletion> edgeDeletions = new ArrayList<>();
    final List<Node> peers = new ArrayList<>();

    /** Sent with {@link #nodes}, but never offered. */
    final List<Node> extraNodes = new ArrayList<>();

    /** Offered besides those of {@link #nodes}. */
    final List<NodeIdentifier> identifiers = new ArrayList<>();

    /** Listed besides those that follow from the rows. */
    final List<DailyLog> lines = new ArrayList<>();

    long definitionDate;

    @Nullable
    RoomNode definition;

    HostileRoom(Uid id) {
        this.id = id;
    }

    /** The parts of an answer to a query about this room, the end included. */
    List<Answer> answer(QueryProtocol asked) {
        Query query = asked.query();
        long number = asked.id();
        if (query instanceof Query.RoomDefinition) {
            return List.of(Answer.single(number, Payload.ROOM_DEFINITION.encode(Optional.of(definitionLog()))));
        } else if (query instanceof Query.RoomNode) {
            return List.of(Answer.single(number, Payload.ROOM_NODE.encode(Optional.ofNullable(definition))));
        } else if (query instanceof Query.RoomLogAt) {
            return List.of(Answer.single(number, Payload.ROOM_LOG.encode(log())));
        } else if (query instanceof Query.RoomLog) {
            return parts(number, Payload.ROOM_LOG.encode(log()));
        } else if (query instanceof Query.EdgeDeletionLog) {
            return parts(number, Payload.EDGE_DELETION_LOG.encode(edgeDeletions));
        } else if (query instanceof Query.NodeDeletionLog) {
            return parts(number, Payload.NODE_DELETION_LOG.encode(nodeDeletions));
        } else if (query instanceof Query.RoomDailyNodes) {
            return parts(number, Payload.ROOM_DAILY_NODES.encode(offered()));
        } else if (query instanceof Query.Nodes) {
            return parts(number, Payload.NODES.encode(join(nodes, extraNodes)));
        } else if (query instanceof Query.Edges) {
            return parts(number, Payload.EDGES.encode(edges));
        } else if (query instanceof Query.PeersForRoom) {
            return parts(number, Payload.NODES.encode(peers));
        }
        throw new IllegalArgumentException(query.text());
    }

    private static <T> List<T> join(List<T> one, List<T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    static List<Answer> parts(long number, byte[] payload) {
        return List.of(Answer.part(number, payload), Answer.end(number));
    }

    private RoomDefinitionLog definitionLog() {
        List<DailyLog> log = log();
        return log.isEmpty()
                ? new RoomDefinitionLog(id, definitionDate, null, null, null, null)
                : new RoomDefinitionLog(
                        id, definitionDate, log.get(log.size() - 1).date(), 1, SOME_HASH.clone(), null);
    }

    /** A line for each day on which something is said to have happened. */
    private List<DailyLog> log() {
        Set<DailyLog> log = new LinkedHashSet<>();
        nodes.forEach(node -> log.add(line(node.mdate(), node.entity())));
        identifiers.forEach(one -> log.add(line(one.mdate(), "1.0")));
        edges.forEach(edge -> log.add(line(edge.cdate(), edge.srcEntity())));
        nodeDeletions.forEach(entry -> log.add(line(entry.deletionDate(), entry.entity())));
        edgeDeletions.forEach(entry -> log.add(line(entry.deletionDate(), entry.srcEntity())));
        log.addAll(lines);
        return List.copyOf(log);
    }

    DailyLog line(long date, String entity) {
        return new DailyLog(id, Math.floorDiv(date, DAY) * DAY, entity, 1, SOME_HASH.clone(), null, false);
    }

    private List<NodeIdentifier> offered() {
        List<NodeIdentifier> offered = new ArrayList<>(identifiers);
        nodes.forEach(node -> offered.add(new NodeIdentifier(node.id(), node.mdate(), node.signature())));
        return offered;
    }
}
