package io.discret.core.adversary;

import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.core.identity.Identity;
import io.discret.core.rows.RowHash;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.StoreContent;

/** Hold a {@link HostilePeer} and what it forges from: its keys, the room of its victim, and what the victim holds. */
abstract class HostileSide {
    static final int STRANGER = 9;

    final HostilePeer hostile;

    /** The user whose keys the hostile peer has. */
    final Identity user;

    /** Somebody whom nobody gave a right. */
    final Identity stranger = Device.identity(STRANGER);

    final Uid room;

    HostileSide(HostilePeer hostile) {
        this.hostile = hostile;
        user = hostile.identity;
        room = user.privateRoom();
    }

    /** What the victim holds. */
    abstract StoreContent held();

    // Rows, as the user would sign them.

    Node message(String text) {
        long now = now();
        return hostile.signer.sign(unsigned(hostile.uids.next(), room, now, "1.0", "{\"32\":\"" + text + "\"}"));
    }

    static Node unsigned(Uid id, Uid room, long date, String entity, String json) {
        return new Node(id, room, date, date, entity, json, null, new byte[0], new byte[0]);
    }

    /** Signed by the user without a look at what it is. */
    Node signedAsItIs(Node draft) {
        byte[] key = user.verifyingKey().bytes();
        Node row = new Node(
                draft.id(),
                draft.roomId(),
                draft.cdate(),
                draft.mdate(),
                draft.entity(),
                draft.json(),
                draft.binary(),
                key,
                new byte[0]);
        byte[] signature = user.sign(new RowHash(Crypto.DERIVATION).of(row));
        return new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                row.mdate(),
                row.entity(),
                row.json(),
                row.binary(),
                key,
                signature);
    }

    Edge answer(Node source, Uid target) {
        return hostile.signer.sign(
                new Edge(source.id(), "1.0", "33", target, source.mdate(), new byte[0], new byte[0]));
    }

    NodeDeletion deletion(Node node) {
        return hostile.signer.sign(
                new NodeDeletion(room, node.id(), node.entity(), node.mdate(), now(), new byte[0], new byte[0]));
    }

    EdgeDeletion deletion(Edge edge) {
        return hostile.signer.sign(new EdgeDeletion(
                room,
                edge.src(),
                edge.srcEntity(),
                edge.dest(),
                edge.label(),
                edge.cdate(),
                now(),
                new byte[0],
                new byte[0]));
    }

    long now() {
        return hostile.environment.clock().millis();
    }
}
