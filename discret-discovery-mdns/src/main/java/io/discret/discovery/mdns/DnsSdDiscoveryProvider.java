package io.discret.discovery.mdns;

import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;

/**
 * Offer discovery on local networks that pass only multicast DNS, under the id {@code dns-sd}. Stateless, safe for use by
 * any thread.
 */
public final class DnsSdDiscoveryProvider implements DiscoveryProvider {
    private final int port;

    public DnsSdDiscoveryProvider() {
        this(MdnsSockets.PORT);
    }

    /** One on another port, for tests that must not hear others. */
    DnsSdDiscoveryProvider(int port) {
        this.port = port;
    }

    @Override
    public String id() {
        return "dns-sd";
    }

    @Override
    public int priority() {
        return 90;
    }

    /**
     * Open the sockets, if {@code enableDnsSd} is on: otherwise nothing is opened, sent or received.
     *
     * @throws io.discret.api.ConfigurationException {@code CONFIGURATION} when the port or the interface cannot be used
     */
    @Override
    public Discovery open(DiscoveryOptions options) {
        return options.configuration().enableDnsSd()
                ? DnsSdDiscovery.open(options, port, FollowedGroup.LOOK_AGAIN)
                : new SilentDiscovery();
    }
}
