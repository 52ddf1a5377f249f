package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hold one relation; its identity is (src, label, dest) (docs/protocol/21 §6).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param src id of the source row
 * @param srcEntity short name of the entity of the source
 * @param label short name of the field
 * @param dest id of the target row
 * @param cdate date of the mutation that made it, ms since 1970
 * @param verifyingKey exported key of the author
 * @param signature 64 bytes in every edge that verifies
 */
public record Edge(
        Uid src, String srcEntity, String label, Uid dest, long cdate, byte[] verifyingKey, byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Edge other
                && src.equals(other.src)
                && srcEntity.equals(other.srcEntity)
                && label.equals(other.label)
                && dest.equals(other.dest)
                && cdate == other.cdate
                && Arrays.equals(verifyingKey, other.verifyingKey)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                src, srcEntity, label, dest, cdate, Arrays.hashCode(verifyingKey), Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "Edge[" + src + " " + label + " " + dest + "]";
    }
}
