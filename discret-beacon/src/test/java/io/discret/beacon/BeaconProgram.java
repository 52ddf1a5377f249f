package io.discret.beacon;

import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.TransportProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A beacon in a process of its own, for {@link BeaconProcess}: each line of input is answered by a report. */
final class BeaconProgram {
    private BeaconProgram() {}

    /** Open a beacon, with "unlimited" without the limits that one address meets; print its port, and report until the input ends. */
    public static void main(String[] args) throws IOException {
        TransportProvider transport =
                Providers.choose(TransportProvider.class, Optional.empty(), "discret-transport-netty");
        BeaconCertificate certificate =
                BeaconCertificate.create(transport.certificateKeys(), RandomSource.secure(), World.SIGNER);
        BeaconLimits usual = BeaconLimits.defaults();
        BeaconLimits limits = args[0].equals("unlimited")
                ? usual.withConnections(100_000, 100_000).withRates(1_000_000, 1_000_000, 1_000_000_000)
                : usual;
        try (Beacon beacon = Beacon.open(BeaconOptions.of(0, certificate)
                        .withSameAddressAllowed(true)
                        .withLimits(limits));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(beacon.localAddress().getPort());
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
