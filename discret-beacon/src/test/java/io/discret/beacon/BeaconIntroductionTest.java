package io.discret.beacon;

import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.KeyDerivation;
import io.discret.testkit.IntroductionContract;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.util.List;

/** The law of discoveries that ask a server. */
class BeaconIntroductionTest extends IntroductionContract {
    private final BeaconCertificate certificate = World.certificate(new VirtualTime(1).machine("keys"));

    @Override
    protected DiscoveryProvider provider() {
        return new BeaconDiscoveryProvider();
    }

    @Override
    protected KeyDerivation keyDerivation() {
        return World.DERIVATION;
    }

    @Override
    protected AutoCloseable serve(VirtualNetwork network, VirtualMachine machine) {
        return Beacon.open(
                BeaconOptions.of(BeaconOptions.DEFAULT_PORT, certificate),
                new BeaconParts(network.transport(machine), machine.environment(), World.DERIVATION));
    }

    @Override
    protected Configuration.Builder configured(
            Configuration.Builder client, VirtualNetwork network, VirtualMachine machine) {
        String host = network.address(machine).getHostAddress() + ":" + BeaconOptions.DEFAULT_PORT;
        return client.beacons(List.of(new BeaconAddress(host, certificate.hash(World.DERIVATION))));
    }
}
