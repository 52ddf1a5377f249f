package io.discret.core.sync;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.VerifyingKey;
import io.discret.core.wire.Query;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.Node;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Join two sessions, one millisecond apart, on virtual time; a test may change or drop what is sent. */
final class TestConnection {
    private static final Duration LATENCY = Duration.ofMillis(1);

    final TestPeer dialer;
    final TestPeer acceptor;
    final End a;
    final End b;
    long longestMessage;
    boolean closed;

    @Nullable
    Long code;

    /** What travels from one end to the other. */
    interface Tamper {
        /** The message, changed or not; null = it is lost. */
        byte @Nullable [] pass(StreamFlag stream, byte[] message);
    }

    TestConnection(TestPeer dialer, TestPeer acceptor) {
        this(dialer, acceptor, acceptor.self(), dialer.self());
    }

    TestConnection(TestPeer dialer, TestPeer acceptor, VerifyingKey expectedByDialer, VerifyingKey expectedByAcceptor) {
        this.dialer = dialer;
        this.acceptor = acceptor;
        a = new End(dialer, expectedByDialer, true);
        b = new End(acceptor, expectedByAcceptor, false);
        a.other = b;
        b.other = a;
    }

    /** Let both sides agree on the protocol of docs/protocol/41 §12, or on that of the reference. */
    TestConnection speak(boolean own) {
        a.own = own;
        b.own = own;
        return this;
    }

    /** Open it. */
    TestConnection start() {
        dialer.executor().execute(a.session::start);
        acceptor.executor().execute(b.session::start);
        return this;
    }

    /** Cut it, as a network does. */
    void cut() {
        if (!closed) {
            closed = true;
            dialer.executor().execute(a.session::closed);
            acceptor.executor().execute(b.session::closed);
        }
    }

    /** One end: the link of its session. */
    final class End implements SessionLink {
        final TestPeer owner;
        final PeerSession session;
        boolean local = true;

        /** Whether both sides agreed on the protocol of docs/protocol/41 §12. */
        boolean own;

        Tamper tamper = (stream, message) -> message;

        @Nullable
        End other;

        private final Map<StreamFlag, Deque<byte[]>> held = new EnumMap<>(StreamFlag.class);
        private boolean answersWanted = true;
        private boolean queriesWanted = true;

        End(TestPeer owner, VerifyingKey expected, boolean dials) {
            this.owner = owner;
            Admission admission = new Admission() {
                @Override
                public CompletionStage<Void> admit(VerifyingKey key, Node peer) {
                    return key.equals(expected)
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(
                                    new DiscretException(ErrorCode.NOT_AUTHORISED, "Another peer was expected."));
                }
            };
            session = new PeerSession(owner, owner.scheduler, this, admission, dials, () -> local);
            owner.sessions.add(session);
            for (StreamFlag stream : StreamFlag.values()) {
                held.put(stream, new ArrayDeque<>());
            }
        }

        /** Note what this end asks from now on. */
        void note(Consumer<Query> asked) {
            tamper = (stream, message) -> {
                if (stream == StreamFlag.QUERIES) {
                    asked.accept(QueryProtocol.decode(message).query());
                }
                return message;
            };
        }

        /** Answer and tell from now on, but pull nothing: the list of rooms is not asked for. */
        void pullNothing() {
            tamper = (stream, message) -> stream == StreamFlag.QUERIES
                            && QueryProtocol.decode(message).query() instanceof Query.RoomList
                    ? null
                    : message;
        }

        @Override
        public boolean speaksOwn() {
            return own;
        }

        @Override
        public CompletionStage<Void> sendAnswer(byte[] message) {
            return send(StreamFlag.ANSWERS, message);
        }

        @Override
        public CompletionStage<Void> sendQuery(byte[] message) {
            return send(StreamFlag.QUERIES, message);
        }

        @Override
        public CompletionStage<Void> sendEvent(byte[] message) {
            return send(StreamFlag.EVENTS, message);
        }

        private CompletionStage<Void> send(StreamFlag stream, byte[] message) {
            if (closed) {
                return CompletableFuture.failedFuture(new DiscretException(ErrorCode.CLOSED, "closed"));
            }
            longestMessage = Math.max(longestMessage, message.length);
            CompletableFuture<Void> sent = new CompletableFuture<>();
            byte[] passed = tamper.pass(stream, message);
            End to = Objects.requireNonNull(other);
            owner.environment().scheduler().schedule(LATENCY, owner.executor(), () -> sent.complete(null));
            if (passed != null) {
                owner.environment()
                        .scheduler()
                        .schedule(LATENCY, to.owner.executor(), () -> to.arrived(stream, passed));
            }
            return sent;
        }

        void arrived(StreamFlag stream, byte[] message) {
            if (!closed) {
                Objects.requireNonNull(held.get(stream)).add(message);
                deliver(stream);
            }
        }

        private void deliver(StreamFlag stream) {
            Deque<byte[]> waiting = Objects.requireNonNull(held.get(stream));
            while (!waiting.isEmpty() && wanted(stream)) {
                byte[] message = waiting.remove();
                switch (stream) {
                    case ANSWERS -> session.answer(message);
                    case QUERIES -> session.query(message);
                    case EVENTS -> session.event(message);
                }
            }
        }

        private boolean wanted(StreamFlag stream) {
            return switch (stream) {
                case ANSWERS -> answersWanted;
                case QUERIES -> queriesWanted;
                case EVENTS -> true;
            };
        }

        @Override
        public void readAnswers(boolean wanted) {
            answersWanted = wanted;
            owner.executor().execute(() -> deliver(StreamFlag.ANSWERS));
        }

        @Override
        public void readQueries(boolean wanted) {
            queriesWanted = wanted;
            owner.executor().execute(() -> deliver(StreamFlag.QUERIES));
        }

        @Override
        public void close(long closeCode) {
            code = closeCode;
            cut();
        }
    }
}
