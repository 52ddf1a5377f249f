package io.discret.core.rooms;

import io.discret.api.AccessDeniedException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Add rows that the own user signed to the definition of a room (docs/protocol/30 §3 M4-M6). Used by one thread, once.
 *
 * <p>Statements are appended in the order of their edges; one that is older than another on the same subject is refused,
 * unlike what comes from peers, who may have decided apart.
 */
public final class DefinitionChange {
    private final Uid room;
    private final VerifyingKey author;
    private final long date;
    private final Map<Uid, Node> rows;
    private final Map<Uid, List<Edge>> edges = new HashMap<>();

    /**
     * Begin.
     *
     * @param date of the mutation, ms since 1970
     * @param rows new ones, and new versions of the room and its authorisations, by id
     * @param edges new ones
     */
    public DefinitionChange(Uid room, VerifyingKey author, long date, Map<Uid, Node> rows, List<Edge> edges) {
        this.room = room;
        this.author = author;
        this.date = date;
        this.rows = rows;
        edges.forEach(edge ->
                this.edges.computeIfAbsent(edge.src(), src -> new ArrayList<>()).add(edge));
    }

    /** Rows and the edges to them. */
    private record Part(List<Edge> edges, List<Node> nodes) {
        static final Part NONE = new Part(List.of(), List.of());
    }

    /**
     * The definition with the change.
     *
     * @param stored null = the room is new
     * @param before the room it makes; null = new
     * @throws DiscretException with {@code USER_DATE_ORDER}, {@code RIGHT_DATE_ORDER}, {@code NOT_AUTHORISED}, or of a
     *     {@code verif_key} that is none
     */
    public RoomNode apply(@Nullable RoomNode stored, @Nullable Room before) {
        requireRight(resulting(before));
        Node root = rows.get(room);
        if (root == null && stored == null) {
            throw new IllegalArgumentException("A new room has a row.");
        }
        Part admins = merge(
                stored == null ? Part.NONE : new Part(stored.adminEdges(), stored.adminNodes()),
                room,
                SystemEntity.ROOM_ADMIN);
        Map<Uid, AuthorisationNode> parts = new LinkedHashMap<>();
        if (stored != null) {
            stored.authNodes().forEach(part -> parts.put(part.node().id(), part));
        }
        List<Edge> authEdges = new ArrayList<>(stored == null ? List.of() : stored.authEdges());
        for (Edge edge : added(room, SystemEntity.ROOM_AUTHORISATIONS)) {
            authEdges.add(edge);
            parts.put(edge.dest(), none(row(edge)));
        }
        return new RoomNode(
                root == null && stored != null ? stored.node() : row(room),
                date,
                admins.edges(),
                admins.nodes(),
                authEdges,
                parts.values().stream().map(this::merge).toList());
    }

    private AuthorisationNode merge(AuthorisationNode part) {
        Node row = rows.getOrDefault(part.node().id(), part.node());
        Part rights =
                merge(new Part(part.rightEdges(), part.rightNodes()), row.id(), SystemEntity.AUTHORISATION_RIGHTS);
        Part users = merge(new Part(part.userEdges(), part.userNodes()), row.id(), SystemEntity.AUTHORISATION_USERS);
        Part userAdmins = merge(
                new Part(part.userAdminEdges(), part.userAdminNodes()),
                row.id(),
                SystemEntity.AUTHORISATION_USER_ADMIN);
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

    private Part merge(Part stored, Uid src, String label) {
        List<Edge> all = new ArrayList<>(stored.edges());
        List<Node> nodes = new ArrayList<>(stored.nodes());
        for (Edge edge : added(src, label)) {
            all.add(edge);
            nodes.add(row(edge));
        }
        return new Part(all, DefinitionEntry.inTime(nodes));
    }

    private static AuthorisationNode none(Node row) {
        return new AuthorisationNode(
                row, row.mdate(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), true);
    }

    /** A copy of the room to which everything is applied; what it says decides (M6). */
    private RoomBuilder resulting(@Nullable Room before) {
        RoomBuilder working = before == null ? new RoomBuilder(room, date) : new RoomBuilder(before);
        added(room, SystemEntity.ROOM_ADMIN).forEach(edge -> {
            DefinitionEntry.User user = DefinitionEntry.user(row(edge));
            working.admin(key(user), user.entry());
        });
        edges.keySet().stream().filter(src -> !src.equals(room)).forEach(id -> {
            AuthorisationBuilder authorisation = working.authorisation(id, date);
            for (Edge edge : added(id, SystemEntity.AUTHORISATION_RIGHTS)) {
                DefinitionEntry.EntityRight right = DefinitionEntry.right(row(edge));
                authorisation.right(right.entity(), right.entry());
            }
            for (Edge edge : added(id, SystemEntity.AUTHORISATION_USER_ADMIN)) {
                DefinitionEntry.User user = DefinitionEntry.user(row(edge));
                authorisation.userAdmin(key(user), user.entry());
            }
            for (Edge edge : added(id, SystemEntity.AUTHORISATION_USERS)) {
                DefinitionEntry.User user = DefinitionEntry.user(row(edge));
                authorisation.user(key(user), user.entry());
            }
        });
        return working;
    }

    private void requireRight(RoomBuilder resulting) {
        if (needsAdmin(resulting) && !resulting.isAdmin(author, date)) {
            throw new AccessDeniedException(
                    ErrorCode.NOT_AUTHORISED,
                    "Who gives rights in the room " + room + " must be one of its administrators afterwards too: list"
                            + " your own key in 'admin', and let another administrator disable you.");
        }
    }

    private boolean needsAdmin(RoomBuilder resulting) {
        return !added(room, SystemEntity.ROOM_ADMIN).isEmpty()
                || edges.keySet().stream()
                        .filter(src -> !src.equals(room))
                        .anyMatch(id ->
                                !added(id, SystemEntity.AUTHORISATION_RIGHTS).isEmpty()
                                        || !added(id, SystemEntity.AUTHORISATION_USER_ADMIN)
                                                .isEmpty()
                                        || !resulting.authorisation(id, date).canAdminUsers(author, date));
    }

    /** The reference stores any bytes; a user with such a key could never be verified. */
    private static VerifyingKey key(DefinitionEntry.User user) {
        return user.key()
                .orElseThrow(() -> new DiscretException(
                        ErrorCode.BAD_KEY,
                        "The 'verif_key' of a user is not a verifying key; give the 44 characters that"
                                + " verifyingKey() shows on his device."));
    }

    private List<Edge> added(Uid src, String label) {
        return edges.getOrDefault(src, List.of()).stream()
                .filter(edge -> edge.label().equals(label))
                .toList();
    }

    private Node row(Edge edge) {
        return row(edge.dest());
    }

    private Node row(Uid id) {
        Node row = rows.get(id);
        if (row == null) {
            throw new IllegalArgumentException("A new edge leads to a new row.");
        }
        return row;
    }
}
