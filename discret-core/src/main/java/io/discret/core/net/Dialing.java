package io.discret.core.net;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.DomainNames;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Dial one endpoint, several times when nobody answers (docs/protocol/40 §3).
 *
 * <p>Both peers dial at about the same time; the retries cover packets lost while address translators learn of them.
 */
final class Dialing {
    private final Transport transport;
    private final Environment environment;
    private final KeyDerivation derivation;
    private final Executor engine;
    private final List<String> protocols;

    Dialing(
            Transport transport,
            Environment environment,
            KeyDerivation derivation,
            Executor engine,
            List<String> protocols) {
        this.transport = transport;
        this.environment = environment;
        this.derivation = derivation;
        this.engine = engine;
        this.protocols = protocols;
    }

    /**
     * Dial.
     *
     * @param header announced by the endpoint; its certificate hash is all that is trusted
     * @param wanted asked before each attempt; false gives up
     */
    CompletableFuture<TransportConnection> dial(
            InetSocketAddress address, AnnounceHeader header, BooleanSupplier wanted) {
        CompletableFuture<TransportConnection> result = new CompletableFuture<>();
        attempt(1, address, header, wanted, result);
        return result;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }

    /** The peer answered, but this transport cannot dial such a certificate: the peer has to dial (60 §3.3). */
    static boolean isHopeless(Throwable failure) {
        return failure instanceof DiscretException known && known.code() == ErrorCode.UNSUPPORTED;
    }

    private void attempt(
            int number,
            InetSocketAddress address,
            AnnounceHeader header,
            BooleanSupplier wanted,
            CompletableFuture<TransportConnection> result) {
        byte[] expected = header.certificateHash();
        Transport.Dial dial = new Transport.Dial(
                address,
                DomainNames.random(environment.random()),
                protocols,
                certificate -> Arrays.equals(derivation.hash(certificate), expected));
        transport.dial(dial).whenComplete((connection, failure) -> {
            if (connection != null) {
                result.complete(connection);
            } else if (number == NetLimits.DIAL_ATTEMPTS || isHopeless(cause(failure))) {
                result.completeExceptionally(cause(failure));
            } else {
                Duration pause = NetLimits.DIAL_PAUSE.multipliedBy(number);
                environment.scheduler().schedule(pause, engine, () -> {
                    if (wanted.getAsBoolean()) {
                        attempt(number + 1, address, header, wanted, result);
                    } else {
                        result.cancel(false);
                    }
                });
            }
        });
    }
}
