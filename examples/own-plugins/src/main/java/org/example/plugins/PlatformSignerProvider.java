package org.example.plugins;

import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;

/** Offers the Ed25519 of the Java platform. */
public final class PlatformSignerProvider implements SignerProvider {
    @Override
    public String id() {
        return "platform";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public Signer create() {
        return new PlatformSigner();
    }
}
