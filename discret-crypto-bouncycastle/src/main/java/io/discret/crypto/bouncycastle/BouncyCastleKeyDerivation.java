package io.discret.crypto.bouncycastle;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.KeyDerivation;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.Blake3Parameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Hash and derive with Bouncy Castle. Stateless, safe for use by any thread. */
final class BouncyCastleKeyDerivation implements KeyDerivation {
    @Override
    public byte[] hash(byte[] bytes) {
        return hasher().update(bytes).digest();
    }

    @Override
    public Hasher hasher() {
        return new Blake3Hasher(new Blake3Digest());
    }

    @Override
    public byte[] deriveKey(String context, byte[] material) {
        Blake3Digest digest = new Blake3Digest();
        digest.init(Blake3Parameters.context(context.getBytes(StandardCharsets.UTF_8)));
        return new Blake3Hasher(digest).update(material).digest();
    }

    @Override
    public byte[] argon2id(byte[] password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(lanes)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] output = new byte[length];
        generator.generateBytes(password, output);
        return output;
    }

    @Override
    public byte[] x25519PublicKey(byte[] secret) {
        requireSize(secret, X25519.SCALAR_SIZE);
        byte[] publicKey = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(secret, 0, publicKey, 0);
        return publicKey;
    }

    /** Not {@code calculateAgreement}, which refuses an all-zero result (docs/protocol/20 §8 step 3). */
    @Override
    public byte[] x25519(byte[] secret, byte[] publicKey) {
        requireSize(secret, X25519.SCALAR_SIZE);
        requireSize(publicKey, X25519.POINT_SIZE);
        byte[] shared = new byte[X25519.POINT_SIZE];
        X25519.scalarMult(secret, 0, publicKey, 0, shared, 0);
        return shared;
    }

    private static void requireSize(byte[] key, int size) {
        if (key.length != size) {
            throw new DiscretException(
                    ErrorCode.KEY_LENGTH, "An X25519 key has " + size + " bytes, not " + key.length + ".");
        }
    }

    private record Blake3Hasher(Blake3Digest blake3) implements Hasher {
        @Override
        public Hasher update(byte[] bytes) {
            blake3.update(bytes, 0, bytes.length);
            return this;
        }

        @Override
        public byte[] digest() {
            byte[] hash = new byte[HASH_SIZE];
            blake3.doFinal(hash, 0, HASH_SIZE);
            return hash;
        }
    }
}
