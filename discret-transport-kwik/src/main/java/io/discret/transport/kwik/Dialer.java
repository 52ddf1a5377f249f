package io.discret.transport.kwik;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport.Dial;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.log.NullLogger;

/** Dial endpoints; each dial takes one thread until it succeeds or fails. Safe for use by any thread. */
final class Dialer {
    /** QUIC error of the TLS alert no_application_protocol. */
    private static final long NO_PROTOCOL = 0x100 + 120;

    /** QUIC error of the TLS alert handshake_failure: the peer cannot sign in a way that we understand. */
    private static final long HANDSHAKE_FAILURE = 0x100 + 40;

    /** The library tells the reason of a failure on another thread than the failure. */
    private static final long REASON_MILLIS = 500;

    /** The peer is told of a failure in this time, then the socket of the dial goes. */
    private static final long FAREWELL_MILLIS = 1000;

    private final TransportOptions options;
    private final SharedSocket socket;
    private final Callbacks callbacks;
    private final Workers workers;
    private final Set<KwikConnection> live;

    Dialer(
            TransportOptions options,
            SharedSocket socket,
            Callbacks callbacks,
            Workers workers,
            Set<KwikConnection> live) {
        this.options = options;
        this.socket = socket;
        this.callbacks = callbacks;
        this.workers = workers;
        this.live = live;
    }

    /** Dial and wait. The library offers one protocol at a time: offer the next one when the peer speaks none of it. */
    void dial(Dial dial, CompletableFuture<TransportConnection> stage) {
        long deadline = System.nanoTime()
                + Math.min(
                        options.handshakeTimeout().toNanos(),
                        options.dialerIdle().toNanos());
        DiscretException failure = unreachable(dial, "it speaks none of the protocols", null);
        for (String protocol : dial.protocols()) {
            // On a busy machine the library may wait for its deadline after a refusal; nobody else needs to.
            Attempt attempt = new Attempt(dial, protocol, () -> callbacks.fail(stage, refused(dial, null)));
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.toMillis() < 1) {
                break;
            }
            try {
                callbacks.complete(stage, attempt.connect(left));
                return;
            } catch (IOException | RuntimeException e) {
                long error = attempt.giveUp();
                failure = failure(dial, attempt, error, e);
                if (error != NO_PROTOCOL) {
                    break;
                }
            }
        }
        callbacks.fail(stage, failure);
    }

    private static DiscretException failure(Dial dial, Attempt attempt, long error, Exception cause) {
        if (attempt.trust.refused()) {
            return refused(dial, cause);
        }
        if (error == HANDSHAKE_FAILURE) {
            return new DiscretException(
                    ErrorCode.UNSUPPORTED,
                    "The peer at " + dial.address()
                            + " shows an Ed25519 certificate, which the Transport 'kwik' cannot "
                            + "dial; it is connected when it dials.",
                    cause);
        }
        return unreachable(dial, "no connection was made in time, or it was refused", cause);
    }

    private static DiscretException refused(Dial dial, @Nullable Throwable cause) {
        return new DiscretException(
                ErrorCode.CERTIFICATE_REFUSED,
                "The peer at " + dial.address() + " showed another certificate than expected.",
                cause);
    }

    static DiscretException unreachable(Dial dial, String why, @Nullable Throwable cause) {
        return new DiscretException(
                ErrorCode.PEER_UNREACHABLE,
                "The peer at " + dial.address() + " cannot be reached: " + why + ".",
                cause);
    }

    /** One handshake with one protocol. */
    private final class Attempt {
        private final Dial dial;
        private final String protocol;
        private final LeafTrust trust;
        private final VirtualSocket own;
        private final CompletableFuture<Long> error = new CompletableFuture<>();
        private final CompletableFuture<KwikConnection> held = new CompletableFuture<>();

        Attempt(Dial dial, String protocol, Runnable onRefusal) {
            this.dial = dial;
            this.protocol = protocol;
            this.trust = new LeafTrust(dial.trust(), onRefusal);
            this.own = socket.dialing(dial.address());
        }

        KwikConnection connect(Duration most) throws IOException {
            QuicClientConnection quic = build(most);
            KeepAlive keepAlive = new KeepAlive(quic, own, workers, options.keepAlive());
            KwikConnection connection =
                    new KwikConnection(quic, true, dial.address(), protocol, callbacks, workers, () -> {
                        keepAlive.stop();
                        held.thenAccept(live::remove);
                    });
            quic.setPeerInitiatedStreamCallback(connection::opened);
            quic.setConnectionListener(event -> {
                error.complete(code(event));
                held.thenAccept(established -> established.disconnected(event));
            });
            quic.connect();
            live.add(connection);
            held.complete(connection);
            keepAlive.start();
            if (workers.closed()) {
                connection.closeNow(KwikConnection.IMPLICIT);
            }
            return connection;
        }

        private QuicClientConnection build(Duration most) throws IOException {
            String address = dial.address().getAddress().getHostAddress();
            return QuicClientConnection.newBuilder()
                    .host(dial.serverName().isEmpty() ? address : dial.serverName())
                    .proxy(address)
                    .port(dial.address().getPort())
                    .applicationProtocol(protocol)
                    .socketFactory(destination -> own)
                    .connectionIdLength(Header.OWN_ID_LENGTH)
                    .connectTimeout(most)
                    .maxIdleTimeout(options.dialerIdle())
                    .defaultStreamReceiveBufferSize((long) options.streamWindow())
                    .maxOpenPeerInitiatedBidirectionalStreams(options.maxStreams())
                    .maxOpenPeerInitiatedUnidirectionalStreams(0)
                    .enableDatagramExtension()
                    // Both, in whatever order: the first drops the check of the name, the second puts ours in place.
                    .noServerCertificateCheck()
                    .customTrustManager(trust)
                    .logger(new NullLogger())
                    .build();
        }

        /** Why it failed, as a code of QUIC; -1 when nobody answered. */
        long giveUp() {
            try {
                return error.get(trust.refused() ? 0 : REASON_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            } finally {
                try {
                    workers.later(FAREWELL_MILLIS, own::close);
                } catch (java.util.concurrent.RejectedExecutionException e) {
                    own.close();
                }
            }
        }

        private static long code(ConnectionTerminatedEvent event) {
            return event.hasTransportError() ? event.transportErrorCode() : -1;
        }
    }
}
