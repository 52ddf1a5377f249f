package io.discret.crypto.bouncycastle;

import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;

/** Offer Ed25519 in pure Java. */
public final class BouncyCastleSignerProvider implements SignerProvider {
    @Override
    public String id() {
        return "bouncycastle";
    }

    /** A signer on a native library, where there is one, is several times faster and stands above. */
    @Override
    public int priority() {
        return 50;
    }

    @Override
    public Signer create() {
        return new BouncyCastleSigner();
    }
}
