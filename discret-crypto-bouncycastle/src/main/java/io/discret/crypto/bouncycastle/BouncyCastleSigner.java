package io.discret.crypto.bouncycastle;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.PreparedKeys;
import io.discret.spi.Signer;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Sign and verify with the curve arithmetic of Bouncy Castle. Safe for use by any thread. */
final class BouncyCastleSigner implements Signer {
    private static final byte[] NEUTRAL = new byte[KEY_SIZE];
    private final PreparedKeys<Author> authors = new PreparedKeys<>(Author::of);

    BouncyCastleSigner() {
        Ed25519.precompute();
    }

    @Override
    public SigningKey key(byte[] seed) {
        if (seed.length != KEY_SIZE) {
            throw new DiscretException(
                    ErrorCode.KEY_LENGTH, "The seed of a signing key has 32 bytes, not " + seed.length + ".");
        }
        return new Key(seed.clone());
    }

    @Override
    public Verification verify(byte[] publicKey, byte[] message, byte[] signature) {
        Author author = authors.get(publicKey);
        if (author == null) {
            return Verification.BAD_KEY;
        }
        if (signature.length != SIGNATURE_SIZE) {
            return Verification.BAD_SIGNATURE;
        }
        boolean holds;
        if (!author.primeOrder() || isNeutral(signature)) {
            holds = PlainCheck.holds(publicKey, message, signature);
        } else {
            // Bouncy Castle multiplies by the cofactor: a part of small order in R would go unseen.
            holds = Ed25519.verify(signature, 0, author.point(), message, 0, message.length)
                    && Ed25519.validatePublicKeyFull(signature, 0);
        }
        return holds ? Verification.VALID : Verification.BAD_SIGNATURE;
    }

    /** Whether R is the neutral element, which has no order that Bouncy Castle takes for prime. */
    private static boolean isNeutral(byte[] signature) {
        return signature[0] == 1 && Arrays.equals(NEUTRAL, 1, KEY_SIZE, signature, 1, KEY_SIZE);
    }

    /** A public key as it is checked. */
    private record Author(Ed25519.PublicPoint point, boolean primeOrder) {
        static Author of(byte[] publicKey) {
            Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(publicKey, 0);
            if (point == null) {
                throw new IllegalStateException("Bouncy Castle refuses a point of the curve.");
            }
            return new Author(point, Ed25519.validatePublicKeyFull(publicKey, 0));
        }
    }

    /** A seed that is wiped at the end, and its public key. */
    private static final class Key implements SigningKey {
        private final byte[] seed;
        private final byte[] publicKey = new byte[KEY_SIZE];
        private boolean closed;

        Key(byte[] seed) {
            this.seed = seed;
            Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] own = seed();
            try {
                byte[] signature = new byte[SIGNATURE_SIZE];
                Ed25519.sign(own, 0, publicKey, 0, message, 0, message.length, signature, 0);
                return signature;
            } finally {
                Arrays.fill(own, (byte) 0);
            }
        }

        /** A copy, so that {@link #close} in the middle of a signature cannot mix zeros into it. */
        private synchronized byte[] seed() {
            if (closed) {
                throw new DiscretException(ErrorCode.CLOSED, "The signing key is closed; open the database again.");
            }
            return seed.clone();
        }

        @Override
        public synchronized void close() {
            closed = true;
            Arrays.fill(seed, (byte) 0);
        }

        @Override
        public String toString() {
            return "SigningKey[Ed25519]";
        }
    }
}
