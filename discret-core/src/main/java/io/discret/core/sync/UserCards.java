package io.discret.core.sync;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.rooms.Room;
import io.discret.core.rows.PeerRow;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import io.discret.spi.StoreReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
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
                .filter(node -> node.roomId() == null && isSigned(node))
                .toList();
    }

    /** A row without key or signature stops verification in a reference peer for good (docs/protocol/20 §10). */
    private static boolean isSigned(Node node) {
        return node.verifyingKey().length == VerifyingKey.SIZE && node.signature().length == Signer.SIGNATURE_SIZE;
    }

    /** Digest which version of the row of each user is stored: equal digests mean equal rows. */
    static byte[] digest(StoreReader reader, KeyDerivation hashing, @Nullable Room room) {
        TreeSet<Version> versions = new TreeSet<>(Comparator.comparing(Version::id));
        List<VerifyingKey> keys = room == null ? List.of() : List.copyOf(room.users());
        for (int from = 0; from < keys.size(); from += SyncLimits.ROWS_PER_READ) {
            of(reader, keys.subList(from, Math.min(keys.size(), from + SyncLimits.ROWS_PER_READ)))
                    .forEach(node -> versions.add(new Version(node.id(), node.mdate(), node.signature())));
        }
        KeyDerivation.Hasher hasher = hashing.hasher();
        for (Version version : versions) {
            ByteBuffer date = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            hasher.update(version.id.bytes());
            hasher.update(date.putLong(version.mdate).array());
            hasher.update(version.signature);
        }
        return hasher.digest();
    }

    private record Version(Uid id, long mdate, byte[] signature) {}
}
