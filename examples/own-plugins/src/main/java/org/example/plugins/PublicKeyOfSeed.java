package org.example.plugins;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;

/** Computes a public key: the platform only does so when it makes a pair, so the seed is given to it as randomness. */
final class PublicKeyOfSeed {
    private PublicKeyOfSeed() {}

    static byte[] compute(byte[] seed) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("Ed25519");
            pairs.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            EdECPublicKey key = (EdECPublicKey) pairs.generateKeyPair().getPublic();
            byte[] bigEndian = key.getPoint().getY().toByteArray();
            byte[] raw = new byte[Signer.KEY_SIZE];
            for (int i = 0; i < Math.min(raw.length, bigEndian.length); i++) {
                raw[i] = bigEndian[bigEndian.length - 1 - i];
            }
            if (key.getPoint().isXOdd()) {
                raw[raw.length - 1] |= (byte) 0x80;
            }
            return raw;
        } catch (GeneralSecurityException e) {
            throw new DiscretException(ErrorCode.INTERNAL, "The platform cannot make a key.", e);
        }
    }

    @SuppressWarnings("serial")
    private static final class Fixed extends SecureRandom {
        private final byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
