package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Prove that a {@link TransportProvider} dials and accepts by the law of {@link Transport} (docs/protocol/40 §2–§3).
 *
 * <p>A sub-class names the provider. Every abstract class called Transport…Contract is one part of the law: dialing,
 * streams, closing, limits. Real sockets, on loopback only. {@code -Ddiscret.transport.connections=1000} and
 * {@code -Ddiscret.slow=true} make two tests thorough.
 */
@Timeout(120)
public abstract class TransportContract extends OpenedEndpoints {
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
        EndpointProbe acceptor = open(anyKey(), options -> EndpointTerms.bind(options, everywhere));
        EndpointProbe both = open(anyKey(), options -> EndpointTerms.bind(options, everywhere));
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
        EndpointProbe dialer =
                open(anyKey(), options -> EndpointTerms.change(options, SHORT_IDLE, null, 2 * MIB, 8, 1024));
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
}
