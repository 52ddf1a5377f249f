package io.discret.core.identity;

import io.discret.api.KeyMaterial;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import java.util.Random;

/** Real cryptography, and randomness that a test can repeat. */
public final class Crypto {
    public static final Signer SIGNER =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    public static final KeyDerivation DERIVATION = KeyDerivation.discover();

    private Crypto() {}

    public static RandomSource random(long seed) {
        return new Random(seed)::nextBytes;
    }

    /** The user of the vectors in docs/protocol/20 and 21: key material 00 … 1f. */
    public static Identity user() {
        byte[] bytes = new byte[KeyMaterial.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return user("example.app", bytes);
    }

    public static Identity user(String application, byte[] keyMaterial) {
        try (KeyMaterial material = KeyMaterial.of(keyMaterial)) {
            return Identity.of(application, material, SIGNER, DERIVATION);
        }
    }
}
