package io.discret.spi;

/**
 * Sign and verify with Ed25519 (RFC 8032, pure). Safe for use by any thread.
 *
 * <p>Verification is the plain, cofactorless check of docs/protocol/20 §6: S must be below the group order, R is compared
 * byte for byte. Keys of small order and keys with y ≥ p are refused by every provider of ours (docs/differences.md).
 */
public interface Signer {
    /** Size of a seed and of a raw public key in bytes. */
    int KEY_SIZE = 32;

    /** Size of a signature in bytes. */
    int SIGNATURE_SIZE = 64;

    /**
     * Make a key of its 32-byte seed.
     *
     * @param seed copied; the caller wipes its own
     */
    SigningKey key(byte[] seed);

    /**
     * Check one signature.
     *
     * @param publicKey 32 raw bytes
     * @param message what was signed
     * @param signature 64 bytes, R ‖ S
     */
    Verification verify(byte[] publicKey, byte[] message, byte[] signature);

    /** Outcome of a check. */
    enum Verification {
        VALID,
        BAD_SIGNATURE,
        BAD_KEY
    }

    /** A private key, ready to sign. Safe for use by any thread. */
    interface SigningKey extends AutoCloseable {
        /** The 32 raw bytes of the public key, a fresh array. */
        byte[] publicKey();

        /** Sign; 64 bytes, R ‖ S, the same for the same message. */
        byte[] sign(byte[] message);

        /** Wipe the key; it cannot be used afterwards. */
        @Override
        void close();
    }
}
