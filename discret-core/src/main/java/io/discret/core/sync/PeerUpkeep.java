package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.peers.StoredPeers;
import io.discret.core.rooms.Room;
import io.discret.core.rows.BatchVerifier;
import io.discret.core.rows.PeerRow;
import io.discret.core.wire.Payload;
import io.discret.core.wire.Query;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Keep the sys.Peer rows of the users of a room (docs/protocol/41 §6.2): new ones, and newer versions by the same user
 * (41 §11.16). Used by the executor of the session only, once.
 *
 * <p>The id of such a row is not bound to its key. A key keeps the id it came with first, and no other key can take it.
 */
final class PeerUpkeep {
    private final SessionContext context;
    private final Queries.Scope queries;
    private final Uid room;
    private final RoomReport.Counts counts;
    private final BatchVerifier verifier;
    private int received;

    PeerUpkeep(SessionContext context, Queries.Scope queries, Uid room, RoomReport.Counts counts) {
        this.context = context;
        this.queries = queries;
        this.room = room;
        this.counts = counts;
        verifier = new BatchVerifier(context.rowVerifier(), context.verifiers());
    }

    /** A peer of ours is asked for a digest of them first: mostly nothing changed, and a room may have many users. */
    CompletionStage<Void> pull() {
        return queries.speaksOwn() ? same().thenCompose(same -> same ? RoomSync.done() : pullAll()) : pullAll();
    }

    private CompletionStage<Boolean> same() {
        Room known = known();
        return queries.single(new Query.PeersDigest(room), Payload.PEERS_DIGEST)
                .thenCompose(theirs -> context.database()
                        .read(reader -> Arrays.equals(theirs, UserCards.digest(reader, context.hashing(), known))));
    }

    /** The room: its definition is here before its users are asked for, and rooms stay. */
    private Room known() {
        return Objects.requireNonNull(context.rooms().room(room));
    }

    private CompletionStage<Void> pullAll() {
        return queries.parts(new Query.PeersForRoom(room), Payload.NODES, this::take);
    }

    private CompletionStage<Void> take(List<Node> part) {
        received += part.size();
        if (received > SyncLimits.PEERS_PER_ROOM) {
            throw new DiscretException(ErrorCode.BAD_MESSAGE, "A peer lists more users than a room can have.");
        }
        Room known = known();
        List<Node> readable = part.stream()
                .filter(node -> node.verifyingKey().length == VerifyingKey.SIZE
                        && node.verifyingKey()[0] == VerifyingKey.ED25519)
                .toList();
        counts.refused(ErrorCode.INVALID_PEER, part.size() - (long) readable.size());
        List<Node> listed = readable.stream()
                .filter(node -> known.hasUser(VerifyingKey.of(node.verifyingKey())))
                .toList();
        return context.database()
                .read(reader ->
                        listed.stream().filter(node -> isNews(reader, node)).toList())
                .thenCompose(news -> verifier.verify(news, node -> PeerRow.check(node, context.rowVerifier())))
                .thenComposeAsync(
                        checked -> {
                            checked.refused().forEach(refused -> counts.refused(refused.reason(), 1));
                            return store(checked.genuine());
                        },
                        context.executor());
    }

    private CompletionStage<Void> store(List<Node> news) {
        if (news.isEmpty()) {
            return RoomSync.done();
        }
        return context.database()
                .write(transaction -> {
                    List<Node> met = new ArrayList<>();
                    for (Node node : news) {
                        if (isNews(transaction.reader(), node)) {
                            StoredPeers.put(transaction, node);
                            met.add(node);
                        }
                    }
                    met.removeIf(node -> context.self().matches(node.verifyingKey()));
                    Runnable afterwards = met.isEmpty() ? () -> {} : context.peersMet(transaction, met);
                    return afterwards;
                })
                .thenAccept(Runnable::run);
    }

    private static boolean isNews(StoreReader reader, Node node) {
        return StoredPeers.isNews(reader, node);
    }
}
