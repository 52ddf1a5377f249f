package io.discret.crypto.tink;

import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;

/** Offer Ed25519 of Tink, in pure Java. */
public final class TinkSignerProvider implements SignerProvider {
    @Override
    public String id() {
        return "tink";
    }

    /** Bouncy Castle is faster and stands above. */
    @Override
    public int priority() {
        return 40;
    }

    @Override
    public Signer create() {
        return new TinkSigner();
    }
}
