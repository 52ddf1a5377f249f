package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hold what is needed to compare a stored row with an offered one.
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param id id of the row
 * @param roomId room, if any
 * @param entity short name
 * @param mdate ms since 1970
 * @param verifyingKey exported key of the last author
 * @param signature 64 bytes
 */
public record NodeVersion(
        Uid id, @Nullable Uid roomId, String entity, long mdate, byte[] verifyingKey, byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NodeVersion other
                && id.equals(other.id)
                && Objects.equals(roomId, other.roomId)
                && entity.equals(other.entity)
                && mdate == other.mdate
                && Arrays.equals(verifyingKey, other.verifyingKey)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, roomId, entity, mdate, Arrays.hashCode(verifyingKey), Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "NodeVersion[" + id + "]";
    }
}
