package io.discret.core.net;

import io.discret.api.Uid;
import io.discret.core.identity.CircuitId;
import io.discret.spi.TransportConnection;
import java.util.Map;

/**
 * Hold one admitted connection: its three streams, and why it was admitted. Used by the serial executor of the engine
 * only.
 *
 * @param circuit name of the pair of endpoints
 * @param id chosen by the dialer, the same on both sides
 * @param entry why the meeting token is known here
 */
public record PeerConnection(
        TransportConnection transport,
        Map<StreamFlag, FrameChannel> channels,
        CircuitId circuit,
        Uid id,
        TokenEntry entry) {

    /** Close with an application code; the peer learns no more. */
    public void close(long code) {
        transport.close(code);
    }

    public FrameChannel channel(StreamFlag flag) {
        FrameChannel channel = channels.get(flag);
        if (channel == null) {
            throw new IllegalStateException("A connection is admitted with three streams only.");
        }
        return channel;
    }
}
