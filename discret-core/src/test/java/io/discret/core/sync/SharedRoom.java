package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A stored room with one authorisation, changed by whoever is told to; every statement is signed and dated now. */
final class SharedRoom {
    final Uid id;
    private final Uid authorisation;

    private SharedRoom(Uid id, Uid authorisation) {
        this.id = id;
        this.authorisation = authorisation;
    }

    /** Found a room: one administrator, the right to write own rows, some users. */
    static SharedRoom found(TestPeer admin, TestPeer... users) {
        Uid id = admin.uids.next();
        Uid authorisation = admin.uids.next();
        SharedRoom room = new SharedRoom(id, authorisation);
        Node first = statement(admin, admin, true);
        Node row = row(admin, authorisation, SystemEntity.AUTHORISATION, "{\"32\":\"all\"}");
        RoomNode empty = new RoomNode(
                row(admin, id, SystemEntity.ROOM, "{}"),
                0,
                List.of(edge(admin, id, SystemEntity.ROOM, SystemEntity.ROOM_ADMIN, first)),
                List.of(first),
                List.of(edge(admin, id, SystemEntity.ROOM, SystemEntity.ROOM_AUTHORISATIONS, row)),
                List.of(new AuthorisationNode(
                        row, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), true)));
        admin.write(transaction -> transaction.putDefinition(empty, now(admin)));
        room.right(admin, true, false);
        for (TestPeer user : users) {
            room.user(admin, user, true);
        }
        return room;
    }

    /** State that somebody administers the room, or does no longer. */
    void admin(TestPeer signer, TestPeer who, boolean enabled) {
        Node row = statement(signer, who, enabled);
        change(
                signer,
                old -> new RoomNode(
                        old.node(),
                        old.lastModified(),
                        with(old.adminEdges(), edge(signer, id, SystemEntity.ROOM, SystemEntity.ROOM_ADMIN, row)),
                        with(old.adminNodes(), row),
                        old.authEdges(),
                        old.authNodes()));
    }

    /** State that somebody is a user, or no longer. */
    void user(TestPeer signer, TestPeer who, boolean enabled) {
        Node row = statement(signer, who, enabled);
        changePart(
                signer,
                part -> new AuthorisationNode(
                        part.node(),
                        part.lastModified(),
                        part.rightEdges(),
                        part.rightNodes(),
                        with(part.userEdges(), edge(signer, SystemEntity.AUTHORISATION_USERS, row)),
                        with(part.userNodes(), row),
                        part.userAdminEdges(),
                        part.userAdminNodes(),
                        true));
    }

    /** State what users may do with every entity. */
    void right(TestPeer signer, boolean self, boolean all) {
        Node row = row(
                signer,
                signer.uids.next(),
                SystemEntity.ENTITY_RIGHT,
                "{\"32\":\"*\",\"33\":" + self + ",\"34\":" + all + "}");
        changePart(
                signer,
                part -> new AuthorisationNode(
                        part.node(),
                        part.lastModified(),
                        with(part.rightEdges(), edge(signer, SystemEntity.AUTHORISATION_RIGHTS, row)),
                        with(part.rightNodes(), row),
                        part.userEdges(),
                        part.userNodes(),
                        part.userAdminEdges(),
                        part.userAdminNodes(),
                        true));
    }

    /** The definition as a peer holds it. */
    RoomNode at(TestPeer peer) {
        return peer.await(peer.definition(id)).orElseThrow();
    }

    private void changePart(TestPeer signer, UnaryOperator<AuthorisationNode> change) {
        change(
                signer,
                old -> new RoomNode(
                        old.node(),
                        old.lastModified(),
                        old.adminEdges(),
                        old.adminNodes(),
                        old.authEdges(),
                        old.authNodes().stream().map(change).toList()));
    }

    private void change(TestPeer signer, UnaryOperator<RoomNode> change) {
        signer.write(transaction -> put(transaction, signer, change));
    }

    private void put(WriteTransaction transaction, TestPeer signer, UnaryOperator<RoomNode> change) {
        RoomNode old = StoredDefinitions.read(transaction.reader(), id).orElseThrow();
        long before = transaction.reader().roomDefinitionDate(id).orElse(0);
        transaction.putDefinition(change.apply(old), Math.max(now(signer), before + 1));
    }

    private static Node statement(TestPeer signer, TestPeer who, boolean enabled) {
        return row(
                signer,
                signer.uids.next(),
                SystemEntity.USER_AUTH,
                "{\"32\":\"" + who.self() + "\",\"33\":" + enabled + "}");
    }

    static Node row(TestPeer signer, Uid id, String entity, String json) {
        return signer.signer.sign(
                new Node(id, null, now(signer), now(signer), entity, json, null, new byte[0], new byte[0]));
    }

    private Edge edge(TestPeer signer, String label, Node to) {
        return edge(signer, authorisation, SystemEntity.AUTHORISATION, label, to);
    }

    static Edge edge(TestPeer signer, Uid src, String entity, String label, Node to) {
        return signer.signer.sign(new Edge(src, entity, label, to.id(), to.mdate(), new byte[0], new byte[0]));
    }

    private static long now(TestPeer peer) {
        return peer.environment().clock().millis();
    }

    static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
