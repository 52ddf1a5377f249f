package io.discret.crypto.bouncycastle;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Signer;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Sign and verify with the curve arithmetic of Bouncy Castle. Safe for use by any thread. */
final class BouncyCastleSigner implements Signer {
    private final PreparedKeys prepared = new PreparedKeys();

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
        if (publicKey.length != KEY_SIZE) {
            return Verification.BAD_KEY;
        }
        if (signature.length != SIGNATURE_SIZE) {
            return Verification.BAD_SIGNATURE;
        }
        Ed25519.PublicPoint point = prepared.point(publicKey);
        if (point == null) {
            return Verification.BAD_KEY;
        }
        return Ed25519.verify(signature, 0, point, message, 0, message.length)
                ? Verification.VALID
                : Verification.BAD_SIGNATURE;
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
