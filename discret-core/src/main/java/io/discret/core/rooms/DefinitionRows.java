package io.discret.core.rooms;

import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.rows.RowVerifier;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Look at a room definition as a heap of rows (docs/protocol/30 §8.2). Stateless. */
public final class DefinitionRows {
    private DefinitionRows() {}

    /** Every row: the room, its administrators, and each authorisation with its rights, users and user administrators. */
    public static List<Node> nodes(RoomNode definition) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(definition.node());
        nodes.addAll(definition.adminNodes());
        for (AuthorisationNode authorisation : definition.authNodes()) {
            nodes.add(authorisation.node());
            nodes.addAll(authorisation.rightNodes());
            nodes.addAll(authorisation.userNodes());
            nodes.addAll(authorisation.userAdminNodes());
        }
        return nodes;
    }

    /** Every edge, on both levels. */
    public static List<Edge> edges(RoomNode definition) {
        List<Edge> edges = new ArrayList<>(definition.adminEdges());
        edges.addAll(definition.authEdges());
        for (AuthorisationNode authorisation : definition.authNodes()) {
            edges.addAll(authorisation.rightEdges());
            edges.addAll(authorisation.userEdges());
            edges.addAll(authorisation.userAdminEdges());
        }
        return edges;
    }

    /** Verify all signatures; one that fails refuses the whole definition (docs/protocol/30 §8.3 step 4). */
    public static Optional<ErrorCode> verify(RoomNode definition, RowVerifier verifier) {
        for (Node node : nodes(definition)) {
            Optional<ErrorCode> refusal = verifier.verify(node);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        for (Edge edge : edges(definition)) {
            Optional<ErrorCode> refusal = verifier.verify(edge);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Whether somebody changed a definition on this date that had been there before. */
    public static boolean isChangedBy(RoomNode definition, VerifyingKey signer, long date) {
        List<Node> rows = nodes(definition);
        return rows.stream().anyMatch(row -> row.mdate() < date)
                && rows.stream()
                        .anyMatch(row -> row.mdate() == date
                                && DefinitionEntry.signer(row).equals(signer));
    }

    /** The greatest mdate of the rows: what {@code last_modified} should say (docs/protocol/30 §8.2). */
    public static long lastModified(RoomNode definition) {
        return nodes(definition).stream().mapToLong(Node::mdate).max().orElseThrow();
    }
}
