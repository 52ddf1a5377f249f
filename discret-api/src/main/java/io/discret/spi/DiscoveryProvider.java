package io.discret.spi;

/** Opens ways to find peers. Stateless, safe for use by any thread. */
public interface DiscoveryProvider extends Provider {
    /** Make one; failures are {@link io.discret.api.DiscretException}s that say what to do. */
    Discovery open(DiscoveryOptions options);
}
