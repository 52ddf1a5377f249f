package io.discret.core.rooms;

import io.discret.api.Uid;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Read the definitions of rooms out of a store (docs/protocol/30 §1, §7). Stateless. */
public final class StoredDefinitions {
    private StoredDefinitions() {}

    /**
     * The whole definition of a room, with the date of the definition as {@code lastModified}; empty for the private room
     * and one that is not stored.
     */
    public static Optional<RoomNode> read(StoreReader store, Uid room) {
        Node root = store.node(room, SystemEntity.ROOM);
        return root == null ? Optional.empty() : Optional.of(read(store, root));
    }

    /** The ids of all rooms stored, ascending. */
    public static List<Uid> rooms(StoreReader store) {
        return store.nodesOf(SystemEntity.ROOM, null).stream()
                .map(Node::id)
                .sorted()
                .toList();
    }

    private static RoomNode read(StoreReader store, Node root) {
        Part admins = part(store, root.id(), SystemEntity.ROOM_ADMIN, SystemEntity.USER_AUTH);
        Part authorisations = part(store, root.id(), SystemEntity.ROOM_AUTHORISATIONS, SystemEntity.AUTHORISATION);
        return new RoomNode(
                root,
                store.roomDefinitionDate(root.id()).orElse(root.mdate()),
                admins.edges(),
                admins.nodes(),
                authorisations.edges(),
                authorisations.nodes().stream()
                        .map(row -> authorisation(store, row))
                        .toList());
    }

    private static AuthorisationNode authorisation(StoreReader store, Node row) {
        Part rights = part(store, row.id(), SystemEntity.AUTHORISATION_RIGHTS, SystemEntity.ENTITY_RIGHT);
        Part users = part(store, row.id(), SystemEntity.AUTHORISATION_USERS, SystemEntity.USER_AUTH);
        Part userAdmins = part(store, row.id(), SystemEntity.AUTHORISATION_USER_ADMIN, SystemEntity.USER_AUTH);
        return new AuthorisationNode(
                row,
                row.mdate(),
                rights.edges(),
                rights.nodes(),
                users.edges(),
                users.nodes(),
                userAdmins.edges(),
                userAdmins.nodes(),
                true);
    }

    private record Part(List<Edge> edges, List<Node> nodes) {}

    private static Part part(StoreReader store, Uid src, String label, String entity) {
        List<Edge> edges = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (Edge edge : store.edges(src, label)) {
            Node row = store.node(edge.dest(), entity);
            if (row != null) {
                edges.add(edge);
                nodes.add(row);
            }
        }
        return new Part(edges, DefinitionEntry.inTime(nodes));
    }
}
