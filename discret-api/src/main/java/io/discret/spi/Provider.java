package io.discret.spi;

/**
 * Offer one implementation of one SPI. Providers are stateless; loading one must not touch native code or the network.
 */
public interface Provider {
    /** A stable lower-case name, such as {@code sqlcipher}; what a configuration says. */
    String id();

    /** Used only when nothing was configured: the highest wins, then the smallest id. Ours are 100 or less. */
    int priority();

    /** The version of the artifact, to find mixed versions of our own modules. */
    default String version() {
        Package own = getClass().getPackage();
        String version = own == null ? null : own.getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** Whether this provider can work on this platform; when not, one sentence that says why. */
    default java.util.Optional<String> unavailable() {
        return java.util.Optional.empty();
    }
}
