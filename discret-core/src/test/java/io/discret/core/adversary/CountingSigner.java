package io.discret.core.adversary;

import io.discret.spi.Signer;

/** Count the signatures that one device checks: work that others can make it do. */
final class CountingSigner implements Signer {
    private final Signer signer;
    private long checks;

    CountingSigner(Signer signer) {
        this.signer = signer;
    }

    long checks() {
        return checks;
    }

    @Override
    public SigningKey key(byte[] seed) {
        return signer.key(seed);
    }

    @Override
    public Verification verify(byte[] publicKey, byte[] message, byte[] signature) {
        checks++;
        return signer.verify(publicKey, message, signature);
    }
}
