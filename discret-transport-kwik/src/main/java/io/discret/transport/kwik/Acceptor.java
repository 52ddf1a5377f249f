package io.discret.transport.kwik;

import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnection;

/**
 * Accept connections, as many as allowed. Safe for use by any thread.
 *
 * <p>The library takes everybody. So the first packet of a connection that has no place is dropped before the library
 * sees it; the dialer hears nothing and gives up. A connection is known by the address and the id that its dialer chose.
 */
final class Acceptor implements SharedSocket.Admission, ApplicationProtocolConnectionFactory {
    private final TransportOptions options;
    private final Callbacks callbacks;
    private final Workers workers;
    private final Set<KwikConnection> live;
    /** Handshakes that go on, and connections; with the time until which a handshake may last. */
    private final Map<Place, Long> places = new HashMap<>();

    private @Nullable Consumer<TransportConnection> listener;

    /** Who a dialer is before anything is proved. */
    private record Place(InetSocketAddress from, ByteBuffer source) {}

    Acceptor(TransportOptions options, Callbacks callbacks, Workers workers, Set<KwikConnection> live) {
        this.options = options;
        this.callbacks = callbacks;
        this.workers = workers;
        this.live = live;
    }

    synchronized void listen(Consumer<TransportConnection> newListener) {
        listener = newListener;
    }

    @Override
    public synchronized boolean admits(InetSocketAddress from, ByteBuffer source) {
        Place place = new Place(from, source);
        if (places.containsKey(place)) {
            return true;
        }
        if (listener == null) {
            return false;
        }
        long now = System.nanoTime();
        if (places.size() >= options.maxConnections()) {
            places.values().removeIf(until -> until != FOR_EVER && now - until > 0);
        }
        if (places.size() >= options.maxConnections()) {
            return false;
        }
        long until = now + options.handshakeTimeout().toNanos();
        places.put(place, until == FOR_EVER ? until + 1 : until);
        return true;
    }

    /** Marks the place of a connection whose handshake is done. */
    private static final long FOR_EVER = Long.MAX_VALUE;

    /** Called by the library when a handshake is done. */
    @Override
    public ApplicationProtocolConnection createConnection(String protocol, QuicConnection quic) {
        InetSocketAddress remote = ((ServerConnection) quic).getInitialRemoteAddress();
        Consumer<TransportConnection> current;
        Place place;
        synchronized (this) {
            current = listener;
            place = settle(remote);
        }
        KwikConnection[] self = new KwikConnection[1];
        KwikConnection connection =
                new KwikConnection(quic, false, remote, protocol, callbacks, workers, () -> leave(self[0], place));
        self[0] = connection;
        live.add(connection);
        quic.setConnectionListener(connection);
        if (current != null && !workers.closed()) {
            callbacks.execute(() -> current.accept(connection));
        } else {
            connection.close(KwikConnection.IMPLICIT);
        }
        return new ApplicationProtocolConnection() {
            @Override
            public void acceptPeerInitiatedStream(QuicStream stream) {
                connection.opened(stream);
            }
        };
    }

    /** Which of the handshakes of this address it was does not matter: each holds one place. */
    private @Nullable Place settle(InetSocketAddress remote) {
        for (Map.Entry<Place, Long> entry : places.entrySet()) {
            if (entry.getKey().from().equals(remote) && entry.getValue() != FOR_EVER) {
                entry.setValue(FOR_EVER);
                return entry.getKey();
            }
        }
        return null;
    }

    private void leave(KwikConnection connection, @Nullable Place place) {
        live.remove(connection);
        if (place != null) {
            synchronized (this) {
                places.remove(place);
            }
        }
    }

    @Override
    public int maxConcurrentPeerInitiatedUnidirectionalStreams() {
        return 0;
    }

    @Override
    public int maxConcurrentPeerInitiatedBidirectionalStreams() {
        return options.maxStreams();
    }

    @Override
    public int minBidirectionalStreamReceiverBufferSize() {
        return options.streamWindow();
    }

    @Override
    public long maxBidirectionalStreamReceiverBufferSize() {
        return options.streamWindow();
    }

    /** Dialers keep connections alive with QUIC DATAGRAMs (docs/protocol/60 §3.2). */
    @Override
    public boolean enableDatagramExtension() {
        return true;
    }
}
