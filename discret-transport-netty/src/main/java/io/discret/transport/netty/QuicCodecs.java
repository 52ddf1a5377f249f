package io.discret.transport.netty;

import io.discret.spi.TransportOptions;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Make the two halves of an endpoint: TLS and transport parameters of docs/protocol/40 §2. Safe for use by any thread. */
final class QuicCodecs {
    /** Reference peers own an Ed25519 key, which the TLS library does not offer by itself (docs/protocol/40 §2.1). */
    private static final String[] SIGNATURES = {
        "ecdsa_secp384r1_sha384",
        "ecdsa_secp256r1_sha256",
        "ed25519",
        "rsa_pss_rsae_sha512",
        "rsa_pss_rsae_sha384",
        "rsa_pss_rsae_sha256"
    };

    /** UDP payload that a socket of ours takes, as the reference announces it. */
    private static final int MAX_PAYLOAD = 1472;

    /** QUIC DATAGRAMs kept: they only keep a connection alive, see {@link KeepAlive}. */
    private static final int DATAGRAM_QUEUE = 16;

    private final TransportOptions options;
    private final LeafTrust trust = new LeafTrust();
    /** One for each list of protocols, of which a program has a few. */
    private final Map<List<String>, QuicSslContext> contexts = new ConcurrentHashMap<>();

    QuicCodecs(TransportOptions options) {
        this.options = options;
    }

    /**
     * The half that accepts.
     *
     * <p>A connection that is not taken gets a handshake without a certificate: it fails at once on both sides. Closing
     * the connection instead would come after our first flight, and the dialer would see it open and close.
     *
     * @param acceptor attached to each connection
     */
    ChannelHandler accepting(Acceptor acceptor, ChannelHandler stream) {
        QuicSslContext taking = acceptingContext(EndpointKeys.of(options.certificate(), options.privateKey()));
        QuicSslContext refusing = acceptingContext(EndpointKeys.none());
        return common(new QuicServerCodecBuilder().sslEngineProvider(channel -> (acceptor.takes() ? taking : refusing)
                        .newEngine(channel.alloc())))
                .maxIdleTimeout(options.acceptorIdle().toMillis(), TimeUnit.MILLISECONDS)
                .tokenHandler(new AddressTokens(new SecureRandom(), acceptor::isBusy))
                .handler(acceptor)
                .streamHandler(stream)
                .build();
    }

    private QuicSslContext acceptingContext(EndpointKeys keys) {
        return QuicSslContextBuilder.forServer(keys, null)
                // Dialers are asked for no certificate; without a manager each context reads the authorities of Java.
                .trustManager(trust)
                .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
                .applicationProtocols(options.protocols().toArray(String[]::new))
                .earlyData(false)
                .build();
    }

    /** The half that dials. */
    ChannelHandler dialing() {
        return common(new QuicClientCodecBuilder().sslEngineProvider(this::engine))
                .maxIdleTimeout(options.dialerIdle().toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /** The TLS side of one dial, with its own name and its own rule of trust. */
    private QuicSslEngine engine(QuicChannel channel) {
        Dialing dialing = Objects.requireNonNull(
                channel.pipeline().get(NettyConnection.class).dialing());
        String serverName = dialing.dial().serverName();
        QuicSslContext tls = contexts.computeIfAbsent(List.copyOf(dialing.dial().protocols()), this::dialingContext);
        QuicSslEngine engine =
                serverName.isEmpty() ? tls.newEngine(channel.alloc()) : tls.newEngine(channel.alloc(), serverName, 0);
        trust.put(engine, dialing.rule());
        return engine;
    }

    private QuicSslContext dialingContext(List<String> protocols) {
        return QuicSslContextBuilder.forClient()
                .trustManager(trust)
                .endpointIdentificationAlgorithm("")
                .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
                .applicationProtocols(protocols.toArray(String[]::new))
                // A resumed handshake shows no certificate: keep no session (docs/protocol/40 §2.1).
                .sessionCacheSize(0)
                .earlyData(false)
                .build();
    }

    private <B extends QuicCodecBuilder<B>> B common(B builder) {
        long window = options.streamWindow();
        return builder.localConnectionIdLength(PacketRouter.ID_LENGTH)
                .initialMaxData(window * options.maxStreams())
                .initialMaxStreamDataBidirectionalLocal(window)
                .initialMaxStreamDataBidirectionalRemote(window)
                .initialMaxStreamsBidirectional(options.maxStreams())
                .initialMaxStreamsUnidirectional(0)
                .maxRecvUdpPayloadSize(MAX_PAYLOAD)
                .datagram(DATAGRAM_QUEUE, DATAGRAM_QUEUE);
    }
}
