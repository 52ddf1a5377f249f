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
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.testkit.DiscoveryContract;
import io.discret.testkit.Eventually;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On the loopback interface, each test on a port of its own. */
class DnsSdDiscoveryTest extends DiscoveryContract {
    private static final AnnounceHeader HEADER = new AnnounceHeader(Uid.of(new byte[16]), new byte[32], new byte[64]);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final KeyMaterial keys = KeyMaterial.of(new byte[32]);
    private final int port = FreePort.find();

    @Override
    protected DiscoveryProvider provider() {
        return new DnsSdDiscoveryProvider(port);
    }

    @Override
    protected Configuration configuration() {
        return builder().build();
    }

    @Override
    protected Transport transport() {
        return new Bound(InetAddress.getLoopbackAddress());
    }

    @Override
    protected void inject(byte[] bytes) throws IOException {
        LocalInterface through =
                MulticastAddress.of(configuration()).look().now().get(0);
        try (MulticastSender sender = MulticastSender.open(through, new InetSocketAddress(MdnsSockets.ipv4(), port))) {
            sender.send(bytes);
        }
    }

    @Test
    @DisplayName("The provider is found under its id, behind the multicast of the reference")
    void theProviderIsFound() {
        assertThat(Providers.all(DiscoveryProvider.class))
                .filteredOn(found -> found.id().equals("dns-sd"))
                .singleElement()
                .satisfies(found -> assertThat(found.priority()).isEqualTo(90))
                .satisfies(found -> assertThat(found.unavailable()).isEmpty());
    }

    @Test
    @DisplayName("Off unless switched on: it opens no socket and counts nothing")
    void switchedOff() throws Exception {
        Configuration off = Configuration.builder()
                .applicationKey("example.org/test")
                .keyMaterial(keys)
                .multicastIpv4Interface("127.0.0.1")
                .build();
        try (Discovery silent = open(off, new Announces())) {
            silent.announce(new Announce(HEADER, List.of()), 1);
            assertThat(silent.counters()).isEqualTo(new Discovery.Counters(0, 0, 0, 0));
            bindAlone();
        }
    }

    @Test
    @DisplayName("Who comes later asks, and is answered (RFC 6762 §5)")
    void whoComesLaterIsAnswered() throws Exception {
        // Given: one that has said everything it says by itself
        Announces own = new Announces();
        Discovery first = open(own);
        first.announce(new Announce(HEADER, List.of(new MeetingToken(5))), 50123);
        own.next();
        assertThat(Eventually.within(SOON, () -> first.counters().received() == 1))
                .isTrue();

        // When
        Announces later = new Announces();
        open(later);

        // Then
        assertThat(later.next().tokens()).containsExactly(new MeetingToken(5));
        assertThat(first.counters().received()).isEqualTo(1);
    }

    @Test
    @DisplayName("The same announce again is told again, each once")
    void theSameAgain() throws Exception {
        // Given
        Announces heard = new Announces();
        Discovery sender = open(new Announces());
        Discovery receiver = open(heard);
        Announce announce = new Announce(HEADER, List.of(new MeetingToken(5)));

        // When
        sender.announce(announce, 50123);
        sender.announce(announce, 50123);
        sender.announce(announce, 50123);

        // Then
        assertThat(Eventually.within(SOON, () -> receiver.counters().received() == 3))
                .isTrue();
        assertThat(List.of(heard.next(), heard.next(), heard.next())).containsOnly(announce);
        assertThat(sender.counters().sent()).isEqualTo(3);
    }

    @Test
    @DisplayName("Several parts of one list are all told, and all answered to who asks later (40 §10.11)")
    void severalParts() throws Exception {
        // Given
        Announces heard = new Announces();
        Discovery sender = open(new Announces());
        open(heard);
        List<Announce> parts = List.of(
                new Announce(HEADER, Collections.nCopies(511, new MeetingToken(1))),
                new Announce(HEADER, Collections.nCopies(511, new MeetingToken(2))));

        // When
        sender.announce(parts, 50123);

        // Then
        assertThat(List.of(heard.next(), heard.next())).containsExactlyElementsOf(parts);
        Announces later = new Announces();
        open(later);
        assertThat(List.of(later.next(), later.next())).containsExactlyInAnyOrderElementsOf(parts);
    }

