package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prove that a {@link TransportProvider} keeps its limits and that nothing stays behind. */
@Timeout(120)
public abstract class TransportLimitContract extends OpenedEndpoints {
    private static final int CONNECTIONS = Integer.getInteger("discret.transport.connections", 100);

    @Test
    @DisplayName("A peer opens no more streams than allowed")
    void tooManyStreams() throws Exception {
        // Given
        EndpointProbe acceptor = open(anyKey(), options -> EndpointTerms.change(options, null, null, 2 * MIB, 3, 1024));
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
        EndpointProbe acceptor = open(anyKey(), options -> EndpointTerms.change(options, null, null, 2 * MIB, 8, 1));
        EndpointProbe dialer =
                open(anyKey(), options -> EndpointTerms.change(options, SHORT_IDLE, null, 2 * MIB, 8, 1024));
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

    private static boolean completesNormally(CompletableFuture<?> stage) throws Exception {
        try {
            return isDone(stage);
        } catch (ExecutionException e) {
            return false;
        }
    }
}
