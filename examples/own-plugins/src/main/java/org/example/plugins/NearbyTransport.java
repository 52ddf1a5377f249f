package org.example.plugins;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Dials and accepts nobody beyond the own network. Holds no state, so it is as safe for threads as what it wraps. */
final class NearbyTransport implements Transport {
    private static final long TOO_FAR = 1;

    private final Transport inner;

    NearbyTransport(Transport inner) {
        this.inner = inner;
    }

    static boolean isNear(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host != null && (host.isLoopbackAddress() || host.isLinkLocalAddress() || host.isSiteLocalAddress());
    }

    @Override
    public InetSocketAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public void accept(Consumer<TransportConnection> listener) {
        inner.accept(connection -> {
            if (isNear(connection.remoteAddress())) {
                listener.accept(connection);
            } else {
                // A listener must be set before this returns, whatever becomes of the connection.
                connection.listen(new Deaf());
                connection.close(TOO_FAR);
            }
        });
    }

    @Override
    public CompletionStage<TransportConnection> dial(Dial dial) {
        return isNear(dial.address())
                ? inner.dial(dial)
                : CompletableFuture.failedStage(new DiscretException(
                        ErrorCode.PEER_UNREACHABLE, "An address beyond the own network is not dialed."));
    }

    @Override
    public void close() {
        inner.close();
    }

    private static final class Deaf implements TransportConnection.Listener {
        @Override
        public void opened(TransportStream stream) {
            stream.reset(TOO_FAR);
        }

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
