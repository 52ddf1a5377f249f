package io.discret.core.sync;

import io.discret.api.VerifyingKey;
import io.discret.core.rooms.Room;
import io.discret.core.rows.PeerRow;
import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Read the sys.Peer rows of the users of a room, and digest them (docs/protocol/41 §3, §12.6). Stateless. */
final class UserCards {
    private UserCards() {}

    /** Rows of users, as they are sent; {@code keys} has at most {@link SyncLimits#ROWS_PER_READ}. */
    static List<Node> of(StoreReader reader, List<VerifyingKey> keys) {
        return reader
                .nodesByAuthor(
                        PeerRow.ENTITY, keys.stream().map(VerifyingKey::bytes).toList())
                .stream()
                .filter(node -> node.roomId() == null && Answers.isSigned(node))
                .toList();
    }

    /** Digest which version of the row of each user is stored: equal digests mean equal rows. */
    static byte[] digest(StoreReader reader, KeyDerivation hashing, @Nullable Room room) {
        List<Node> cards = new ArrayList<>();
        List<VerifyingKey> keys = room == null ? List.of() : List.copyOf(room.users());
        Answers.portions(keys).forEach(some -> cards.addAll(of(reader, some)));
        cards.sort(Comparator.comparing(Node::id));
        KeyDerivation.Hasher hasher = hashing.hasher();
        for (Node card : cards) {
            hasher.update(new BincodeWriter()
                    .uid(card.id())
                    .i64(card.mdate())
                    .fixed(card.signature())
                    .toByteArray());
        }
        return hasher.digest();
    }
}
