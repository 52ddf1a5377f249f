package io.discret.beacon;

import io.discret.api.BeaconAddress;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import java.util.List;

/** Offer discovery through beacons under the id {@code beacon}. Stateless, safe for use by any thread. */
public final class BeaconDiscoveryProvider implements DiscoveryProvider {
    @Override
    public String id() {
        return "beacon";
    }

    @Override
    public int priority() {
        return 90;
    }

    /**
     * Use the beacons of the configuration, unless {@code enableBeacons} is off or there are none: then nothing is sent.
     *
     * <p>A host name that cannot be resolved now is tried again: a device that starts off line must start.
     *
     * @throws io.discret.api.ConfigurationException {@code CONFIGURATION} when a host name has no port, or a hash is no
     *     hash
     */
    @Override
    public Discovery open(DiscoveryOptions options) {
        List<BeaconAddress> beacons = options.configuration().enableBeacons()
                ? options.configuration().beacons()
                : List.of();
        return new BeaconDiscovery(
                options, beacons.stream().map(ConfiguredBeacon::of).distinct().toList());
    }
}
