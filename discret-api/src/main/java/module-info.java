import org.jspecify.annotations.NullMarked;

/** What an application sees ({@code io.discret.api}) and what a plugin implements ({@code io.discret.spi}). */
@NullMarked
module io.discret.api {
    requires static org.jspecify;

    exports io.discret.api;
    exports io.discret.spi;

    uses io.discret.spi.DiscoveryProvider;
    uses io.discret.spi.EngineProvider;
    uses io.discret.spi.KeyDerivationProvider;
    uses io.discret.spi.SignerProvider;
    uses io.discret.spi.StoreProvider;
    uses io.discret.spi.TransportProvider;
}
