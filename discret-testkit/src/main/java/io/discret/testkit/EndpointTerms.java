package io.discret.testkit;

import io.discret.spi.TransportOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Change single options of an endpoint under test. */
final class EndpointTerms {
    private EndpointTerms() {}

    static TransportOptions bind(TransportOptions o, InetSocketAddress address) {
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

    static TransportOptions keepAlive(TransportOptions o, Duration idle, Duration keepAlive) {
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

    static TransportOptions change(
            TransportOptions o,
            @Nullable Duration dialerIdle,
            @Nullable Duration acceptorIdle,
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
