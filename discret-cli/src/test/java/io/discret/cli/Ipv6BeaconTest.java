package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.Event;
import io.discret.api.KeyMaterial;
import io.discret.beacon.Beacon;
import io.discret.beacon.BeaconFolder;
import io.discret.beacon.BeaconOptions;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two devices of one person that a beacon on both families introduces, reached by one of them. */
@Timeout(180)
class Ipv6BeaconTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "127.0.0.1"})
    void a_beacon_introduces_by_the_family_it_is_reached_by(String host) throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6: ::1 cannot be bound");
        byte[] person = new byte[KeyMaterial.SIZE];
        new SecureRandom().nextBytes(person);

        // Given
        BeaconOptions usual =
                BeaconFolder.open(folder.resolve("beacon")).options().withSameAddressAllowed(true);
        InetSocketAddress anyPort = new InetSocketAddress(usual.bind().getAddress(), 0);
        assertThat(anyPort.getAddress()).isInstanceOf(Inet6Address.class);
        try (Beacon beacon =
                Beacon.open(new BeaconOptions(anyPort, usual.certificate(), true, usual.limits(), usual.transport()))) {
            BeaconAddress address =
                    new BeaconAddress(host + ":" + beacon.localAddress().getPort(), beacon.certificateHash());
            CountDownLatch met = new CountDownLatch(1);
            try (Discret one = open("one", person, address)) {
                // Whether a device that a beacon introduces is let in at once is not decided here.
                one.events().onEvent(Event.PendingHardware.class, event -> met.countDown());
                one.events().onEvent(Event.PeerConnected.class, event -> met.countDown());
                try (Discret two = open("two", person, address)) {
                    // Then: the other one has proved who it is
                    assertThat(met.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    assertThat(two.privateRoom()).isEqualTo(one.privateRoom());
                    assertThat(beacon.counters().introductions()).isGreaterThanOrEqualTo(2);
                }
            }
        }
    }

    private static boolean hasIpv6() throws Exception {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), 0));
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    private Discret open(String name, byte[] person, BeaconAddress beacon) {
        try (KeyMaterial keys = KeyMaterial.of(person)) {
            return Discret.open(Configuration.builder()
                    .model("chat { Message { content: String } }")
                    .applicationKey("example.org/ipv6")
                    .keyMaterial(keys)
                    .folder(folder.resolve(name))
                    .enableMulticast(false)
                    .beacons(List.of(beacon))
                    .build());
        }
    }
}
