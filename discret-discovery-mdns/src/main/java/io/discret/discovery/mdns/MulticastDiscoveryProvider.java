package io.discret.discovery.mdns;

import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;

/** Offer discovery on the local network under the id {@code mdns}. Stateless, safe for use by any thread. */
public final class MulticastDiscoveryProvider implements DiscoveryProvider {
    @Override
    public String id() {
        return "mdns";
    }

    @Override
    public int priority() {
        return 100;
    }

    /**
     * Open the sockets, unless {@code enableMulticast} is off: then nothing is opened, sent or received.
     *
     * @throws io.discret.api.ConfigurationException {@code CONFIGURATION} when the group or the interface cannot be used
     */
    @Override
    public Discovery open(DiscoveryOptions options) {
        return options.configuration().enableMulticast() ? MulticastDiscovery.open(options) : new SilentDiscovery();
    }
}
