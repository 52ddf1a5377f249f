import org.jspecify.annotations.NullMarked;

/** Discovery on the local network: by the multicast datagrams of the reference, and by DNS-SD. */
@NullMarked
module io.discret.discovery.mdns {
    requires static org.jspecify;
    requires io.discret.api;

    provides io.discret.spi.DiscoveryProvider with
            io.discret.discovery.mdns.MulticastDiscoveryProvider,
            io.discret.discovery.mdns.DnsSdDiscoveryProvider;
}
