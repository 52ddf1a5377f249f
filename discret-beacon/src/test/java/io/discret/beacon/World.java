package io.discret.beacon;

import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.testkit.IntroducedPeer;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.util.Arrays;
import java.util.List;

/** Beacons and peers on a virtual network. */
final class World {
    static final Signer SIGNER =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();
    static final KeyDerivation DERIVATION = KeyDerivation.discover();

    final VirtualTime time;
    final VirtualNetwork network;

    World(long seed) {
        time = new VirtualTime(seed);
        network = new VirtualNetwork(time);
    }

    static BeaconCertificate certificate(VirtualMachine machine) {
        return BeaconCertificate.create(
                List.of(CertificateKey.ED25519), machine.environment().random(), SIGNER);
    }

    /** Open a beacon on port 4264 of a machine. */
    Beacon beacon(VirtualMachine machine, BeaconCertificate certificate, BeaconLimits limits) {
        return beacon(network, machine, certificate, limits);
    }

    static Beacon beacon(
            VirtualNetwork network, VirtualMachine machine, BeaconCertificate certificate, BeaconLimits limits) {
        BeaconOptions options =
                BeaconOptions.of(BeaconOptions.DEFAULT_PORT, certificate).withLimits(limits);
        return Beacon.open(options, new BeaconParts(network.transport(machine), machine.environment(), DERIVATION));
    }

    /** What a client configures. */
    BeaconAddress address(VirtualMachine machine, String hash) {
        return address(network, machine, hash);
    }

    static BeaconAddress address(VirtualNetwork network, VirtualMachine machine, String hash) {
        return new BeaconAddress(network.address(machine).getHostAddress() + ":" + BeaconOptions.DEFAULT_PORT, hash);
    }

    /** A peer with beacons in its configuration. */
    IntroducedPeer peer(String name, BeaconAddress... beacons) {
        Configuration configuration = Configuration.builder()
                .applicationKey("example.app")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .beacons(Arrays.asList(beacons))
                .build();
        return new IntroducedPeer(
                network, time.machine(name), new BeaconDiscoveryProvider(), DERIVATION, configuration);
    }
}
