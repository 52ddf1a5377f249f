package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.beacon.Beacon;
import io.discret.beacon.BeaconCertificate;
import io.discret.beacon.BeaconOptions;
import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.SignerProvider;
import io.discret.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The beacons that {@code discret peer} was told to run, each with a certificate of its own. Used by one thread. */
final class TestBeacons implements AutoCloseable {
    private static final int MOST_PORT = 65_535;

    private final List<Beacon> open = new ArrayList<>();

    /**
     * Open one.
     *
     * @param command {@code port}, 0 = chosen by the system; {@code multi} = peers with one IP address are introduced
     * @return JSON with {@code cert_hash} and {@code port}
     */
    String open(JsonNode command) {
        int port = command.path("port").asInt(0);
        if (port < 0 || port > MOST_PORT) {
            throw new Failure("The member 'port' must be from 0 to " + MOST_PORT + ".");
        }
        TransportProvider transport =
                Providers.choose(TransportProvider.class, Optional.empty(), "discret-transport-netty");
        BeaconCertificate certificate = BeaconCertificate.create(
                transport.certificateKeys(),
                RandomSource.secure(),
                Providers.only(SignerProvider.class, "discret-crypto-bouncycastle")
                        .create());
        Beacon beacon = Beacon.open(BeaconOptions.of(port, certificate)
                .withSameAddressAllowed(command.path("multi").asBoolean(false)));
        open.add(beacon);
        return Json.object()
                .put("cert_hash", beacon.certificateHash())
                .put("port", beacon.localAddress().getPort())
                .toString();
    }

    @Override
    public void close() {
        open.forEach(Beacon::close);
        open.clear();
    }
}
