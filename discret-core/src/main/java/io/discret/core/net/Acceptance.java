package io.discret.core.net;

import io.discret.api.DiscretException;
import io.discret.core.wire.ConnectionInfo;
import io.discret.core.wire.WireLimits;
import io.discret.spi.FrameDecoder;
import io.discret.spi.TransportStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collect the three streams that a dialer opens, whatever their order, and its ConnectionInfo (docs/protocol/40 §4.1).
 *
 * <p>Nothing that is not one of the three flags, comes twice or is too long gets further than here. Used by the serial
 * executor of the engine only.
 */
final class Acceptance {
    private final int frameLimit;
    private final Result result;
    private final Map<StreamFlag, FrameChannel> channels = new EnumMap<>(StreamFlag.class);
    private @Nullable ConnectionInfo info;
    private boolean over;

    /** Told once how it went. */
    interface Result {
        void accepted(ConnectionInfo info, Map<StreamFlag, FrameChannel> channels);

        void refused();
    }

    Acceptance(int frameLimit, Result result) {
        this.frameLimit = frameLimit;
        this.result = result;
    }

    /** Take a stream that the dialer opened. */
    void opened(TransportStream stream) {
        if (over) {
            stream.reset(NetLimits.CLOSE_IMPLICIT);
            return;
        }
        stream.listen(new FirstBytes(stream));
    }

    /** Whether the dialer has been accepted or refused. */
    boolean isOver() {
        return over;
    }

    /** Give up. */
    void refuse() {
        if (!over) {
            over = true;
            result.refused();
        }
    }

    private void complete() {
        if (!over && info != null && channels.size() == StreamFlag.values().length) {
            over = true;
            result.accepted(info, channels);
        }
    }

    /** Reads the flag of one stream, and the ConnectionInfo of the event stream, then hands over to the channel. */
    private final class FirstBytes implements TransportStream.Listener {
        private final TransportStream stream;
        private @Nullable FrameChannel channel;
        private @Nullable FrameDecoder infoDecoder;

        FirstBytes(TransportStream stream) {
            this.stream = stream;
        }

        @Override
        public void bytes(ByteBuffer bytes) {
            if (channel == null && !readFlag(bytes)) {
                return;
            }
            if (infoDecoder != null) {
                readInfo(bytes, infoDecoder);
            }
            if (channel != null && infoDecoder == null && bytes.hasRemaining()) {
                channel.bytes(bytes);
            }
        }

        private boolean readFlag(ByteBuffer bytes) {
            if (over || !bytes.hasRemaining()) {
                return false;
            }
            StreamFlag flag = StreamFlag.of(bytes.get());
            if (flag == null || channels.containsKey(flag)) {
                refuse();
                return false;
            }
            channel = new FrameChannel(stream, flag.frameLimit(frameLimit));
            channels.put(flag, channel);
            if (flag == StreamFlag.EVENTS) {
                infoDecoder = new FrameDecoder(WireLimits.CONNECTION_INFO);
            }
            complete();
            return true;
        }

        /** Takes no byte beyond the one frame: those are events. */
        private void readInfo(ByteBuffer bytes, FrameDecoder decoder) {
            try {
                byte[] frame = decoder.next(bytes);
                if (frame != null) {
                    infoDecoder = null;
                    info = ConnectionInfo.decode(frame);
                    complete();
                }
            } catch (DiscretException e) {
                refuse();
            }
        }

        @Override
        public void ended(boolean reset) {
            if (channel != null) {
                channel.end();
            }
            refuse();
        }
    }
}
