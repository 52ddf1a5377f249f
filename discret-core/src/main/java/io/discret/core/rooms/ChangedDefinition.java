package io.discret.core.rooms;

import io.discret.api.AccessDeniedException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Node;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Judge a definition again that the own user changed, as everybody else will (docs/decisions/006). Stateless.
 *
 * <p>Who disables an administrator may know statements of him that are dated later, from a clock that is ahead. They have no
 * effect any more, and whoever merges the definition leaves them out: so does the one who changes it.
 */
public final class ChangedDefinition {
    private ChangedDefinition() {}

    /**
     * The definition without what nobody could say any more.
     *
     * @param changed a definition that was stored, with the change
     * @param own the rows of the change
     * @throws AccessDeniedException when one of these would be left out by everybody
     */
    public static RoomNode judged(RoomNode changed, Collection<Node> own) {
        Set<Node> all = new HashSet<>(DefinitionRows.nodes(changed));
        RoomNode kept = new DefinitionSieve(changed, Map.of(), all).keep();
        Set<Node> left = new HashSet<>(DefinitionRows.nodes(kept));
        if (own.stream().anyMatch(row -> all.contains(row) && !left.contains(row))) {
            throw new AccessDeniedException(
                    ErrorCode.NOT_AUTHORISED,
                    "Another administrator changed who may change this room in the same ms; try again.");
        }
        return kept;
    }

    /**
     * The definition with a new version of each authorisation whose row was signed by somebody who could not. What the
     * authorisation says counts without it here, but a reference peer that does not know the room refuses it with such a
     * row, and one that knows it may (docs/protocol/30 §9.3 H6, §9.4).
     *
     * @param date of the new rows, ms since 1970; nothing changes when {@code signer} is no administrator then
     * @param sign makes a row the own user's
     */
    public static RoomNode signedAnew(RoomNode definition, VerifyingKey signer, long date, UnaryOperator<Node> sign) {
        Room room = RoomDefinition.room(definition);
        if (!room.isAdmin(signer, date)) {
            return definition;
        }
        List<AuthorisationNode> parts = definition.authNodes().stream()
                .map(part -> room.isAdmin(
                                DefinitionEntry.signer(part.node()), part.node().mdate())
                        ? part
                        : part.withNode(sign.apply(version(part.node(), signer, date))))
                .toList();
        return new RoomNode(
                definition.node(),
                definition.lastModified(),
                definition.adminEdges(),
                definition.adminNodes(),
                definition.authEdges(),
                parts);
    }

    private static Node version(Node row, VerifyingKey signer, long date) {
        return new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                date,
                row.entity(),
                row.json(),
                row.binary(),
                signer.bytes(),
                new byte[0]);
    }
}
