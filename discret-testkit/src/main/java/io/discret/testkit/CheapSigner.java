package io.discret.testkit;

import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.util.Arrays;

/**
 * Stand in for Ed25519 where thousands of simulated peers trust each other's machines: quick, the same for the same message,
 * broken by any change of message or signature. Whoever knows a public key can sign with it, so it protects nothing.
 * Safe for use by any thread.
 */
public final class CheapSigner implements Signer {
    private final KeyDerivation hashes;

    public CheapSigner(KeyDerivation hashes) {
        this.hashes = hashes;
    }

    @Override
    public SigningKey key(byte[] seed) {
        byte[] publicKey = hashes.hash(seed);
        return new SigningKey() {
            @Override
            public byte[] publicKey() {
                return publicKey.clone();
            }

            @Override
            public byte[] sign(byte[] message) {
                return signature(publicKey, message);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Verification verify(byte[] publicKey, byte[] message, byte[] signature) {
        return Arrays.equals(signature(publicKey, message), signature)
                ? Verification.VALID
                : Verification.BAD_SIGNATURE;
    }

    private byte[] signature(byte[] publicKey, byte[] message) {
        byte[] half = hashes.hasher().update(publicKey).update(message).digest();
        byte[] whole = Arrays.copyOf(half, SIGNATURE_SIZE);
        System.arraycopy(half, 0, whole, half.length, SIGNATURE_SIZE - half.length);
        return whole;
    }
}
