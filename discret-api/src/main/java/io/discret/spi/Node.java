package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hold one row: the last version of it, signed by its last author (docs/protocol/21 §2).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param id unique over all entities
 * @param roomId null = local only, or a row that travels outside of rooms
 * @param cdate creation, ms since 1970
 * @param mdate date of the mutation, ms since 1970
 * @param entity short name of the entity
 * @param json a JSON object, byte for byte as signed; null = no scalar at all
 * @param binary rarely present; signed and carried
 * @param verifyingKey exported key of the last author; 33 bytes in every row that verifies
 * @param signature 64 bytes in every row that verifies
 */
public record Node(
        Uid id,
        @Nullable Uid roomId,
        long cdate,
        long mdate,
        String entity,
        @Nullable String json,
        byte @Nullable [] binary,
        byte[] verifyingKey,
        byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Node other
                && id.equals(other.id)
                && Objects.equals(roomId, other.roomId)
                && cdate == other.cdate
                && mdate == other.mdate
                && entity.equals(other.entity)
                && Objects.equals(json, other.json)
                && Arrays.equals(binary, other.binary)
                && Arrays.equals(verifyingKey, other.verifyingKey)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                id,
                roomId,
                cdate,
                mdate,
                entity,
                json,
                Arrays.hashCode(binary),
                Arrays.hashCode(verifyingKey),
                Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "Node[" + id + ", entity " + entity + "]";
    }
}
