package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import io.discret.spi.TransportProvider.CertificateKey;
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

/**
 * Open real sockets on loopback for the suites of transports. After each test all are closed, everything was told on the
 * right thread, and no thread is left.
 */
abstract class OpenedEndpoints {
    static final Duration SOON = ConnectionProbe.SOON;
    static final Duration SHORT_IDLE = Duration.ofMillis(800);
    static final int MIB = 1 << 20;

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

    final EndpointProbe open() {
        return open(anyKey(), options -> options);
    }

    final EndpointProbe open(CertificateKey key, UnaryOperator<TransportOptions> change) {
        EndpointProbe endpoint = EndpointProbe.open(provider(), scheduler, key, change);
        endpoints.add(endpoint);
        return endpoint;
    }

    final CertificateKey anyKey() {
        return provider().dialsEd25519() ? provider().certificateKeys().get(0) : CertificateKey.ECDSA_P256;
    }

    static void echo(ConnectionProbe out, ConnectionProbe in) throws Exception {
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

    static void assertFails(CompletableFuture<?> stage, ErrorCode code) {
        assertThatThrownBy(() -> stage.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    static boolean isDone(CompletableFuture<?> stage) throws Exception {
        try {
            stage.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private List<String> threadsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("junit") && !name.startsWith("testkit-timer"))
                .toList();
    }
}
