package io.discret.spi;

import io.discret.api.Configuration;
import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * Hold what an engine is assembled of.
 *
 * <p>In production everything is discovered; in tests clock, randomness, scheduler and network are virtual ones.
 *
 * @param environment clock, randomness and scheduler; empty = the engine makes the real ones and closes them
 */
public record Assembly(
        Optional<Environment> environment,
        StoreProvider store,
        TransportProvider transport,
        List<DiscoveryProvider> discoveries,
        Signer signer,
        KeyDerivation keyDerivation) {
    /** The discovery that configured beacons need. */
    private static final String BEACON = "beacon";

    /**
     * Choose providers as configured, else by priority.
     *
     * @throws io.discret.api.ConfigurationException when one is missing, unknown or there twice, or when modules of ours
     *     of different versions are on the path
     */
    public static Assembly discover(Configuration configuration) {
        Alignment.check(Providers.path());
        List<DiscoveryProvider> found = Providers.all(DiscoveryProvider.class);
        requireBeacon(configuration, found);
        List<DiscoveryProvider> discoveries = configuration
                .discoveries()
                .map(ids -> ids.stream()
                        .map(id -> Providers.byId(DiscoveryProvider.class, found, id, "discret-discovery-mdns"))
                        .toList())
                .orElse(found);
        return new Assembly(
                Optional.empty(),
                Providers.choose(StoreProvider.class, configuration.store(), "discret-store-sqlcipher"),
                Providers.choose(TransportProvider.class, configuration.transport(), "discret-transport-netty"),
                discoveries,
                Providers.choose(SignerProvider.class, configuration.signer(), "discret-crypto-bouncycastle")
                        .create(),
                Providers.choose(
                                KeyDerivationProvider.class,
                                configuration.keyDerivation(),
                                "discret-crypto-bouncycastle")
                        .create());
    }

    /** Beacons that nobody would use are a mistake that shows up as peers who never meet. */
    private static void requireBeacon(Configuration configuration, List<DiscoveryProvider> found) {
        boolean wanted = configuration.enableBeacons()
                && !configuration.beacons().isEmpty()
                && configuration.discoveries().isEmpty();
        if (wanted) {
            if (found.stream().noneMatch(provider -> provider.id().equals(BEACON))) {
                throw new ConfigurationException(
                        ErrorCode.PROVIDER_MISSING,
                        "Beacons are configured, and no Discovery called '" + BEACON
                                + "' is on the path; add the artifact io.discret:discret-beacon.");
            }
            Providers.byId(DiscoveryProvider.class, found, BEACON, "discret-beacon");
        }
    }
}
