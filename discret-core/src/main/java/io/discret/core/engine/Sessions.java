package io.discret.core.engine;

import io.discret.core.net.FrameChannel;
import io.discret.core.net.Network;
import io.discret.core.net.PeerConnection;
import io.discret.core.net.Session;
import io.discret.core.net.StreamFlag;
import io.discret.core.sync.PeerSession;
import io.discret.core.sync.RoomScheduler;
import io.discret.core.sync.SessionContext;
import io.discret.core.sync.SessionLink;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Start the protocol on every connection that the network admits. */
final class Sessions implements Session.Starter {
    private final Connected connected;
    private final RoomScheduler scheduler;
    private final SessionContext context;
    private final Door door;
    private final Supplier<Network> network;

    /** The network is made after this, and is there before the first connection. */
    Sessions(
            Connected connected,
            RoomScheduler scheduler,
            SessionContext context,
            Door door,
            Supplier<Network> network) {
        this.door = door;
        this.connected = connected;
        this.scheduler = scheduler;
        this.context = context;
        this.network = network;
    }

    @Override
    public Session start(PeerConnection connection) {
        PeerSession session = new PeerSession(
                context,
                scheduler,
                new Link(connection),
                new PeerAdmission(connection.entry(), context.self(), door),
                connection.transport().dialer(),
                () -> network.get().isLocal(connection));
        connected.add(session, connection);
        session.start();
        receive(connection, StreamFlag.ANSWERS, session, session::answer);
        receive(connection, StreamFlag.QUERIES, session, session::query);
        receive(connection, StreamFlag.EVENTS, session, session::event);
        return session::closed;
    }

    private static void receive(
            PeerConnection connection, StreamFlag flag, PeerSession session, Consumer<byte[]> frames) {
        connection.channel(flag).receive(new FrameChannel.Receiver() {
            @Override
            public void frame(byte[] frame) {
                frames.accept(frame);
            }

            @Override
            public void ended(boolean malformed) {
                session.peerFinished();
            }
        });
    }

    /** Sends over the three streams. */
    private record Link(PeerConnection connection) implements SessionLink {
        @Override
        public boolean speaksOwn() {
            return connection.transport().protocol().equals(Network.OWN);
        }

        @Override
        public CompletionStage<Void> sendAnswer(byte[] message) {
            return connection.channel(StreamFlag.ANSWERS).send(message);
        }

        @Override
        public CompletionStage<Void> sendQuery(byte[] message) {
            return connection.channel(StreamFlag.QUERIES).send(message);
        }

        @Override
        public CompletionStage<Void> sendEvent(byte[] message) {
            return connection.channel(StreamFlag.EVENTS).send(message);
        }

        @Override
        public void readAnswers(boolean wanted) {
            connection.channel(StreamFlag.ANSWERS).reading(wanted);
        }

        @Override
        public void readQueries(boolean wanted) {
            connection.channel(StreamFlag.QUERIES).reading(wanted);
        }

        @Override
        public void close(long code) {
            connection.close(code);
        }
    }
}
