package io.discret.core.adversary;

import io.discret.core.wire.Answer;
import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.FrameDecoder;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hold one connection of a {@link HostilePeer}: three streams on which anything can be written, and what came back. */
final class HostileLine {
    /** Whatever the victim sends is read. */
    private static final int FRAME = 64 << 20;

    final TransportConnection connection;
    final List<QueryProtocol> queries = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final List<RemoteEvent> events = new ArrayList<>();

    /** Bytes that the victim's side took. */
    long taken;

    /** Application code with which the victim closed, -1 for a time-out; null while it is open. */
    @Nullable
    Long closed;

    private final HostilePeer peer;
    private final Map<StreamFlag, TransportStream> streams = new EnumMap<>(StreamFlag.class);

    HostileLine(HostilePeer peer, TransportConnection connection) {
        this.peer = peer;
        this.connection = connection;
    }

    /** Take the streams that the victim, who dialed, opens. */
    void accept() {
        connection.listen(new TransportConnection.Listener() {
            @Override
            public void opened(TransportStream stream) {
                stream.listen(new Incoming(stream));
            }

            @Override
            public void closed(long code, boolean byPeer) {
                closed = code;
            }
        });
    }

    /** Open the three streams with their flags; the ConnectionInfo is up to the caller. */
    CompletableFuture<HostileLine> open() {
        connection.listen(new TransportConnection.Listener() {
            @Override
            public void opened(TransportStream stream) {
                stream.reset(0);
            }

            @Override
            public void closed(long code, boolean byPeer) {
                closed = code;
            }
        });
        CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
        for (StreamFlag flag : StreamFlag.values()) {
            opened = opened.thenCompose(ignored -> connection.openStream().toCompletableFuture())
                    .thenAccept(stream -> {
                        stream.write(new byte[] {flag.code()});
                        stream.listen(new Incoming(stream, flag));
                        streams.put(flag, stream);
                    });
        }
        return opened.thenApply(ignored -> this);
    }

    boolean isOpen() {
        return closed == null && streams.size() == StreamFlag.values().length;
    }

    TransportStream stream(StreamFlag flag) {
        return Objects.requireNonNull(streams.get(flag));
    }

    /** Write bytes that may be no frame. */
    CompletionStage<Void> raw(StreamFlag flag, byte[] bytes) {
        CompletionStage<Void> written = stream(flag).write(bytes);
        written.thenRun(() -> taken += bytes.length);
        return written;
    }

    CompletionStage<Void> frame(StreamFlag flag, byte[] message) {
        return raw(flag, FrameWriter.frame(message));
    }

    CompletionStage<Void> send(Answer answer) {
        return frame(StreamFlag.ANSWERS, answer.encode());
    }

    CompletionStage<Void> send(QueryProtocol query) {
        return frame(StreamFlag.QUERIES, query.encode());
    }

    CompletionStage<Void> send(RemoteEvent event) {
        return frame(StreamFlag.EVENTS, event.encode());
    }

    /** Read one stream of the victim: of one it opened first the flag, then frames. */
    private final class Incoming implements TransportStream.Listener {
        private final TransportStream stream;
        private final FrameDecoder decoder = new FrameDecoder(FRAME);
        private @Nullable StreamFlag flag;
        private boolean infoExpected;

        Incoming(TransportStream stream) {
            this.stream = stream;
        }

        Incoming(TransportStream stream, StreamFlag flag) {
            this.stream = stream;
            this.flag = flag;
        }

        @Override
        public void bytes(ByteBuffer bytes) {
            if (flag == null) {
                flag = Objects.requireNonNull(StreamFlag.of(bytes.get()));
                infoExpected = flag == StreamFlag.EVENTS;
                streams.put(flag, stream);
            }
            decoder.feed(bytes, this::frame);
            if (isOpen()) {
                peer.opened(HostileLine.this);
            }
        }

        private void frame(byte[] frame) {
            if (infoExpected) {
                infoExpected = false;
                return;
            }
            switch (Objects.requireNonNull(flag)) {
                case ANSWERS -> answers.add(Answer.decode(frame));
                case QUERIES -> {
                    QueryProtocol query = QueryProtocol.decode(frame);
                    queries.add(query);
                    peer.asked(HostileLine.this, query);
                }
                case EVENTS -> {
                    RemoteEvent event = RemoteEvent.decode(frame);
                    events.add(event);
                    peer.told(HostileLine.this, event);
                }
            }
        }

        @Override
        public void ended(boolean reset) {
            // The victim closes the whole connection.
        }
    }
}
