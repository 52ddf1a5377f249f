package io.discret.core.peers;

import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.SystemEntity;
import io.discret.spi.Edge;
import io.discret.spi.MeetingToken;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Say what the user decided about one peer (docs/protocol/31 §2.2). Immutable.
 *
 * <p>Several rows may speak of one peer, because each device of the reference makes its own. The latest decision counts,
 * a refusal before a permission of the same date; a row that waits for a decision counts when there is no other.
 *
 * @param key of the peer
 * @param row the row that counts
 */
public record AllowedPeer(VerifyingKey key, MeetingToken token, Standing standing, Node row) {
    /** The only status with which a peer may connect, compared exactly. */
    static final String ENABLED = "enabled";

    static final String PENDING = "pending";

    private static final Logger LOG = System.getLogger(AllowedPeer.class.getPackageName());

    private static final Comparator<AllowedPeer> WEIGHT = Comparator.<AllowedPeer, Boolean>comparing(
                    peer -> peer.standing != Standing.PENDING)
            .thenComparing(peer -> peer.row.mdate())
            .thenComparing(AllowedPeer::standing)
            .thenComparing(peer -> peer.row.id());

    /** What a status means; the last one wins among equals. */
    public enum Standing {
        PENDING,
        ENABLED,
        BLOCKED;

        static Standing of(String status) {
            return switch (status) {
                case AllowedPeer.ENABLED -> ENABLED;
                case AllowedPeer.PENDING -> PENDING;
                default -> BLOCKED;
            };
        }
    }

    /** Whether he may connect. */
    public boolean enabled() {
        return standing == Standing.ENABLED;
    }

    /** Read all peers whose sys.Peer row is here, the own user included. A row that cannot be read is left out. */
    public static Map<VerifyingKey, AllowedPeer> all(StoreReader store, Uid privateRoom) {
        Map<VerifyingKey, AllowedPeer> peers = new LinkedHashMap<>();
        for (Node row : store.nodesOf(SystemEntity.ALLOWED_PEER, privateRoom)) {
            for (Edge edge : store.edges(row.id(), SystemEntity.ALLOWED_PEER_PEER)) {
                Node peer = store.node(edge.dest(), SystemEntity.PEER);
                if (peer != null) {
                    add(peers, row, peer);
                }
            }
        }
        return peers;
    }

    private static void add(Map<VerifyingKey, AllowedPeer> peers, Node row, Node peer) {
        try {
            AllowedPeer allowed = new AllowedPeer(
                    VerifyingKey.of(peer.verifyingKey()),
                    MeetingToken.parse(Fields.text(row, SystemEntity.ALLOWED_PEER_TOKEN)),
                    Standing.of(Fields.text(row, SystemEntity.ALLOWED_PEER_STATUS)),
                    row);
            peers.merge(allowed.key, allowed, (a, b) -> WEIGHT.compare(a, b) >= 0 ? a : b);
        } catch (DiscretException e) {
            LOG.log(Level.WARNING, "The row {0} names no peer that could be met: {1}", row.id(), e.code());
        }
    }
}
