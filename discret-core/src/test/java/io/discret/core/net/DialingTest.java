package io.discret.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.core.identity.Crypto;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Environment;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.testkit.VirtualTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How often an endpoint is dialed (docs/protocol/40 §3, 60 §3.3), on virtual time. */
class DialingTest {
    private static final AnnounceHeader HEADER = new AnnounceHeader(Uid.of(new byte[16]), new byte[32], new byte[64]);
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("10.0.0.1", 1);

    private final VirtualTime time = new VirtualTime(1);
    private final Environment environment = time.machine("dialer").environment();
    private final Executor engine = environment.scheduler().serial("engine");

    /** A network on which every dial fails in the same way. */
    private static final class Failing implements Transport {
        private final List<Dial> dials = new ArrayList<>();
        private final ErrorCode reason;

        Failing(ErrorCode reason) {
            this.reason = reason;
        }

        @Override
        public InetSocketAddress localAddress() {
            return ADDRESS;
        }

        @Override
        public void accept(Consumer<TransportConnection> listener) {}

        @Override
        public CompletionStage<TransportConnection> dial(Dial dial) {
            dials.add(dial);
            return CompletableFuture.failedFuture(new DiscretException(reason, "It cannot be dialed."));
        }

        @Override
        public void close() {}
    }

    private CompletableFuture<TransportConnection> dial(Failing transport) {
        Dialing dialing = new Dialing(transport, environment, Crypto.DERIVATION, engine, Network.PROTOCOLS);
        CompletableFuture<TransportConnection> result = new CompletableFuture<>();
        engine.execute(() -> dialing.dial(ADDRESS, HEADER, () -> true).whenComplete((connection, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            }
        }));
        time.run(Duration.ofMinutes(1));
        return result;
    }

    /** 40 §3: packets are lost while address translators learn of them. */
    @Test
    void whoDoesNotAnswerIsDialedFourTimes() {
        Failing transport = new Failing(ErrorCode.PEER_UNREACHABLE);

        CompletableFuture<TransportConnection> result = dial(transport);

        assertThat(transport.dials).hasSize(4);
        assertThat(result).isCompletedExceptionally();
    }

    /** 60 §3.3: a certificate that the library cannot check stays one; the peer has to dial. */
    @Test
    void whoCannotBeDialedAtAllIsDialedOnce() {
        Failing transport = new Failing(ErrorCode.UNSUPPORTED);

        CompletableFuture<TransportConnection> result = dial(transport);

        assertThat(transport.dials).hasSize(1);
        assertThat(result).isCompletedExceptionally();
        assertThat(Dialing.isHopeless(new DiscretException(ErrorCode.UNSUPPORTED, "")))
                .isTrue();
        assertThat(Dialing.isHopeless(new DiscretException(ErrorCode.PEER_UNREACHABLE, "")))
                .isFalse();
    }

    /** 41 §12.1: own peers agree on more than the reference knows, and the reference on what it knows. */
    @Test
    void theOwnProtocolIsOfferedFirst() {
        Failing transport = new Failing(ErrorCode.UNSUPPORTED);

        dial(transport);

        assertThat(transport.dials.get(0).protocols()).containsExactly("discret/1", "h3");
    }
}
