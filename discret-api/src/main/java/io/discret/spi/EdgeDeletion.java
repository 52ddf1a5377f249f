package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hold the signed statement that a relation was deleted (docs/protocol/21 §8).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param roomId room of the source row
 * @param src id of the source row
 * @param srcEntity short name of its entity
 * @param dest id of the target row
 * @param label short name of the field
 * @param cdate cdate of the deleted edge, ms since 1970
 * @param deletionDate ms since 1970
 * @param verifyingKey exported key of who deleted
 * @param signature 64 bytes
 */
public record EdgeDeletion(
        Uid roomId,
        Uid src,
        String srcEntity,
        Uid dest,
        String label,
        long cdate,
        long deletionDate,
        byte[] verifyingKey,
        byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof EdgeDeletion other
                && roomId.equals(other.roomId)
                && src.equals(other.src)
                && srcEntity.equals(other.srcEntity)
                && dest.equals(other.dest)
                && label.equals(other.label)
                && cdate == other.cdate
                && deletionDate == other.deletionDate
                && Arrays.equals(verifyingKey, other.verifyingKey)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                roomId,
                src,
                srcEntity,
                dest,
                label,
                cdate,
                deletionDate,
                Arrays.hashCode(verifyingKey),
                Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "EdgeDeletion[" + src + " " + label + " " + dest + "]";
    }
}
