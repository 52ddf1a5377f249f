package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.TransportProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prove how connections of a {@link TransportProvider} live on and end (docs/protocol/40 §2.2, §9). */
@Timeout(120)
public abstract class TransportClosingContract extends OpenedEndpoints {
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
        EndpointProbe next = open(anyKey(), options -> EndpointTerms.bind(options, address));
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
        EndpointProbe acceptor =
                open(anyKey(), options -> EndpointTerms.change(options, null, SHORT_IDLE, 2 * MIB, 8, 1024));
        EndpointProbe dialer =
                open(anyKey(), options -> EndpointTerms.keepAlive(options, SHORT_IDLE, Duration.ofHours(1)));

        // When
        ConnectionProbe out = dialer.dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // Then
        assertThat(out.awaitClosed().code()).isEqualTo(-1);
        assertThat(in.awaitClosed().code()).isEqualTo(-1);
    }

    private void idleFor(Duration time, Duration idle, Duration keepAlive) throws Exception {
        // Given
        EndpointProbe acceptor = open(anyKey(), options -> EndpointTerms.change(options, null, idle, 2 * MIB, 8, 1024));
        EndpointProbe dialer = open(anyKey(), options -> EndpointTerms.keepAlive(options, idle, keepAlive));
        ConnectionProbe out = dialer.dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // When
        Eventually.pause(time);

        // Then
        assertThat(out.isClosed()).isFalse();
        assertThat(in.isClosed()).isFalse();
        echo(out, in);
    }
}
