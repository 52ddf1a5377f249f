package io.discret.core.rooms;

import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Node;
import java.util.List;

/** Turn the rows of a room into the room (docs/protocol/30 §2, §7). Stateless. */
public final class RoomDefinition {
    private RoomDefinition() {}

    /**
     * Read a definition.
     *
     * <p>Statements take effect in the order of (mdate, id), whatever the order of the rows; a room without
     * administrators or authorisations is a room too (docs/protocol/30 §7).
     *
     * @throws io.discret.api.DiscretException with {@code BAD_CONTENT} or {@code BAD_BASE64} for a row that cannot be
     *     read
     */
    public static Room room(RoomNode definition) {
        RoomBuilder room =
                new RoomBuilder(definition.node().id(), definition.node().mdate());
        for (Node row : DefinitionEntry.inTime(definition.adminNodes())) {
            admin(room, row);
        }
        for (AuthorisationNode part : definition.authNodes()) {
            AuthorisationBuilder authorisation =
                    room.authorisation(part.node().id(), part.node().mdate());
            DefinitionEntry.inTime(part.rightNodes()).forEach(row -> right(authorisation, row));
            DefinitionEntry.inTime(part.userNodes()).forEach(row -> user(authorisation, row));
            DefinitionEntry.inTime(part.userAdminNodes()).forEach(row -> userAdmin(authorisation, row));
        }
        return room.build();
    }

    /**
     * Order the rows as a reference peer needs them that does not know the room: ascending by mdate (docs/protocol/30
     * §8.2). With the greatest date of the rows as {@code last_modified}, or a later one.
     *
     * @param date the date of the definition here, ms since 1970
     */
    public static RoomNode toSend(RoomNode definition, long date) {
        List<AuthorisationNode> authorisations = definition.authNodes().stream()
                .map(part -> new AuthorisationNode(
                        part.node(),
                        authorisationDate(part),
                        part.rightEdges(),
                        DefinitionEntry.inTime(part.rightNodes()),
                        part.userEdges(),
                        DefinitionEntry.inTime(part.userNodes()),
                        part.userAdminEdges(),
                        DefinitionEntry.inTime(part.userAdminNodes()),
                        true))
                .toList();
        return new RoomNode(
                definition.node(),
                Math.max(date, DefinitionRows.lastModified(definition)),
                definition.adminEdges(),
                DefinitionEntry.inTime(definition.adminNodes()),
                definition.authEdges(),
                authorisations);
    }

    private static long authorisationDate(AuthorisationNode part) {
        long date = part.node().mdate();
        for (List<Node> rows : List.of(part.rightNodes(), part.userNodes(), part.userAdminNodes())) {
            for (Node row : rows) {
                date = Math.max(date, row.mdate());
            }
        }
        return date;
    }

    static void admin(RoomBuilder room, Node row) {
        DefinitionEntry.User user = DefinitionEntry.user(row);
        user.key().ifPresent(key -> room.insertAdmin(key, user.entry()));
    }

    static void user(AuthorisationBuilder authorisation, Node row) {
        DefinitionEntry.User user = DefinitionEntry.user(row);
        user.key().ifPresent(key -> authorisation.insertUser(key, user.entry()));
    }

    static void userAdmin(AuthorisationBuilder authorisation, Node row) {
        DefinitionEntry.User user = DefinitionEntry.user(row);
        user.key().ifPresent(key -> authorisation.insertUserAdmin(key, user.entry()));
    }

    static void right(AuthorisationBuilder authorisation, Node row) {
        DefinitionEntry.EntityRight right = DefinitionEntry.right(row);
        authorisation.insertRight(right.entity(), right.entry());
    }
}
