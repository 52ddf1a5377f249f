import org.jspecify.annotations.NullMarked;

/** Transport on kwik: QUIC and TLS in pure Java, for platforms without a native library. */
@NullMarked
module io.discret.transport.kwik {
    requires static org.jspecify;
    requires io.discret.api;
    requires tech.kwik.agent15;
    requires tech.kwik.core;

    provides io.discret.spi.TransportProvider with
            io.discret.transport.kwik.KwikTransportProvider;
}
