package org.example.plugins;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.Providers;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import java.util.List;

/** Offers the best transport there is to endpoints of the own machine and the own network only. */
public final class NearbyTransportProvider implements TransportProvider {
    @Override
    public String id() {
        return "nearby";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public Transport open(TransportOptions options) {
        return new NearbyTransport(inner().open(options));
    }

    @Override
    public List<CertificateKey> certificateKeys() {
        return inner().certificateKeys();
    }

    @Override
    public boolean dialsEd25519() {
        return inner().dialsEd25519();
    }

    private TransportProvider inner() {
        return Providers.all(TransportProvider.class).stream()
                .filter(other -> !other.id().equals(id()))
                .filter(other -> other.unavailable().isEmpty())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        ErrorCode.PROVIDER_MISSING,
                        "There is nothing to speak QUIC with; add io.discret:discret-transport-netty."));
    }
}
