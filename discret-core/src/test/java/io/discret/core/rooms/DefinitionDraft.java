package io.discret.core.rooms;

import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.core.rows.RowSigner;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.List;

/** Write signed room definitions for tests; ids are small numbers, persons are numbers too. */
final class DefinitionDraft {
    static final long ROOM = 1;

    private final List<Edge> adminEdges = new ArrayList<>();
    private final List<Node> admins = new ArrayList<>();
    private final List<Edge> authEdges = new ArrayList<>();
    private final List<Auth> auths = new ArrayList<>();
    private Node root = row(person(0), ROOM, "0.0", "{}", 1000);

    /** One authorisation. */
    static final class Auth {
        private Node row;
        private final List<Edge> rightEdges = new ArrayList<>();
        private final List<Node> rights = new ArrayList<>();
        private final List<Edge> userEdges = new ArrayList<>();
        private final List<Node> users = new ArrayList<>();
        private final List<Edge> userAdminEdges = new ArrayList<>();
        private final List<Node> userAdmins = new ArrayList<>();

        Auth(Node row) {
            this.row = row;
        }

        Auth user(int signer, long id, int who, boolean enabled, long date) {
            users.add(statement(signer, id, who, enabled, date));
            userEdges.add(edge(signer, row.id(), "0.1", "34", id, date));
            return this;
        }

        Auth userAdmin(int signer, long id, int who, long date) {
            userAdmins.add(statement(signer, id, who, true, date));
            userAdminEdges.add(edge(signer, row.id(), "0.1", "35", id, date));
            return this;
        }

        Auth right(int signer, long id, String entity, boolean self, boolean all, long date) {
            String json = "{\"32\":\"" + entity + "\",\"33\":" + self + ",\"34\":" + all + "}";
            rights.add(DefinitionDraft.row(person(signer), id, "0.3", json, date));
            rightEdges.add(edge(signer, row.id(), "0.1", "33", id, date));
            return this;
        }

        AuthorisationNode build() {
            return new AuthorisationNode(
                    row, 0, rightEdges, rights, userEdges, users, userAdminEdges, userAdmins, true);
        }
    }

    static Identity person(int number) {
        byte[] material = new byte[32];
        material[0] = (byte) number;
        return Crypto.user("rooms", material);
    }

    static Uid id(long number) {
        byte[] bytes = new byte[Uid.SIZE];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[Uid.SIZE - 1 - i] = (byte) (number >> 8 * i);
        }
        return Uid.of(bytes);
    }

    static Node row(Identity signer, long id, String entity, String json, long date) {
        return new RowSigner(signer, Crypto.DERIVATION)
                .sign(new Node(id(id), null, date, date, entity, json, null, new byte[0], new byte[0]));
    }

    static Node statement(int signer, long id, int who, boolean enabled, long date) {
        String json = "{\"32\":\"" + person(who).verifyingKey() + "\",\"33\":" + enabled + "}";
        return row(person(signer), id, "0.2", json, date);
    }

    static Edge edge(int signer, Uid src, String entity, String label, long dest, long date) {
        return new RowSigner(person(signer), Crypto.DERIVATION)
                .sign(new Edge(src, entity, label, id(dest), date, new byte[0], new byte[0]));
    }

    DefinitionDraft root(int signer, long date) {
        root = row(person(signer), ROOM, "0.0", "{}", date);
        return this;
    }

    DefinitionDraft admin(int signer, long id, int who, boolean enabled, long date) {
        return admin(signer, statement(signer, id, who, enabled, date));
    }

    DefinitionDraft admin(int signer, Node row) {
        admins.add(row);
        adminEdges.add(new RowSigner(person(signer), Crypto.DERIVATION)
                .sign(new Edge(id(ROOM), "0.0", "32", row.id(), row.mdate(), new byte[0], new byte[0])));
        return this;
    }

    Auth auth(int signer, long id, long date) {
        Auth auth = new Auth(row(person(signer), id, "0.1", "{\"32\":\"a\"}", date));
        auths.add(auth);
        authEdges.add(edge(signer, id(ROOM), "0.0", "33", id, date));
        return auth;
    }

    RoomNode build() {
        return new RoomNode(
                root,
                0,
                adminEdges,
                admins,
                authEdges,
                auths.stream().map(Auth::build).toList());
    }
}
