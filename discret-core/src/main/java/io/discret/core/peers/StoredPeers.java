package io.discret.core.peers;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.Node;
import io.discret.spi.NodeVersion;
import io.discret.spi.StoreReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keep the sys.Peer rows of other users (docs/protocol/31 §2.1, P6). Stateless.
 *
 * <p>The id of such a row is not bound to its key. A key keeps the id it came with first, and no other key can take it.
 */
public final class StoredPeers {
    private StoredPeers() {}

    /** The row of a user, or null. */
    public static @Nullable Node of(StoreReader reader, byte[] verifyingKey) {
        List<Node> rows = reader.nodesByAuthor(SystemEntity.PEER, List.of(verifyingKey));
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** Whether a verified row is the first of its key, or a later version of it. */
    public static boolean isNews(StoreReader reader, Node peer) {
        Node sameId = reader.node(peer.id());
        if (sameId == null) {
            return of(reader, peer.verifyingKey()) == null;
        }
        return sameId.entity().equals(SystemEntity.PEER)
                && Arrays.equals(sameId.verifyingKey(), peer.verifyingKey())
                && peer.mdate() > sameId.mdate();
    }

    /** Store a row that {@link #isNews}. */
    public static void put(WriteTransaction transaction, Node peer) {
        transaction.putNode(peer, version(transaction.reader().node(peer.id())));
    }

    /**
     * Store a verified row when it is news.
     *
     * @return the row stored for its key
     * @throws DiscretException with {@code INVALID_PEER} when its id belongs to somebody else
     */
    static Node keep(WriteTransaction transaction, Node peer) {
        if (isNews(transaction.reader(), peer)) {
            put(transaction, peer);
            return peer;
        }
        Node stored = of(transaction.reader(), peer.verifyingKey());
        if (stored == null) {
            throw new DiscretException(
                    ErrorCode.INVALID_PEER, "A peer presents itself by a row of somebody else; it is not accepted.");
        }
        return stored;
    }

    private static @Nullable NodeVersion version(@Nullable Node node) {
        return node == null
                ? null
                : new NodeVersion(
                        node.id(), node.roomId(), node.entity(), node.mdate(), node.verifyingKey(), node.signature());
    }

    static @Nullable NodeVersion replaced(@Nullable Node node) {
        return version(node);
    }
}
