package io.discret.core.rooms;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Check that a room definition hangs together (docs/protocol/30 §9.1, B1): the right entities and labels, one edge to each
 * row, no row twice, nothing inside a room. Used by one thread.
 *
 * <p>The reference checks counts and ends of edges only, so a forged definition may attach rows to other rooms there.
 */
final class DefinitionShape {
    private final Set<Uid> seen = new HashSet<>();

    private DefinitionShape() {}

    /**
     * Check a definition.
     *
     * @throws DiscretException with {@code EDGES_NODES_COUNT_DIFFER}, {@code EDGE_SOURCE_DIFFERS},
     *     {@code EDGE_WITHOUT_NODE}, {@code BAD_DATE} or {@code BAD_CONTENT}
     */
    static void check(RoomNode definition) {
        new DefinitionShape().room(definition);
    }

    private void room(RoomNode definition) {
        Uid room = definition.node().id();
        row(definition.node(), SystemEntity.ROOM);
        list(
                room,
                SystemEntity.ROOM,
                SystemEntity.ROOM_ADMIN,
                definition.adminEdges(),
                SystemEntity.USER_AUTH,
                definition.adminNodes());
        list(
                room,
                SystemEntity.ROOM,
                SystemEntity.ROOM_AUTHORISATIONS,
                definition.authEdges(),
                SystemEntity.AUTHORISATION,
                definition.authNodes().stream().map(AuthorisationNode::node).toList());
        definition.authNodes().forEach(this::authorisation);
    }

    private void authorisation(AuthorisationNode part) {
        Uid id = part.node().id();
        list(
                id,
                SystemEntity.AUTHORISATION,
                SystemEntity.AUTHORISATION_RIGHTS,
                part.rightEdges(),
                SystemEntity.ENTITY_RIGHT,
                part.rightNodes());
        list(
                id,
                SystemEntity.AUTHORISATION,
                SystemEntity.AUTHORISATION_USERS,
                part.userEdges(),
                SystemEntity.USER_AUTH,
                part.userNodes());
        list(
                id,
                SystemEntity.AUTHORISATION,
                SystemEntity.AUTHORISATION_USER_ADMIN,
                part.userAdminEdges(),
                SystemEntity.USER_AUTH,
                part.userAdminNodes());
    }

    private void list(Uid src, String srcEntity, String label, List<Edge> edges, String entity, List<Node> nodes) {
        if (edges.size() != nodes.size()) {
            throw refused(ErrorCode.EDGES_NODES_COUNT_DIFFER);
        }
        Set<Uid> reached = new HashSet<>();
        Set<Uid> ids = new HashSet<>();
        nodes.forEach(node -> ids.add(node.id()));
        for (Edge edge : edges) {
            if (!edge.src().equals(src)) {
                throw refused(ErrorCode.EDGE_SOURCE_DIFFERS);
            }
            if (!ids.contains(edge.dest())) {
                throw refused(ErrorCode.EDGE_WITHOUT_NODE);
            }
            if (!edge.srcEntity().equals(srcEntity) || !edge.label().equals(label) || !reached.add(edge.dest())) {
                throw refused(ErrorCode.BAD_CONTENT);
            }
            if (!Days.isPlausible(edge.cdate())) {
                throw refused(ErrorCode.BAD_DATE);
            }
        }
        nodes.forEach(node -> row(node, entity));
    }

    private void row(Node node, String entity) {
        if (!node.entity().equals(entity) || node.roomId() != null || !seen.add(node.id())) {
            throw refused(ErrorCode.BAD_CONTENT);
        }
        if (!Days.isPlausible(node.mdate())) {
            throw refused(ErrorCode.BAD_DATE);
        }
    }

    static DiscretException refused(ErrorCode code) {
        return new DiscretException(
                code,
                "The definition of a room was refused (" + code.text() + "); its rows are not taken from this peer.");
    }
}
