package io.discret.spi;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Tell a transport how to run one endpoint (docs/protocol/40 §2, §3).
 *
 * @param bind where the one UDP socket is bound; it dials and accepts. The wildcard {@code ::} means every address of both
 *     families, and of IPv4 alone where the machine has no IPv6; peers with an IPv4 address are then seen and dialed by it,
 *     never by the IPv6 address that stands for it
 * @param certificate DER of the self-signed certificate shown to dialers
 * @param privateKey PKCS #8 DER of its key
 * @param protocols ALPN names accepted, the preferred first
 * @param dialerIdle idle time-out when dialing; default 10 s
 * @param acceptorIdle idle time-out when accepting; default 30 s
 * @param keepAlive how often a dialer that is idle sends something; default 8 s
 * @param streamWindow bytes a peer may send on one stream before it is read
 * @param maxStreams bidirectional streams a peer may open on one connection; unidirectional ones are always 0
 * @param maxConnections accepted connections at once; more are refused
 * @param handshakeTimeout a handshake that takes longer is given up
 * @param callbacks serial executor on which every listener and every completion is called
 */
public record TransportOptions(
        InetSocketAddress bind,
        byte[] certificate,
        byte[] privateKey,
        List<String> protocols,
        Duration dialerIdle,
        Duration acceptorIdle,
        Duration keepAlive,
        int streamWindow,
        int maxStreams,
        int maxConnections,
        Duration handshakeTimeout,
        Executor callbacks) {

    /** The values of the reference. */
    public static TransportOptions defaults(
            InetSocketAddress bind, byte[] certificate, byte[] privateKey, List<String> protocols, Executor callbacks) {
        return new TransportOptions(
                bind,
                certificate,
                privateKey,
                List.copyOf(protocols),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                2 << 20,
                8,
                1024,
                Duration.ofSeconds(10),
                callbacks);
    }
}
