import org.jspecify.annotations.NullMarked;

/** The server that introduces peers to each other, as a library, and the discovery that uses such servers. */
@NullMarked
module io.discret.beacon {
    requires static org.jspecify;
    requires transitive io.discret.api;

    exports io.discret.beacon;

    provides io.discret.spi.DiscoveryProvider with
            io.discret.beacon.BeaconDiscoveryProvider;
}