    @Test
    @DisplayName("Nothing on the network names the application or the user, and two starts have no name in common")
    void namesTellNothing() throws Exception {
        Set<String> first = namesOf(heardOnTheNetwork());
        Set<String> second = namesOf(heardOnTheNetwork());

        assertThat(first).hasSize(4).doesNotContainAnyElementsOf(List.of("example.org/test", "example"));
        first.retainAll(second);
        assertThat(first).containsExactlyInAnyOrder("_discret._udp.local");
    }

    @Test
    @DisplayName("A port that another program keeps for itself is an error that names the switch")
    void aTakenPortIsRefused() throws Exception {
        try (DatagramSocket alone = new DatagramSocket(null)) {
            alone.setReuseAddress(false);
            alone.bind(new InetSocketAddress(MdnsSockets.ipv4(), port));
            assertThatThrownBy(() -> open(new Announces()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("enableDnsSd");
        }
    }

    @Test
    @DisplayName("The port is free after close: it can be bound without sharing")
    void thePortIsFreeAfterClose() throws Exception {
        Discovery discovery = open(new Announces());
        assertThatThrownBy(this::bindAlone).isInstanceOf(SocketException.class);

        discovery.close();

        assertThat(Eventually.within(SOON, this::canBindAlone)).isTrue();
    }

    /** One announcement, as everybody on the network sees it. */
    private DnsMessage heardOnTheNetwork() throws Exception {
        BlockingQueue<DnsMessage> seen = new LinkedBlockingQueue<>();
        try (ReceiveLoop loop = new ReceiveLoop(DnsMessage.MAX_SIZE, (datagram, sender) -> {
            String text =
                    StandardCharsets.ISO_8859_1.decode(datagram.duplicate()).toString();
            assertThat(text).doesNotContain("example");
            seen.add(DnsReader.read(datagram));
        })) {
            MdnsSockets sockets = new MdnsSockets(new InetSocketAddress(MdnsSockets.ipv4(), port), loop);
            Thread reading = new Thread(() -> read(loop), "reading");
            reading.setDaemon(true);
            reading.start();
            try (GroupSockets.Receiver receiver = sockets.receiver()) {
                receiver.join(MulticastAddress.of(configuration()).look().now().get(0));
                try (Discovery sender = open(new Announces())) {
                    sender.announce(new Announce(HEADER, List.of(new MeetingToken(5))), 50123);
                    DnsMessage message = seen.poll(SOON.toSeconds(), TimeUnit.SECONDS);
                    while (message != null && !message.response()) {
                        message = seen.poll(SOON.toSeconds(), TimeUnit.SECONDS);
                    }
                    assertThat(message).isNotNull();
                    return message;
                }
            }
        }
    }

    private static void read(ReceiveLoop loop) {
        try {
            loop.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The kind, the instance, the host, and the address. */
    private static Set<String> namesOf(DnsMessage message) {
        Set<String> names = new java.util.HashSet<>();
        for (DnsRecord one : message.answers()) {
            names.add(String.join(".", one.name().labels()));
            names.add(String.join(".", ((DnsRecord.Pointer) one.data()).target().labels()));
        }
        for (DnsRecord one : message.additional()) {
            names.add(String.join(".", one.name().labels()));
            if (one.data() instanceof DnsRecord.Text text) {
                byte[] nonce = ServiceText.read(text.strings()).nonce();
                names.add(java.util.HexFormat.of().formatHex(nonce));
            }
        }
        return names;
    }

    private Configuration.Builder builder() {
        return Configuration.builder()
                .applicationKey("example.org/test")
                .keyMaterial(keys)
                .enableDnsSd(true)
                .multicastIpv4Interface("127.0.0.1");
    }

    private boolean canBindAlone() {
        try {
            bindAlone();
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    private void bindAlone() throws SocketException {
        try (DatagramSocket alone = new DatagramSocket(null)) {
            alone.setReuseAddress(false);
            alone.bind(new InetSocketAddress(MdnsSockets.ipv4(), port));
        }
    }

    /** A transport of which only the address is looked at. */
    record Bound(InetAddress address) implements Transport {
        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress(address, 50123);
        }

        @Override
        public void accept(Consumer<TransportConnection> listener) {}

        @Override
        public CompletionStage<TransportConnection> dial(Dial dial) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }

    private static final class Announces implements DiscoveryListener {
        private final BlockingQueue<Announce> heard = new LinkedBlockingQueue<>();

        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            heard.add(announce);
        }

        @Override
        public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {}

        Announce next() throws InterruptedException {
            Announce next = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing was heard within " + SOON.toSeconds() + " s.");
            }
            return next;
        }
    }
}
