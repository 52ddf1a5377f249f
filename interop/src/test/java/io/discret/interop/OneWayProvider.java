package io.discret.interop;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.MeetingToken;
import io.discret.spi.Providers;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The multicast of the reference, one way only. Peers that hear each other both dial, and chance decides which connection
 * stays; who hears alone dials alone.
 */
public abstract class OneWayProvider implements DiscoveryProvider {
    private final String id;

    OneWayProvider(String id) {
        this.id = id;
    }

    /** Hears others and says nothing. */
    public static final class Hears extends OneWayProvider {
        public Hears() {
            super("hears");
        }

        @Override
        public Discovery open(DiscoveryOptions options) {
            Discovery both = whole().open(options);
            return new Discovery() {
                @Override
                public void announce(Announce announce, int port) {
                    // The other one must not know that we are here.
                }

                @Override
                public void initiate(AnnounceHeader header, MeetingToken token, int port) {
                    // Nor be asked to dial.
                }

                @Override
                public Counters counters() {
                    return both.counters();
                }

                @Override
                public void close() {
                    both.close();
                }
            };
        }
    }

    /** Announces itself and hears nobody. */
    public static final class Announces extends OneWayProvider {
        public Announces() {
            super("announces");
        }

        @Override
        public Discovery open(DiscoveryOptions options) {
            DiscoveryListener deaf = new DiscoveryListener() {
                @Override
                public void announced(Announce announce, InetSocketAddress address, boolean local) {
                    // Only the other one dials.
                }

                @Override
                public void initiated(
                        AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {
                    // Only the other one dials.
                }
            };
            return whole().open(new DiscoveryOptions(
                    options.configuration(),
                    options.environment(),
                    options.transport(),
                    options.keyDerivation(),
                    options.callbacks(),
                    deaf));
        }
    }

    static DiscoveryProvider whole() {
        return Providers.choose(DiscoveryProvider.class, Optional.of("mdns"), "discret-discovery-mdns");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int priority() {
        return Integer.MIN_VALUE;
    }
}
