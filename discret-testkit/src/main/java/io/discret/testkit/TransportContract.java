package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Prove that a {@link TransportProvider} keeps the law of {@link Transport} (docs/protocol/40 §2–§4).
 *
 * <p>A sub-class names the provider. Real sockets, on loopback only. {@code -Ddiscret.transport.connections=1000} and
 * {@code -Ddiscret.slow=true} make two tests thorough.
 */
@Timeout(120)
public abstract class TransportContract {
    private static final Duration SOON = ConnectionProbe.SOON;
    private static final Duration SHORT_IDLE = Duration.ofMillis(800);
    private static final int MIB = 1 << 20;
    private static final int CHUNK = 64 << 10;
    private static final int CONNECTIONS = Integer.getInteger("discret.transport.connections", 100);

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final List<EndpointProbe> endpoints = new ArrayList<>();
    private final Set<Thread> threadsBefore = new HashSet<>();

    /** The provider to prove. */
    protected abstract TransportProvider provider();

    @BeforeEach
    void rememberThreads() {
        threadsBefore.addAll(Thread.getAllStackTraces().keySet());
    }

    @AfterEach
    void closeAll() throws InterruptedException {
        endpoints.forEach(EndpointProbe::close);
        boolean idle = scheduler.awaitIdle(SOON);
        scheduler.close();
        assertThat(idle).as("callbacks ended").isTrue();
        assertThat(endpoints.stream().flatMap(e -> e.complaints().stream())).isEmpty();
        assertThat(Eventually.within(SOON, () -> threadsLeft().isEmpty()))
                .as("threads left after close: %s", threadsLeft())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(CertificateKey.class)
    @DisplayName("Both kinds of certificate keys that a provider promises are served and dialed")
    void certificateKeys(CertificateKey key) throws Exception {
        // Given
        assumeThat(provider().certificateKeys()).contains(key);
        assumeThat(key != CertificateKey.ED25519 || provider().dialsEd25519()).isTrue();
        EndpointProbe acceptor = open(key, options -> options);
        EndpointProbe dialer = open();

        // When
        ConnectionProbe out = dialer.dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // Then
        assertThat(out.connection().dialer()).isTrue();
        assertThat(in.connection().dialer()).isFalse();
        assertThat(out.connection().protocol()).isEqualTo("h3");
        assertThat(in.connection().protocol()).isEqualTo("h3");
        assertThat(out.connection().remoteAddress()).isEqualTo(acceptor.address());
        assertThat(in.connection().remoteAddress()).isEqualTo(dialer.address());
        echo(out, in);
    }

    @Test
    @DisplayName("Two endpoints dial each other at once, each from the socket on which it accepts (40 §3)")
    void bothDial() throws Exception {
        // Given
        EndpointProbe a = open();
        EndpointProbe b = open();

        // When
        CompletableFuture<TransportConnection> fromA = a.dialing(b.dialHere());
        CompletableFuture<TransportConnection> fromB = b.dialing(a.dialHere());
        InetSocketAddress seenByA =
                fromA.get(SOON.toSeconds(), TimeUnit.SECONDS).remoteAddress();
        InetSocketAddress seenByB =
                fromB.get(SOON.toSeconds(), TimeUnit.SECONDS).remoteAddress();

        // Then
        assertThat(seenByA).isEqualTo(b.address());
        assertThat(seenByB).isEqualTo(a.address());
        assertThat(a.nextAccepted().connection().remoteAddress()).isEqualTo(b.address());
        assertThat(b.nextAccepted().connection().remoteAddress()).isEqualTo(a.address());
        ConnectionProbe again = a.dial(b);
        echo(again, b.nextAccepted());
        ConnectionProbe back = b.dial(a);
        echo(back, a.nextAccepted());
    }

    @Test
    @DisplayName("One endpoint dials and accepts by IPv6 and by IPv4, and knows IPv4 peers by their IPv4 address")
    void bothFamilies() throws Exception {
        // Given
        assumeTrue(hasIpv6(), "this machine has no IPv6: ::1 cannot be bound");
        InetSocketAddress everywhere = new InetSocketAddress("::", 0);
        EndpointProbe acceptor = open(anyKey(), options -> bind(options, everywhere));
        EndpointProbe both = open(anyKey(), options -> bind(options, everywhere));
        EndpointProbe ipv4 = open();
        int port = acceptor.address().getPort();

        // When
        ConnectionProbe bySix = both.dial(acceptor, new InetSocketAddress(loopback(16), port));
        ConnectionProbe bySixIn = acceptor.nextAccepted();
        ConnectionProbe byFour = both.dial(acceptor, new InetSocketAddress(loopback(4), port));
        ConnectionProbe byFourIn = acceptor.nextAccepted();
        ConnectionProbe fromFour = ipv4.dial(acceptor, new InetSocketAddress(loopback(4), port));
        ConnectionProbe fromFourIn = acceptor.nextAccepted();

        // Then
        int other = both.address().getPort();
        assertThat(bySix.connection().remoteAddress()).isEqualTo(new InetSocketAddress(loopback(16), port));
        assertThat(bySixIn.connection().remoteAddress()).isEqualTo(new InetSocketAddress(loopback(16), other));
        assertThat(byFour.connection().remoteAddress()).isEqualTo(new InetSocketAddress(loopback(4), port));
        assertThat(byFourIn.connection().remoteAddress()).isEqualTo(new InetSocketAddress(loopback(4), other));
        assertThat(fromFourIn.connection().remoteAddress()).isEqualTo(ipv4.address());
        talk(bySix, bySixIn);
        talk(byFour, byFourIn);
        talk(fromFour, fromFourIn);
    }

    /** Some bytes each way; how streams end is proved elsewhere. */
    private static void talk(ConnectionProbe out, ConnectionProbe in) throws Exception {
        StreamProbe question = out.open();
        question.write(new byte[] {1, 2, 3});
        StreamProbe answer = in.nextStream();
        assertThat(answer.await(3)).containsExactly(1, 2, 3);
        answer.write(new byte[] {4, 5});
        assertThat(question.await(2)).containsExactly(4, 5);
    }

    private static boolean hasIpv6() {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(loopback(16), 0));
            return socket.isBound();
        } catch (SocketException | UnknownHostException e) {
            return false;
        }
    }

    /** {@code ::1} of 16 bytes, {@code 127.0.0.1} of 4. */
    private static InetAddress loopback(int size) throws UnknownHostException {
        byte[] bytes = new byte[size];
        bytes[0] = (byte) (size == 4 ? 127 : 0);
        bytes[size - 1] = 1;
        return InetAddress.getByAddress(bytes);
    }

    @Test
    @DisplayName("Three streams get the ids 0, 4, 8 and are told with their flag bytes (40 §4.1)")
    void threeStreams() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        ConnectionProbe out = open().dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // When
        for (int flag = 1; flag <= 3; flag++) {
            StreamProbe stream = out.open();
            assertThat(stream.id()).isEqualTo(4L * (flag - 1));
            stream.write(new byte[] {(byte) flag});
        }

        // Then
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            StreamProbe stream = in.nextStream();
            ids.add(stream.id());
            assertThat(stream.await(1)[0]).isEqualTo((byte) (stream.id() / 4 + 1));
        }
        assertThat(ids).containsExactlyInAnyOrder(0L, 4L, 8L);
    }

    @Test
    @DisplayName("64 MiB arrive whole, in order, and end with the end of the stream")
    void bigTransfer() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        StreamProbe out = open().dial(acceptor).open();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");

        // When
        for (int i = 0; i < 64 * MIB / CHUNK; i++) {
            byte[] chunk = chunk(i);
            sent.update(chunk);
            out.write(chunk);
        }
        out.stream().finish();

        // Then
        StreamProbe in = acceptor.nextAccepted().nextStream();
        assertThat(in.awaitEnd(SOON)).isFalse();
        assertThat(in.received()).isEqualTo(64L * MIB);
        assertThat(in.digest()).isEqualTo(sent.digest());
    }

    @Test
    @DisplayName("Writes that do not wait for each other and a finish right after them lose nothing")
    void finishAfterManyWrites() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        StreamProbe out = open().dial(acceptor).open();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");

        // When
        for (int i = 0; i < 8 * MIB / CHUNK; i++) {
            byte[] chunk = chunk(i);
            sent.update(chunk);
            out.stream().write(chunk);
        }
        out.stream().finish();

        // Then
        StreamProbe in = acceptor.nextAccepted().nextStream();
        assertThat(in.awaitEnd(SOON)).isFalse();
        assertThat(in.received()).isEqualTo(8L * MIB);
        assertThat(in.digest()).isEqualTo(sent.digest());
    }

    @Test
    @DisplayName("Many small questions are answered one after the other on one stream")
    void manyRoundTrips() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        StreamProbe out = open().dial(acceptor).open();
        out.write(new byte[1]);
        StreamProbe in = acceptor.nextAccepted().nextStream();

        // When
        int rounds = 2000;
        for (int i = 1; i <= rounds; i++) {
            out.write(new byte[104]);
            in.await(1);
            long expected = 1 + 104L * i;
            assertThat(Eventually.within(SOON, () -> in.received() >= expected)).isTrue();
            in.write(new byte[104]);
        }

        // Then
        assertThat(Eventually.within(SOON, () -> out.received() == 104L * rounds))
                .isTrue();
    }

    @Test
    @DisplayName("A peer that does not read holds the sender back; when it reads again nothing is lost")
    void backPressure() throws Exception {
        // Given
        int window = 256 << 10;
        EndpointProbe acceptor = open(anyKey(), options -> change(options, null, null, window, 8, 1024));
        acceptor.onOpened(stream -> stream.stream().reading(false));
        StreamProbe out = open().dial(acceptor).open();
        out.write(new byte[1]);
        StreamProbe in = acceptor.nextAccepted().nextStream();
        in.stream().reading(false);

        // When
        long taken = 1;
        CompletableFuture<Void> write = CompletableFuture.completedFuture(null);
        while (isDone(write) && taken < 64L * MIB) {
            write = out.stream().write(new byte[CHUNK]).toCompletableFuture();
            taken += CHUNK;
        }

        // Then
        assertThat(taken).isLessThan(8L * MIB);
        assertThat(in.received()).isLessThanOrEqualTo(2L * window);
        in.stream().reading(true);
        write.get(SOON.toSeconds(), TimeUnit.SECONDS);
        long all = taken;
        assertThat(Eventually.within(SOON, () -> in.received() == all)).isTrue();
    }

    @Test
    @DisplayName("Another certificate than expected is refused, and the acceptor is not told (40 §2.4)")
    void wrongCertificate() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        EndpointProbe dialer = open();
        Transport.Dial dial = acceptor.dialHere();

        // When
        CompletableFuture<TransportConnection> dialing =
                dialer.dialing(new Transport.Dial(dial.address(), dial.serverName(), dial.protocols(), shown -> false));

        // Then
        assertFails(dialing, ErrorCode.CERTIFICATE_REFUSED);
        echo(dialer.dial(acceptor), acceptor.nextAccepted());
        assertThat(acceptor.noneAccepted()).isTrue();
    }

    @Test
    @DisplayName("When nobody answers the dial fails within the idle time")
    void nobodyAnswers() throws Exception {
        // Given
        EndpointProbe dialer = open(anyKey(), options -> change(options, SHORT_IDLE, null, 2 * MIB, 8, 1024));
        EndpointProbe gone = open();
        Transport.Dial dial = gone.dialHere();
        gone.close();

        // When
        long start = System.nanoTime();
        CompletableFuture<TransportConnection> dialing = dialer.dialing(dial);

        // Then
        assertFails(dialing, ErrorCode.PEER_UNREACHABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT_IDLE.plusSeconds(5));
    }

    @Test
    @DisplayName("Without a common protocol there is no connection (40 §2.1)")
    void protocolMismatch() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        EndpointProbe dialer = open();
        Transport.Dial dial = acceptor.dialHere();

        // When
        CompletableFuture<TransportConnection> dialing =
                dialer.dialing(new Transport.Dial(dial.address(), dial.serverName(), List.of("h4"), dial.trust()));

        // Then
        assertFails(dialing, ErrorCode.PEER_UNREACHABLE);
        assertThat(acceptor.noneAccepted()).isTrue();
    }

    @Test
    @DisplayName("The preferred protocol of those both speak is agreed on")
    void protocolChoice() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        EndpointProbe dialer = open();
        Transport.Dial dial = acceptor.dialHere();

        // When
        TransportConnection connection = dialer.dialing(
                        new Transport.Dial(dial.address(), dial.serverName(), List.of("better", "h3"), dial.trust()))
                .get(SOON.toSeconds(), TimeUnit.SECONDS);

        // Then
        assertThat(connection.protocol()).isEqualTo("h3");
        assertThat(acceptor.nextAccepted().connection().protocol()).isEqualTo("h3");
    }

    @Test
    @DisplayName("A reset ends the stream of the peer as a reset, the connection lives on")
    void reset() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        ConnectionProbe connection = open().dial(acceptor);
        StreamProbe out = connection.open();
        out.write(new byte[] {1});
        ConnectionProbe accepted = acceptor.nextAccepted();
        StreamProbe in = accepted.nextStream();
        in.await(1);

        // When
        out.stream().reset(7);

        // Then
        assertThat(in.awaitEnd(SOON)).isTrue();
        assertThatThrownBy(() -> out.write(new byte[] {2})).hasCauseInstanceOf(DiscretException.class);
        echo(connection, accepted);
    }

    @Test
    @DisplayName("A close is told on both sides with its code (40 §9)")
    void closeCodes() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        EndpointProbe dialer = open();
        for (int code = 0; code <= 2; code++) {
            ConnectionProbe out = dialer.dial(acceptor);
            ConnectionProbe in = acceptor.nextAccepted();
            StreamProbe stream = out.open();

            // When
            ConnectionProbe closing = code == 1 ? in : out;
            ConnectionProbe other = code == 1 ? out : in;
            closing.connection().close(code);
            closing.connection().close(9);

            // Then
            assertThat(closing.awaitClosed()).isEqualTo(new ConnectionProbe.Closed(code, false));
            assertThat(other.awaitClosed()).isEqualTo(new ConnectionProbe.Closed(code, true));
            assertThatThrownBy(() -> stream.write(new byte[] {1})).hasCauseInstanceOf(DiscretException.class);
            assertThatThrownBy(out::open).hasCauseInstanceOf(DiscretException.class);
        }
    }

    @Test
    @DisplayName("Closing an endpoint closes its connections with code 0 and frees its port")
    void closeEndpoint() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        EndpointProbe dialer = open();
        ConnectionProbe out = dialer.dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();
        InetSocketAddress address = acceptor.address();

        // When
        acceptor.close();
        acceptor.close();

        // Then
        assertThat(in.awaitClosed()).isEqualTo(new ConnectionProbe.Closed(0, false));
        assertThat(out.awaitClosed()).isEqualTo(new ConnectionProbe.Closed(0, true));
        EndpointProbe next = open(anyKey(), options -> bind(options, address));
        echo(dialer.dial(next), next.nextAccepted());
        assertFails(acceptor.dialing(next.dialHere()), ErrorCode.PEER_UNREACHABLE);
    }

    @Test
    @DisplayName("An idle connection lives on: the dialer keeps it alive (40 §2.2)")
    void keepAlive() throws Exception {
        idleFor(Duration.ofSeconds(3), SHORT_IDLE, Duration.ofMillis(300));
    }

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(named = "discret.slow", matches = "true")
    @DisplayName("An idle connection lives on for 14 s with the times of the reference (40 §2.2)")
    void keepAliveOfTheReference() throws Exception {
        idleFor(Duration.ofSeconds(14), Duration.ofSeconds(10), Duration.ofSeconds(8));
    }

    @Test
    @DisplayName("When the peer vanishes, the connection ends by time without a code")
    void timeOut() throws Exception {
        // Given
        EndpointProbe acceptor = open(anyKey(), options -> change(options, null, SHORT_IDLE, 2 * MIB, 8, 1024));
        EndpointProbe dialer = open(anyKey(), options -> keepAlive(options, SHORT_IDLE, Duration.ofHours(1)));

        // When
        ConnectionProbe out = dialer.dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // Then
        assertThat(out.awaitClosed().code()).isEqualTo(-1);
        assertThat(in.awaitClosed().code()).isEqualTo(-1);
    }

    @Test
    @DisplayName("A peer opens no more streams than allowed")
    void tooManyStreams() throws Exception {
        // Given
        EndpointProbe acceptor = open(anyKey(), options -> change(options, null, null, 2 * MIB, 3, 1024));
        ConnectionProbe out = open().dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();
        for (int i = 0; i < 3; i++) {
            out.open().write(new byte[] {1});
            in.nextStream();
        }

        // When
        CompletableFuture<?> fourth = out.connection().openStream().toCompletableFuture();

        // Then
        assertThat(completesNormally(fourth)).isFalse();
        assertThat(in.noStream()).isTrue();
        assertThat(out.isClosed()).isFalse();
    }

    @Test
    @DisplayName("More connections than allowed are refused, and a place that becomes free can be taken")
    void tooManyConnections() throws Exception {
        // Given
        EndpointProbe acceptor = open(anyKey(), options -> change(options, null, null, 2 * MIB, 8, 1));
        EndpointProbe dialer = open(anyKey(), options -> change(options, SHORT_IDLE, null, 2 * MIB, 8, 1024));
        ConnectionProbe first = dialer.dial(acceptor);
        ConnectionProbe accepted = acceptor.nextAccepted();

        // When
        CompletableFuture<TransportConnection> second = dialer.dialing(acceptor.dialHere());

        // Then
        assertFails(second, ErrorCode.PEER_UNREACHABLE);
        assertThat(acceptor.noneAccepted()).isTrue();
        first.connection().close(0);
        accepted.awaitClosed();
        echo(dialer.dial(acceptor), acceptor.nextAccepted());
    }

    @Test
    @DisplayName("Many connections are opened and closed, each end told once, none left")
    void manyConnections() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        EndpointProbe dialer = open();

        for (int i = 0; i < CONNECTIONS; i++) {
            // When
            ConnectionProbe out = dialer.dial(acceptor);
            ConnectionProbe in = acceptor.nextAccepted();
            out.open().write(new byte[] {1});
            in.nextStream().await(1);
            out.connection().close(2);

            // Then
            assertThat(in.awaitClosed()).isEqualTo(new ConnectionProbe.Closed(2, true));
        }
        assertNothingHeld(acceptor.transport());
        assertNothingHeld(dialer.transport());
    }

    /** Look inside after all connections were closed; a provider knows what it holds. */
    protected void assertNothingHeld(Transport transport) throws InterruptedException {}

    private void idleFor(Duration time, Duration idle, Duration keepAlive) throws Exception {
        // Given
        EndpointProbe acceptor = open(anyKey(), options -> change(options, null, idle, 2 * MIB, 8, 1024));
        EndpointProbe dialer = open(anyKey(), options -> keepAlive(options, idle, keepAlive));
        ConnectionProbe out = dialer.dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // When
        Eventually.pause(time);

        // Then
        assertThat(out.isClosed()).isFalse();
        assertThat(in.isClosed()).isFalse();
        echo(out, in);
    }

    private EndpointProbe open() {
        return open(anyKey(), options -> options);
    }

    private EndpointProbe open(CertificateKey key, UnaryOperator<TransportOptions> change) {
        EndpointProbe endpoint = EndpointProbe.open(provider(), scheduler, key, change);
        endpoints.add(endpoint);
        return endpoint;
    }

    private CertificateKey anyKey() {
        return provider().dialsEd25519() ? provider().certificateKeys().get(0) : CertificateKey.ECDSA_P256;
    }

    private static void echo(ConnectionProbe out, ConnectionProbe in) throws Exception {
        StreamProbe question = out.open();
        question.write(new byte[] {1, 2, 3});
        StreamProbe answer = in.nextStream();
        assertThat(answer.await(3)).containsExactly(1, 2, 3);
        answer.write(new byte[] {4, 5});
        answer.stream().finish();
        assertThat(question.await(2)).containsExactly(4, 5);
        assertThat(question.awaitEnd(SOON)).isFalse();
        question.stream().finish();
        assertThat(answer.awaitEnd(SOON)).isFalse();
    }

    private static void assertFails(CompletableFuture<?> stage, ErrorCode code) {
        assertThatThrownBy(() -> stage.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static boolean isDone(CompletableFuture<?> stage) throws Exception {
        try {
            stage.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static boolean completesNormally(CompletableFuture<?> stage) throws Exception {
        try {
            return isDone(stage);
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static byte[] chunk(int seed) {
        byte[] chunk = new byte[CHUNK];
        new java.util.SplittableRandom(seed).nextBytes(chunk);
        return chunk;
    }

    private List<String> threadsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("junit") && !name.startsWith("testkit-timer"))
                .toList();
    }

    private static TransportOptions keepAlive(TransportOptions o, Duration idle, Duration keepAlive) {
        return new TransportOptions(
                o.bind(),
                o.certificate(),
                o.privateKey(),
                o.protocols(),
                idle,
                o.acceptorIdle(),
                keepAlive,
                o.streamWindow(),
                o.maxStreams(),
                o.maxConnections(),
                o.handshakeTimeout(),
                o.callbacks());
    }

    private static TransportOptions bind(TransportOptions o, InetSocketAddress address) {
        return new TransportOptions(
                address,
                o.certificate(),
                o.privateKey(),
                o.protocols(),
                o.dialerIdle(),
                o.acceptorIdle(),
                o.keepAlive(),
                o.streamWindow(),
                o.maxStreams(),
                o.maxConnections(),
                o.handshakeTimeout(),
                o.callbacks());
    }

    private static TransportOptions change(
            TransportOptions o,
            @org.jspecify.annotations.Nullable Duration dialerIdle,
            @org.jspecify.annotations.Nullable Duration acceptorIdle,
            int window,
            int maxStreams,
            int maxConnections) {
        return new TransportOptions(
                o.bind(),
                o.certificate(),
                o.privateKey(),
                o.protocols(),
                dialerIdle == null ? o.dialerIdle() : dialerIdle,
                acceptorIdle == null ? o.acceptorIdle() : acceptorIdle,
                o.keepAlive(),
                window,
                maxStreams,
                maxConnections,
                o.handshakeTimeout(),
                o.callbacks());
    }
}
