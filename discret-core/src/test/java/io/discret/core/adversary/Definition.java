package io.discret.core.adversary;

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
import java.util.function.Supplier;

/** Write the signed definition of a room (docs/protocol/30 §1, §8.2): who signs, and what, is up to the test. */
final class Definition {
    static final long FOUNDED = 1_600_000_000_000L;

    final Uid id;
    final Uid authorisation;
    final List<Node> admins = new ArrayList<>();
    final List<Edge> adminEdges = new ArrayList<>();
    final List<Node> users = new ArrayList<>();
    final List<Edge> userEdges = new ArrayList<>();
    final List<Node> rights = new ArrayList<>();
    final List<Edge> rightEdges = new ArrayList<>();
    Node root;
    Node part;
    Edge partEdge;

    private final Supplier<Uid> ids;

    /** A room founded by one administrator, in which users may write their own messages. */
    Definition(Supplier<Uid> ids, Identity admin, Identity... members) {
        this.ids = ids;
        id = ids.get();
        authorisation = ids.get();
        root = row(admin, id, "0.0", "{}", FOUNDED);
        part = row(admin, authorisation, "0.1", "{\"32\":\"all\"}", FOUNDED);
        partEdge = edge(admin, id, "0.0", "33", authorisation, FOUNDED);
        admin(admin, admin, FOUNDED);
        right(admin, "chat.Message", FOUNDED);
        for (Identity member : members) {
            user(admin, member, FOUNDED);
        }
    }

    /** Another one with the same content, to be changed. */
    Definition(Definition other) {
        ids = other.ids;
        id = other.id;
        authorisation = other.authorisation;
        root = other.root;
        part = other.part;
        partEdge = other.partEdge;
        admins.addAll(other.admins);
        adminEdges.addAll(other.adminEdges);
        users.addAll(other.users);
        userEdges.addAll(other.userEdges);
        rights.addAll(other.rights);
        rightEdges.addAll(other.rightEdges);
    }

    void admin(Identity signer, Identity who, long date) {
        Node row = statement(signer, who, date);
        admins.add(row);
        adminEdges.add(edge(signer, id, "0.0", "32", row.id(), date));
    }

    void user(Identity signer, Identity who, long date) {
        Node row = statement(signer, who, date);
        users.add(row);
        userEdges.add(edge(signer, authorisation, "0.1", "34", row.id(), date));
    }

    void right(Identity signer, String entity, long date) {
        String json = "{\"32\":\"" + entity + "\",\"33\":true,\"34\":" + !entity.equals("chat.Message") + "}";
        Node row = row(signer, ids.get(), "0.3", json, date);
        rights.add(row);
        rightEdges.add(edge(signer, authorisation, "0.1", "33", row.id(), date));
    }

    RoomNode build() {
        AuthorisationNode only =
                new AuthorisationNode(part, FOUNDED, rightEdges, rights, userEdges, users, List.of(), List.of(), true);
        return new RoomNode(root, FOUNDED, adminEdges, admins, List.of(partEdge), List.of(only));
    }

    private Node statement(Identity signer, Identity who, long date) {
        return row(signer, ids.get(), "0.2", "{\"32\":\"" + who.verifyingKey() + "\",\"33\":true}", date);
    }

    static Node row(Identity signer, Uid id, String entity, String json, long date) {
        return new RowSigner(signer, Crypto.DERIVATION)
                .sign(new Node(id, null, date, date, entity, json, null, new byte[0], new byte[0]));
    }

    static Edge edge(Identity signer, Uid src, String entity, String label, Uid dest, long date) {
        return new RowSigner(signer, Crypto.DERIVATION)
                .sign(new Edge(src, entity, label, dest, date, new byte[0], new byte[0]));
    }
}
