package org.example.plugins;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.KeyDerivation;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Agrees on keys with the X25519 of the Java platform; hands the rest on. Safe for use by any thread. */
final class PlatformKeyDerivation implements KeyDerivation {
    private static final int KEY_SIZE = 32;
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final KeyDerivation hashes;

    PlatformKeyDerivation(KeyDerivation hashes) {
        this.hashes = hashes;
    }

    @Override
    public byte[] x25519PublicKey(byte[] secret) {
        return agree(secret, BASE_POINT);
    }

    @Override
    public byte[] x25519(byte[] secret, byte[] publicKey) {
        if (publicKey.length != KEY_SIZE) {
            throw new DiscretException(ErrorCode.KEY_LENGTH, "A public key has " + KEY_SIZE + " bytes.");
        }
        byte[] bigEndian = new byte[KEY_SIZE];
        for (int i = 0; i < KEY_SIZE; i++) {
            bigEndian[i] = publicKey[KEY_SIZE - 1 - i];
        }
        // RFC 7748 §5: the top bit is ignored.
        bigEndian[0] &= 0x7f;
        return agree(secret, new BigInteger(1, bigEndian));
    }

    private static byte[] agree(byte[] secret, BigInteger point) {
        if (secret.length != KEY_SIZE) {
            throw new DiscretException(ErrorCode.KEY_LENGTH, "A secret has " + KEY_SIZE + " bytes.");
        }
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, point)), true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            // The platform refuses points of small order; this SPI says what comes out: zeros.
            return new byte[KEY_SIZE];
        } catch (GeneralSecurityException e) {
            throw new DiscretException(ErrorCode.INTERNAL, "The platform cannot agree on a key.", e);
        }
    }

    @Override
    public byte[] hash(byte[] bytes) {
        return hashes.hash(bytes);
    }

    @Override
    public Hasher hasher() {
        return hashes.hasher();
    }

    @Override
    public byte[] deriveKey(String context, byte[] material) {
        return hashes.deriveKey(context, material);
    }

    @Override
    public byte[] argon2id(byte[] password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
        return hashes.argon2id(password, salt, memoryKib, iterations, lanes, length);
    }
}
