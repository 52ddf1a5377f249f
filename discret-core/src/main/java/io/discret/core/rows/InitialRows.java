package io.discret.core.rows;

import io.discret.api.Base64Url;
import io.discret.core.identity.Identity;
import io.discret.spi.Edge;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;

/**
 * Make the rows every new database starts with (docs/protocol/20 §7).
 *
 * <p>White space in the JSON texts is that of the reference, so that all devices of a user, whatever they run, own rows
 * with the same signature.
 *
 * @param peer sys.Peer of the user, without a room
 * @param allowedPeer sys.AllowedPeer in the private room: the other devices may connect
 * @param allowedPeerEdge from {@code allowedPeer} to {@code peer}
 */
public record InitialRows(Node peer, Node allowedPeer, Edge allowedPeerEdge) {
    /** Short name of sys.AllowedPeer. */
    public static final String ALLOWED_PEER = "0.5";

    /** Short name of the field of sys.AllowedPeer that points to the peer. */
    public static final String ALLOWED_PEER_LABEL = "32";

    /** The first version of a row that is the same on all devices. */
    private static final long BEGINNING = 0;

    private static final byte[] UNSIGNED = new byte[0];

    /** The rows of a user; the same each time. */
    public static InitialRows of(Identity user, KeyDerivation derivation) {
        RowSigner signer = new RowSigner(user, derivation);
        String peerJson = "{\n                \"32\": \"" + Base64Url.encode(user.meetingPublicKey())
                + "\", \n                \"33\": \"\" \n            }";
        String allowedJson = "{ \n                \"33\": \"" + user.ownToken()
                + "\",\n                \"35\": \"enabled\"\n            }";
        return new InitialRows(
                signer.sign(new Node(
                        user.peerUid(),
                        null,
                        BEGINNING,
                        BEGINNING,
                        PeerRow.ENTITY,
                        peerJson,
                        null,
                        UNSIGNED,
                        UNSIGNED)),
                signer.sign(new Node(
                        user.allowedPeerUid(),
                        user.privateRoom(),
                        BEGINNING,
                        BEGINNING,
                        ALLOWED_PEER,
                        allowedJson,
                        null,
                        UNSIGNED,
                        UNSIGNED)),
                signer.sign(new Edge(
                        user.allowedPeerUid(),
                        ALLOWED_PEER,
                        ALLOWED_PEER_LABEL,
                        user.peerUid(),
                        BEGINNING,
                        UNSIGNED,
                        UNSIGNED)));
    }
}
