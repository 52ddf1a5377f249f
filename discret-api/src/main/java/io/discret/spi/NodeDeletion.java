package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hold the signed statement that a row was deleted (docs/protocol/21 §7).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param roomId room of the row
 * @param id id of the row
 * @param entity short name of the entity
 * @param mdate mdate of the deleted version, ms since 1970
 * @param deletionDate ms since 1970
 * @param verifyingKey exported key of who deleted
 * @param signature 64 bytes
 */
public record NodeDeletion(
        Uid roomId, Uid id, String entity, long mdate, long deletionDate, byte[] verifyingKey, byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NodeDeletion other
                && roomId.equals(other.roomId)
                && id.equals(other.id)
                && entity.equals(other.entity)
                && mdate == other.mdate
                && deletionDate == other.deletionDate
                && Arrays.equals(verifyingKey, other.verifyingKey)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                roomId, id, entity, mdate, deletionDate, Arrays.hashCode(verifyingKey), Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "NodeDeletion[" + id + ", entity " + entity + "]";
    }
}
