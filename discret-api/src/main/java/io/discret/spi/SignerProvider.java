package io.discret.spi;

/** Makes signers. Stateless, safe for use by any thread. */
public interface SignerProvider extends Provider {
    /** Make one; failures are {@link io.discret.api.DiscretException}s that say what to do. */
    Signer create();
}
