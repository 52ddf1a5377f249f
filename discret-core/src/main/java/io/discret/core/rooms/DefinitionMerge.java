package io.discret.core.rooms;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Merge the received rows of a known room into the stored ones (docs/protocol/30 §9.3); who may have signed what is new
 * is up to {@link DefinitionSieve}. Used by one thread, once.
 *
 * <p>A statement that comes late takes effect at its date instead of being refused for ever (B19).
 */
final class DefinitionMerge {
    private final RoomNode stored;
    private final Map<Uid, List<Node>> authorisationRows = new HashMap<>();

    DefinitionMerge(RoomNode stored) {
        this.stored = stored;
    }

    /** Rows and the edges to them. */
    private record Part(List<Edge> edges, List<Node> nodes) {}

    /** What both together say, as far as who said it could. */
    RoomNode with(RoomNode received) {
        Part admins = merge(
                new Part(stored.adminEdges(), stored.adminNodes()),
                new Part(received.adminEdges(), received.adminNodes()));
        Map<Uid, AuthorisationNode> offered = new HashMap<>();
        received.authNodes().forEach(part -> offered.put(part.node().id(), part));
        List<AuthorisationNode> authorisations = new ArrayList<>();
        for (AuthorisationNode part : stored.authNodes()) {
            AuthorisationNode other = offered.remove(part.node().id());
            authorisations.add(other == null ? part : known(part, other));
        }
        received.authNodes().stream()
                .filter(part -> offered.containsKey(part.node().id()))
                .forEach(authorisations::add);
        RoomNode union = new RoomNode(
                stored.node(),
                stored.lastModified(),
                admins.edges(),
                admins.nodes(),
                edges(stored.authEdges(), received.authEdges()),
                authorisations);
        RoomNode kept =
                new DefinitionSieve(union, authorisationRows, new HashSet<>(DefinitionRows.nodes(stored))).keep();
        return changes(kept) ? withRoot(kept, received.node()) : stored;
    }

    /** Whether the definition says anything else than the stored one. */
    boolean changes(RoomNode merged) {
        return !new HashSet<>(DefinitionRows.nodes(merged)).equals(new HashSet<>(DefinitionRows.nodes(stored)));
    }

    /** The root row says nothing; a newer one counts when an administrator signed it, never by itself. */
    private RoomNode withRoot(RoomNode merged, Node received) {
        boolean newer = received.mdate() > stored.node().mdate()
                && RoomDefinition.room(merged).isAdmin(DefinitionEntry.signer(received), received.mdate());
        return new RoomNode(
                newer ? received : stored.node(),
                merged.lastModified(),
                merged.adminEdges(),
                merged.adminNodes(),
                merged.authEdges(),
                merged.authNodes());
    }

    private AuthorisationNode known(AuthorisationNode own, AuthorisationNode received) {
        // Any other version counts when the own one was signed by somebody who could not, as it turns out.
        authorisationRows.put(own.node().id(), List.of(own.node(), received.node()));
        Part userAdmins = merge(
                new Part(own.userAdminEdges(), own.userAdminNodes()),
                new Part(received.userAdminEdges(), received.userAdminNodes()));
        Part users =
                merge(new Part(own.userEdges(), own.userNodes()), new Part(received.userEdges(), received.userNodes()));
        Part rights = merge(
                new Part(own.rightEdges(), own.rightNodes()), new Part(received.rightEdges(), received.rightNodes()));
        return new AuthorisationNode(
                own.node(),
                own.lastModified(),
                rights.edges(),
                rights.nodes(),
                users.edges(),
                users.nodes(),
                userAdmins.edges(),
                userAdmins.nodes(),
                true);
    }

    /** Keep what is stored, refuse a changed one, add what is new. */
    private static Part merge(Part own, Part received) {
        Map<Uid, Node> known = new HashMap<>();
        own.nodes().forEach(row -> known.put(row.id(), row));
        List<Node> nodes = new ArrayList<>(own.nodes());
        for (Node row : received.nodes()) {
            Node before = known.get(row.id());
            if (before == null) {
                nodes.add(row);
            } else if (!sameStatement(before, row)) {
                throw DefinitionShape.refused(ErrorCode.HISTORY_NODE_CHANGED);
            }
        }
        return new Part(edges(own.edges(), received.edges()), DefinitionEntry.inTime(nodes));
    }

    /** One edge to each row: the stored one where there is one. */
    private static List<Edge> edges(List<Edge> own, List<Edge> received) {
        Set<Uid> reached = new HashSet<>();
        own.forEach(edge -> reached.add(edge.dest()));
        List<Edge> edges = new ArrayList<>(own);
        for (Edge edge : received) {
            if (reached.add(edge.dest())) {
                edges.add(edge);
            }
        }
        return edges;
    }

    /** Entries never change; only the signature may differ (docs/protocol/30 H3). */
    private static boolean sameStatement(Node a, Node b) {
        return a.id().equals(b.id())
                && Objects.equals(a.roomId(), b.roomId())
                && a.cdate() == b.cdate()
                && a.mdate() == b.mdate()
                && a.entity().equals(b.entity())
                && Objects.equals(a.json(), b.json())
                && Arrays.equals(a.binary(), b.binary())
                && Arrays.equals(a.verifyingKey(), b.verifyingKey());
    }
}
