package io.discret.beacon;

import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualNetwork;
import io.discret.testkit.VirtualTime;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;

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
        BeaconOptions options =
                BeaconOptions.of(BeaconOptions.DEFAULT_PORT, certificate).withLimits(limits);
        return Beacon.open(options, new BeaconParts(network.transport(machine), machine.environment(), DERIVATION));
    }

    /** What a client configures. */
    BeaconAddress address(VirtualMachine machine, String hash) {
        return new BeaconAddress(network.address(machine).getHostAddress() + ":" + BeaconOptions.DEFAULT_PORT, hash);
    }

    /** A peer that remembers what it is told. */
    final class Peer implements DiscoveryListener {
        final List<Initiation> initiations = new ArrayList<>();
        final List<String> servers = new ArrayList<>();
        final AnnounceHeader header;
        final Transport transport;
        final Discovery discovery;

        Peer(String name, BeaconAddress... beacons) {
            VirtualMachine machine = time.machine(name);
            Executor engine = machine.environment().scheduler().serial("engine");
            transport = network.transport(machine)
                    .open(TransportOptions.defaults(
                            new InetSocketAddress(0), new byte[] {1}, new byte[] {1}, List.of("h3"), engine));
            byte[] id = machine.environment().random().bytes(Uid.SIZE);
            header = new AnnounceHeader(Uid.of(id), new byte[32], new byte[64]);
            Configuration configuration = Configuration.builder()
                    .applicationKey("example.app")
                    .keyMaterial(KeyMaterial.of(new byte[32]))
                    .beacons(Arrays.asList(beacons))
                    .build();
            discovery = new BeaconDiscoveryProvider()
                    .open(new DiscoveryOptions(
                            configuration, machine.environment(), transport, DERIVATION, engine, this));
        }

        void announce(long... tokens) {
            discovery.announce(
                    new Announce(
                            header,
                            LongStream.of(tokens).mapToObj(MeetingToken::new).toList()),
                    transport.localAddress().getPort());
        }

        void close() {
            discovery.close();
            transport.close();
        }

        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            throw new AssertionError("a beacon passes on no announce");
        }

        @Override
        public void initiated(AnnounceHeader from, MeetingToken token, InetSocketAddress address, boolean local) {
            initiations.add(new Initiation(from, token.value(), address, local));
        }

        @Override
        public void serverChanged(String server, boolean connected, String reason) {
            servers.add(connected ? "up" : "down: " + reason);
        }
    }

    /** What a listener was told. */
    record Initiation(AnnounceHeader header, long token, InetSocketAddress address, boolean local) {}
}
