package io.discret.core.peers;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.db.WriteTransaction;
import io.discret.core.identity.Identity;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.rows.PeerRow;
import io.discret.core.rows.RowSigner;
import io.discret.query.JsonValue;
import io.discret.spi.Edge;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Write the sys.AllowedPeer rows that the engine makes (docs/protocol/31 §2.2). Safe for use by any thread.
 *
 * <p>All devices of a user give the row of a peer the same id, so that a decision on one of them replaces what the others
 * noted. A row that nobody decided on is dated 0 and stays on its device: any decision is later, and a device that meets
 * a peer late cannot undo what the user said on another one.
 */
public final class AllowedPeers {
    private static final String LAST_CONNECTION = "34";

    /** Date of a row that nobody decided on. */
    private static final long UNDECIDED = 0;

    private final Identity identity;
    private final RowSigner signer;

    public AllowedPeers(Identity identity, KeyDerivation derivation) {
        this.identity = identity;
        signer = new RowSigner(identity, derivation);
    }

    /** Every peer the rows speak of. */
    Map<VerifyingKey, AllowedPeer> all(WriteTransaction transaction) {
        return AllowedPeer.all(transaction.reader(), identity.privateRoom());
    }

    /**
     * Allow a peer because the user made or accepted an invite (docs/protocol/31 §8.4).
     *
     * @param peer its sys.Peer row as stored
     * @throws DiscretException with {@code NOT_AUTHORISED} for a peer that the user has blocked, with {@code
     *     INVALID_PEER} when its row holds no key to make a token of
     */
    void allow(WriteTransaction transaction, Node peer, long now) {
        AllowedPeer known = all(transaction).get(VerifyingKey.of(peer.verifyingKey()));
        if (known == null) {
            Node row = draft(peer, now, AllowedPeer.ENABLED);
            Node replaced = transaction.reader().node(row.id());
            if (replaced != null) {
                row = dated(row, Math.max(now, replaced.mdate() + 1));
            }
            transaction.putNode(signer.sign(row), StoredPeers.replaced(replaced));
            transaction.store().putEdge(edge(row, peer));
            return;
        }
        switch (known.standing()) {
            case ENABLED -> {}
            case PENDING -> enable(transaction, known.row(), now);
            case BLOCKED ->
                throw new DiscretException(
                        ErrorCode.NOT_AUTHORISED,
                        "The peer of an invite is blocked here; enable its sys.AllowedPeer row to meet it.");
        }
    }

    private void enable(WriteTransaction transaction, Node row, long now) {
        String json = Fields.with(row, SystemEntity.ALLOWED_PEER_STATUS, AllowedPeer.ENABLED);
        Node enabled = new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                Math.max(now, row.mdate() + 1),
                row.entity(),
                json,
                row.binary(),
                row.verifyingKey(),
                row.signature());
        transaction.putNode(signer.sign(enabled), StoredPeers.replaced(row));
    }

    /**
     * Note peers met in a room that no row speaks of (docs/protocol/31 §10).
     *
     * @param peers their sys.Peer rows as stored
     * @param enabled whether they may connect at once; else they wait for a decision
     * @return whether any was noted
     */
    public boolean note(WriteTransaction transaction, List<Node> peers, boolean enabled) {
        Map<VerifyingKey, AllowedPeer> known = all(transaction);
        boolean noted = false;
        for (Node peer : peers) {
            if (known.containsKey(VerifyingKey.of(peer.verifyingKey())) || !PeerRow.hasMeetingPublicKey(peer)) {
                continue;
            }
            Node row = draft(peer, UNDECIDED, enabled ? AllowedPeer.ENABLED : AllowedPeer.PENDING);
            if (transaction.reader().node(row.id()) == null) {
                transaction.store().putNode(signer.sign(row), null);
                transaction.store().putEdge(edge(row, peer));
                noted = true;
            }
        }
        return noted;
    }

    private Node draft(Node peer, long date, String status) {
        MeetingToken token = identity.token(PeerRow.meetingPublicKey(peer));
        Map<String, JsonValue> members = new TreeMap<>();
        members.put(SystemEntity.ALLOWED_PEER_TOKEN, new JsonValue.Text(token.toString()));
        members.put(LAST_CONNECTION, JsonValue.Num.of(0));
        members.put(SystemEntity.ALLOWED_PEER_STATUS, new JsonValue.Text(status));
        return new Node(
                identity.allowedPeerUid(VerifyingKey.of(peer.verifyingKey())),
                identity.privateRoom(),
                date,
                date,
                SystemEntity.ALLOWED_PEER,
                JsonValue.Obj.of(members).compact(),
                null,
                new byte[0],
                new byte[0]);
    }

    private static Node dated(Node row, long mdate) {
        return new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                mdate,
                row.entity(),
                row.json(),
                row.binary(),
                row.verifyingKey(),
                row.signature());
    }

    private Edge edge(Node row, Node peer) {
        return signer.sign(new Edge(
                row.id(),
                SystemEntity.ALLOWED_PEER,
                SystemEntity.ALLOWED_PEER_PEER,
                peer.id(),
                row.mdate(),
                new byte[0],
                new byte[0]));
    }
}
