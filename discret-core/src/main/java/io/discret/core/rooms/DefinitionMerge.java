package io.discret.core.rooms;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
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
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Merge the received rows of a known room into the stored ones, checking who signed what is new (docs/protocol/30 §9.3).
 *
 * <p>The working copy grows while parts are accepted, in the order administrators, then each authorisation with its user
 * administrators, users and rights. A statement that comes late takes effect at its date instead of being refused for
 * ever (B19). Used by one thread, once.
 */
final class DefinitionMerge {
    private final RoomNode stored;
    private final RoomBuilder working;
    private boolean changed;

    DefinitionMerge(RoomNode stored) {
        this.stored = stored;
        this.working = new RoomBuilder(RoomDefinition.room(stored));
    }

    /** Rows and the edges to them. */
    private record Part(List<Edge> edges, List<Node> nodes) {}

    boolean changed() {
        return changed;
    }

    RoomNode with(RoomNode received) {
        Part admins = merge(
                new Part(stored.adminEdges(), stored.adminNodes()),
                new Part(received.adminEdges(), received.adminNodes()),
                working::isAdmin,
                row -> RoomDefinition.admin(working, row));
        Map<Uid, AuthorisationNode> own = new HashMap<>();
        stored.authNodes().forEach(part -> own.put(part.node().id(), part));
        Map<Uid, AuthorisationNode> offered = new HashMap<>();
        received.authNodes().forEach(part -> offered.put(part.node().id(), part));
        List<AuthorisationNode> authorisations = new ArrayList<>();
        for (AuthorisationNode part : stored.authNodes()) {
            AuthorisationNode other = offered.get(part.node().id());
            authorisations.add(other == null ? part : known(part, other));
        }
        for (AuthorisationNode part : received.authNodes()) {
            if (!own.containsKey(part.node().id())) {
                authorisations.add(added(part));
            }
        }
        List<Edge> authEdges = edges(stored.authEdges(), received.authEdges());
        return new RoomNode(
                root(received.node()),
                stored.lastModified(),
                admins.edges(),
                admins.nodes(),
                authEdges,
                authorisations);
    }

    /** The root row says nothing; a newer one counts when an administrator signed it, never by itself. */
    private Node root(Node received) {
        Node own = stored.node();
        boolean newer =
                received.mdate() > own.mdate() && working.isAdmin(DefinitionEntry.signer(received), received.mdate());
        return newer && changed ? received : own;
    }

    private AuthorisationNode known(AuthorisationNode own, AuthorisationNode received) {
        Node row = own.node();
        AuthorisationBuilder base = working.authorisation(row.id(), row.mdate());
        if (received.node().mdate() > row.mdate()) {
            requireAdmin(received.node());
            row = received.node();
            base.mdate(row.mdate());
            changed = true;
        }
        return parts(row, own, received, base);
    }

    private AuthorisationNode added(AuthorisationNode received) {
        Node row = received.node();
        requireAdmin(row);
        changed = true;
        AuthorisationNode none = new AuthorisationNode(
                row, row.mdate(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), true);
        return parts(row, none, received, working.authorisation(row.id(), row.mdate()));
    }

    /** A user may be added by an administrator of the room too, where the reference forgets him (B3, B4). */
    private AuthorisationNode parts(
            Node row, AuthorisationNode own, AuthorisationNode received, AuthorisationBuilder base) {
        Part userAdmins = merge(
                new Part(own.userAdminEdges(), own.userAdminNodes()),
                new Part(received.userAdminEdges(), received.userAdminNodes()),
                working::isAdmin,
                entry -> RoomDefinition.userAdmin(base, entry));
        Part users = merge(
                new Part(own.userEdges(), own.userNodes()),
                new Part(received.userEdges(), received.userNodes()),
                (signer, date) -> base.canAdminUsers(signer, date) || working.isAdmin(signer, date),
                entry -> RoomDefinition.user(base, entry));
        Part rights = merge(
                new Part(own.rightEdges(), own.rightNodes()),
                new Part(received.rightEdges(), received.rightNodes()),
                working::isAdmin,
                entry -> RoomDefinition.right(base, entry));
        return new AuthorisationNode(
                row,
                own.lastModified(),
                rights.edges(),
                rights.nodes(),
                users.edges(),
                users.nodes(),
                userAdmins.edges(),
                userAdmins.nodes(),
                true);
    }

    private void requireAdmin(Node row) {
        RoomAdmission.require(working.isAdmin(DefinitionEntry.signer(row), row.mdate()));
    }

    /** Keep what is stored, refuse a changed one, add what is new and signed by somebody who may. */
    private Part merge(Part own, Part received, BiPredicate<VerifyingKey, Long> maySign, Consumer<Node> apply) {
        Map<Uid, Node> known = new HashMap<>();
        own.nodes().forEach(row -> known.put(row.id(), row));
        List<Node> nodes = new ArrayList<>(own.nodes());
        for (Node row : DefinitionEntry.inTime(received.nodes())) {
            Node before = known.get(row.id());
            if (before == null) {
                RoomAdmission.require(maySign.test(DefinitionEntry.signer(row), row.mdate()));
                apply.accept(row);
                nodes.add(row);
                changed = true;
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
