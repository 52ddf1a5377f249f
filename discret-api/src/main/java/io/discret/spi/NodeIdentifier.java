package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Name one version of one row (docs/protocol/21 §10).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param id id of the row
 * @param mdate ms since 1970
 * @param signature 64 bytes
 */
public record NodeIdentifier(Uid id, long mdate, byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NodeIdentifier other
                && id.equals(other.id)
                && mdate == other.mdate
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, mdate, Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "NodeIdentifier[" + id + "]";
    }
}
