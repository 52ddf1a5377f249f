package io.discret.spi;

import io.discret.api.Uid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Introduce an endpoint: who it is and which certificate it shows (docs/protocol/40 §6.1).
 *
 * <p>Arrays are shared, not copied: nobody may change them. {@link #toString} shows no content.
 *
 * @param endpointId id of the endpoint
 * @param certificateHash BLAKE3 of the certificate, 32 bytes
 * @param signature by the user, over BLAKE3(endpointId ‖ certificateHash)
 */
public record AnnounceHeader(Uid endpointId, byte[] certificateHash, byte[] signature) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof AnnounceHeader other
                && endpointId.equals(other.endpointId)
                && Arrays.equals(certificateHash, other.certificateHash)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpointId, Arrays.hashCode(certificateHash), Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return "AnnounceHeader[" + endpointId + "]";
    }

    /** Read the fields in their binary form. */
    public static AnnounceHeader read(BincodeReader in) {
        return new AnnounceHeader(in.uid(), in.fixed(32), in.byteString());
    }

    /** Write the fields in their binary form. */
    public void write(BincodeWriter out) {
        out.uid(endpointId).fixed(certificateHash).byteString(signature);
    }
}
