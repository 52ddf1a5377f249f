package io.discret.spi;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/**
 * Offer one implementation of one SPI. Providers are stateless; loading one must not touch native code or the network.
 */
public interface Provider {
    /** What {@link #version} says of classes that were not packaged. */
    String UNKNOWN_VERSION = "unknown";

    /** A stable lower-case name, such as {@code sqlcipher}; what a configuration says. */
    String id();

    /** Used only when nothing was configured: the highest wins, then the smallest id. Ours are 100 or less. */
    int priority();

    /**
     * The version of the artifact, to find mixed versions of our own modules: of the module descriptor on the module
     * path, of the manifest on the class path.
     */
    default String version() {
        ModuleDescriptor descriptor = getClass().getModule().getDescriptor();
        if (descriptor != null) {
            return descriptor.rawVersion().orElse(UNKNOWN_VERSION);
        }
        Package own = getClass().getPackage();
        String version = own == null ? null : own.getImplementationVersion();
        return version == null ? UNKNOWN_VERSION : version;
    }

    /** Whether this provider can work on this platform; when not, one sentence that says why. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }
}
