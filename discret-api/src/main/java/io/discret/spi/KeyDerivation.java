package io.discret.spi;

import java.util.Optional;

/** Hash and derive keys: BLAKE3, Argon2id, X25519 (docs/protocol/20 §3–§5, §8). Safe for use by any thread. */
public interface KeyDerivation {
    /** Size of a hash and of a derived key in bytes. */
    int HASH_SIZE = 32;

    /** BLAKE3 of bytes, 32 bytes. */
    byte[] hash(byte[] bytes);

    /** A BLAKE3 computation fed piece by piece; used by one thread. */
    Hasher hasher();

    /**
     * BLAKE3 in its derive-key mode, 32 bytes.
     *
     * @param context the context text, hashed as UTF-8
     */
    byte[] deriveKey(String context, byte[] material);

    /** Argon2id, version 0x13, without secret and associated data. */
    byte[] argon2id(byte[] password, byte[] salt, int memoryKib, int iterations, int lanes, int length);

    /** X25519 public key of a 32-byte secret (clamped on use). */
    byte[] x25519PublicKey(byte[] secret);

    /** X25519 shared secret, 32 bytes; all zero for a public key of small order, never refused. */
    byte[] x25519(byte[] secret, byte[] publicKey);

    /** The provider with the highest priority on the path. */
    static KeyDerivation discover() {
        return Providers.choose(KeyDerivationProvider.class, Optional.empty(), "discret-crypto-bouncycastle")
                .create();
    }

    /** A hash being computed. Not safe for use by several threads. */
    interface Hasher {
        /** Add bytes. */
        Hasher update(byte[] bytes);

        /** Finish: 32 bytes; the hasher starts anew. */
        byte[] digest();
    }
}
