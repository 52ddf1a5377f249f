package io.discret.spi;

/** Opens stores. Stateless, safe for use by any thread. */
public interface StoreProvider extends Provider {
    /** Make one; failures are {@link io.discret.api.DiscretException}s that say what to do. */
    Store open(StoreOptions options);
}
