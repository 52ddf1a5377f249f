package io.discret.spi;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Run one QUIC endpoint: one UDP socket that both dials and accepts (docs/protocol/40 §3).
 *
 * <p>Methods may be called by any thread and never block. Listeners and completions are called on the executor of the
 * options, one after the other, in the order in which things happened on a connection.
 */
public interface Transport extends AutoCloseable {
    /** Where the socket is bound, with the port chosen by the system. */
    InetSocketAddress localAddress();

    /**
     * Accept connections from now on; refused before. The listener must set {@link TransportConnection#listen} before it
     * returns.
     */
    void accept(Consumer<TransportConnection> listener);

    /**
     * Connect.
     *
     * @return fails with a {@link io.discret.api.DiscretException}: {@code PEER_UNREACHABLE} when nobody answers in
     *     time, {@code CERTIFICATE_REFUSED} when the certificate is not the expected one, {@code UNSUPPORTED} when the
     *     peer answers but shows a kind of certificate that this transport cannot dial: trying again is of no use,
     *     and the peer may dial
     */
    CompletionStage<TransportConnection> dial(Dial dial);

    /** Close every connection with code 0 and free the socket; all listeners are told. */
    @Override
    void close();

    /**
     * Say whom to dial.
     *
     * @param serverName the invented host name sent as SNI
     * @param protocols ALPN names offered, the preferred first
     * @param trust decides on the DER bytes of the leaf certificate; chain, dates and names are not checked, the
     *     signature of the handshake is
     */
    record Dial(InetSocketAddress address, String serverName, List<String> protocols, Predicate<byte[]> trust) {}
}
