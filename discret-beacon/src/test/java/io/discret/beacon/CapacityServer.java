package io.discret.beacon;

import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.TransportProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The beacon that {@link BeaconCapacity} measures, in a process of its own: each line of input is answered by a report. */
final class CapacityServer {
    private CapacityServer() {}

    /** Open a beacon without the limits that one address meets, print port and hash, and report until the input ends. */
    public static void main(String[] args) throws IOException {
        TransportProvider transport =
                Providers.choose(TransportProvider.class, Optional.empty(), "discret-transport-netty");
        BeaconCertificate certificate =
                BeaconCertificate.create(transport.certificateKeys(), RandomSource.secure(), World.SIGNER);
        BeaconLimits limits = BeaconLimits.defaults()
                .withConnections(100_000, 100_000)
                .withRates(1_000_000, 1_000_000, 1_000_000_000);
        try (Beacon beacon = Beacon.open(BeaconOptions.of(0, certificate)
                        .withSameAddressAllowed(true)
                        .withLimits(limits));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(beacon.localAddress().getPort() + " " + beacon.certificateHash());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("collect")) {
                    System.gc();
                }
                Runtime runtime = Runtime.getRuntime();
                BeaconCounters counters = beacon.counters();
                System.out.println((runtime.totalMemory() - runtime.freeMemory()) + " " + counters.connections() + " "
                        + counters.registrations() + " " + counters.announces() + " " + counters.introductions() + " "
                        + counters.dropped());
            }
        }
    }
}
