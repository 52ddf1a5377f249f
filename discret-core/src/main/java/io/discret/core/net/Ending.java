package io.discret.core.net;

import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.util.function.Consumer;

/**
 * Remember that a connection ended, also before anybody could be told. Used by the serial executor of the engine only.
 */
final class Ending {
    private boolean over;
    private Runnable action = () -> {};

    /** Whether the connection is over, or has no use any more. */
    boolean isOver() {
        return over;
    }

    /** What follows from the end, in the place of what was set before. */
    void set(Runnable newAction) {
        action = newAction;
    }

    void run() {
        over = true;
        action.run();
    }

    /**
     * Run at the end of a connection.
     *
     * @param streams told of those the peer opens
     */
    TransportConnection.Listener listener(Consumer<TransportStream> streams) {
        return new TransportConnection.Listener() {
            @Override
            public void opened(TransportStream stream) {
                streams.accept(stream);
            }

            @Override
            public void closed(long code, boolean byPeer) {
                run();
            }
        };
    }
}
