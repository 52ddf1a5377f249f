package io.discret.beacon;

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
        return World.beacon(network, machine, certificate, BeaconLimits.defaults());
    }

    @Override
    protected Configuration.Builder configured(
            Configuration.Builder client, VirtualNetwork network, VirtualMachine machine) {
        return client.beacons(List.of(World.address(network, machine, certificate.hash(World.DERIVATION))));
    }
}
