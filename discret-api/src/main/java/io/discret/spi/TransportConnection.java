package io.discret.spi;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** Hold one QUIC connection. Methods may be called by any thread and never block. */
public interface TransportConnection {
    /** Whether this side dialed. */
    boolean dialer();

    /** The address of the peer as the socket sees it; where the transport follows a peer that moves, the one of now. */
    InetSocketAddress remoteAddress();

    /** The ALPN name both sides agreed on. */
    String protocol();

    /** Set who is told; streams and a close that came before are told then. */
    void listen(Listener listener);

    /** Open a bidirectional stream; its id is 0, 4, 8… in the order of the calls. */
    CompletionStage<TransportStream> openStream();

    /** Close with an application code and an empty reason; a second call does nothing. */
    void close(long code);

    /** Told about one connection. */
    interface Listener {
        /** The peer opened a stream and sent its first bytes; set its listener before returning. */
        void opened(TransportStream stream);

        /**
         * The connection ended, by either side or by time; told exactly once, after which nothing else is.
         *
         * @param code application code, or -1 when there is none (time-out, transport error)
         * @param byPeer whether the peer closed
         */
        void closed(long code, boolean byPeer);
    }
}
