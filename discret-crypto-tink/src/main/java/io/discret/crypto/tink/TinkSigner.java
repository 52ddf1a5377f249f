package io.discret.crypto.tink;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.PreparedKeys;
import io.discret.spi.Signer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sign and verify with Tink. Safe for use by any thread. */
final class TinkSigner implements Signer {
    private final PreparedKeys<Ed25519Verify> authors = new PreparedKeys<>(Ed25519Verify::new);

    @Override
    public SigningKey key(byte[] seed) {
        if (seed.length != KEY_SIZE) {
            throw new DiscretException(
                    ErrorCode.KEY_LENGTH, "The seed of a signing key has 32 bytes, not " + seed.length + ".");
        }
        return Key.of(seed);
    }

    /** Tink checks as docs/protocol/20 §6 says, and reports every refusal as an exception. */
    @Override
    public Verification verify(byte[] publicKey, byte[] message, byte[] signature) {
        Ed25519Verify author = authors.get(publicKey);
        if (author == null) {
            return Verification.BAD_KEY;
        }
        try {
            author.verify(signature, message);
            return Verification.VALID;
        } catch (GeneralSecurityException e) {
            return Verification.BAD_SIGNATURE;
        }
    }

    /** Tink keeps its copy of the secret scalar until it is collected; closing lets go of it. */
    private static final class Key implements SigningKey {
        private final byte[] publicKey;
        private volatile @Nullable Ed25519Sign secret;

        private Key(byte[] publicKey, Ed25519Sign secret) {
            this.publicKey = publicKey;
            this.secret = secret;
        }

        static Key of(byte[] seed) {
            byte[] own = seed.clone();
            try {
                return new Key(Ed25519Sign.KeyPair.newKeyPairFromSeed(own).getPublicKey(), new Ed25519Sign(own));
            } catch (GeneralSecurityException e) {
                throw new DiscretException(ErrorCode.UNSUPPORTED, "Tink refuses to make a key here.", e);
            } finally {
                Arrays.fill(own, (byte) 0);
            }
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            Ed25519Sign signing = secret;
            if (signing == null) {
                throw new DiscretException(ErrorCode.CLOSED, "The signing key is closed; open the database again.");
            }
            try {
                return signing.sign(message);
            } catch (GeneralSecurityException e) {
                throw new DiscretException(ErrorCode.UNSUPPORTED, "Tink refuses to sign here.", e);
            }
        }

        @Override
        public void close() {
            secret = null;
        }

        @Override
        public String toString() {
            return "SigningKey[Ed25519]";
        }
    }
}
