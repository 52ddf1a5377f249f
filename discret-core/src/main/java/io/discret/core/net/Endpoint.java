package io.discret.core.net;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Identity;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;

/** Sign and check the header that introduces an endpoint (docs/protocol/40 §6.1). Stateless. */
public final class Endpoint {
    private Endpoint() {}

    /** Introduce an endpoint with the hash of its certificate. */
    public static AnnounceHeader sign(
            Uid endpointId, byte[] certificateHash, Identity identity, KeyDerivation derivation) {
        return new AnnounceHeader(
                endpointId, certificateHash, identity.sign(signedHash(endpointId, certificateHash, derivation)));
    }

    /** Whether a user signed a header. */
    public static boolean isSignedBy(
            AnnounceHeader header, VerifyingKey user, Signer signer, KeyDerivation derivation) {
        if (header.signature().length != Signer.SIGNATURE_SIZE) {
            return false;
        }
        byte[] hash = signedHash(header.endpointId(), header.certificateHash(), derivation);
        return signer.verify(user.raw(), hash, header.signature()) == Signer.Verification.VALID;
    }

    private static byte[] signedHash(Uid endpointId, byte[] certificateHash, KeyDerivation derivation) {
        return derivation
                .hasher()
                .update(endpointId.bytes())
                .update(certificateHash)
                .digest();
    }
}
