package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Configuration;
import io.discret.api.ConfigurationException;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.MeetingToken;
import io.discret.spi.Providers;
import io.discret.testkit.DiscoveryContract;
import io.discret.testkit.Eventually;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the loopback interface, each test on a port of its own. */
class MulticastDiscoveryTest extends DiscoveryContract {
    private static final AnnounceHeader HEADER = new AnnounceHeader(Uid.of(new byte[16]), new byte[32], new byte[64]);

    private final KeyMaterial keys = KeyMaterial.of(new byte[32]);
    private final int port = FreePort.find();

    @Override
    protected DiscoveryProvider provider() {
        return new MulticastDiscoveryProvider();
    }

    @Override
    protected Configuration configuration() {
        return builder().build();
    }

    @Override
    protected void inject(byte[] bytes) throws IOException {
        MulticastAddress address = MulticastAddress.of(configuration());
        LocalInterface through = address.look().now().get(0);
        try (MulticastSender sender = MulticastSender.open(through, address.group())) {
            sender.send(bytes);
        }
    }

    @Test
    @DisplayName("The provider is found under its id, with the priority of our own plugins")
    void theProviderIsFound() {
        assertThat(Providers.all(DiscoveryProvider.class))
                .filteredOn(found -> found.id().equals("mdns"))
                .singleElement()
                .satisfies(found -> assertThat(found.priority()).isEqualTo(100))
                .satisfies(found -> assertThat(found.unavailable()).isEmpty());
    }

    @Test
    @DisplayName("The socket is free after close: it can be bound without sharing")
    void theSocketIsFreeAfterClose() throws Exception {
        // Given
        InetSocketAddress group = MulticastAddress.of(configuration()).group();
        Discovery discovery = open(new Silence());
        assertThatThrownBy(() -> bindAlone(group)).isInstanceOf(SocketException.class);

        // When
        discovery.close();

        // Then: the system keeps the port until the thread that waited for a datagram has woken
        assertThat(Eventually.within(Duration.ofSeconds(10), () -> canBindAlone(group)))
                .isTrue();
    }

    @Test
    @DisplayName("Port 0 cannot be dialed, so a message with it is malformed")
    void portZeroIsMalformed() throws Exception {
        // Given
        Discovery receiver = open(new Silence());

        // When
        receiver.initiate(HEADER, new MeetingToken(1), 0);

        // Then
        assertThat(Eventually.within(
                        Duration.ofSeconds(10), () -> receiver.counters().malformed() == 1))
                .isTrue();
        assertThat(receiver.counters().received()).isZero();
    }

    @Test
    @DisplayName("A datagram of 4096 bytes is read: 566 tokens fit, 567 do not (40 §10.11)")
    void theLargestDatagram() {
        Discovery discovery = open(new Silence());

        discovery.announce(new Announce(HEADER, Collections.nCopies(566, new MeetingToken(7))), 1);
        discovery.announce(new Announce(HEADER, Collections.nCopies(567, new MeetingToken(7))), 1);

        assertThat(discovery.counters().sent()).isEqualTo(1);
        assertThat(discovery.counters().failed()).isEqualTo(1);
    }

    @Test
    @DisplayName("Switched off, it opens no socket and counts nothing")
    void switchedOff() throws Exception {
        Configuration off = builder().enableMulticast(false).build();
        try (Discovery silent = open(off, new Silence())) {
            silent.announce(new Announce(HEADER, List.of()), 1);
            assertThat(silent.counters()).isEqualTo(new Discovery.Counters(0, 0, 0, 0));
            bindAlone(MulticastAddress.of(off).group());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:22402, multicastIpv4Group",
        "127.0.0.1, 224.0.0.224, multicastIpv4Group",
        "127.0.0.1, 224.0.0.224:0, multicastIpv4Group",
        "127.0.0.1, 224.0.0.224:65536, multicastIpv4Group",
        "127.0.0.1, '[ff02::1]:22402', multicastIpv4Group",
        "127.0.0.1, example.org:22402, multicastIpv4Group",
        "localhost, 224.0.0.224:22402, multicastIpv4Interface",
        "127.0.0.256, 224.0.0.224:22402, multicastIpv4Interface",
        "224.0.0.224, 224.0.0.224:22402, multicastIpv4Interface",
        "192.0.2.1, 224.0.0.224:22402, multicastIpv4Interface",
    })
    @DisplayName("A configuration that cannot work is refused with the name of the value")
    void aBadConfigurationIsRefused(String ownInterface, String group, String named) {
        Configuration bad = builder()
                .multicastIpv4Interface(ownInterface)
                .multicastIpv4Group(group)
                .build();
        assertThatThrownBy(() -> open(bad, new Silence()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(named);
    }

    @Test
    @DisplayName("A port that another program keeps for itself is an error that names the group")
    void aTakenPortIsRefused() throws Exception {
        InetSocketAddress group = MulticastAddress.of(configuration()).group();
        try (DatagramSocket alone = new DatagramSocket(null)) {
            alone.setReuseAddress(false);
            alone.bind(group);
            assertThatThrownBy(() -> open(new Silence()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(configuration().multicastIpv4Group())
                    .hasMessageContaining("enableMulticast");
        }
    }

    private Configuration.Builder builder() {
        return Configuration.builder()
                .applicationKey("example.org/test")
                .keyMaterial(keys)
                .multicastIpv4Interface("127.0.0.1")
                .multicastIpv4Group("224.0.0.224:" + port);
    }

    private static boolean canBindAlone(InetSocketAddress group) {
        try {
            bindAlone(group);
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    private static void bindAlone(InetSocketAddress group) throws SocketException {
        try (DatagramSocket alone = new DatagramSocket(null)) {
            alone.setReuseAddress(false);
            alone.bind(group);
        }
    }

    private static final class Silence implements DiscoveryListener {
        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {}

        @Override
        public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {}
    }
}
