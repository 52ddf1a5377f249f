package io.discret.crypto.bouncycastle;

import io.discret.spi.KeyDerivation;
import io.discret.spi.KeyDerivationProvider;

/** Offer BLAKE3, Argon2id and X25519 in pure Java. */
public final class BouncyCastleKeyDerivationProvider implements KeyDerivationProvider {
    @Override
    public String id() {
        return "bouncycastle";
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public KeyDerivation create() {
        return new BouncyCastleKeyDerivation();
    }
}
