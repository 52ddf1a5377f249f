package io.discret.spi;

/** Makes key derivations. Stateless, safe for use by any thread. */
public interface KeyDerivationProvider extends Provider {
    /** Make one; failures are {@link io.discret.api.DiscretException}s that say what to do. */
    KeyDerivation create();
}
