import org.jspecify.annotations.NullMarked;

/** A toy of each kind of plugin. */
@NullMarked
module org.example.plugins {
    requires static org.jspecify;
    requires io.discret.api;

    provides io.discret.spi.SignerProvider with
            org.example.plugins.PlatformSignerProvider;
    provides io.discret.spi.KeyDerivationProvider with
            org.example.plugins.PlatformKeyDerivationProvider;
    provides io.discret.spi.StoreProvider with
            org.example.plugins.TwoKeyStoreProvider;
    provides io.discret.spi.TransportProvider with
            org.example.plugins.NearbyTransportProvider;
    provides io.discret.spi.DiscoveryProvider with
            org.example.plugins.FolderDiscoveryProvider;
}
