package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportStream;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A QUIC connection as docs/protocol/40 §2–§4 uses it, without a socket. */
class VirtualNetworkTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime(7);
    private final VirtualNetwork network = new VirtualNetwork(time);
    private final VirtualMachine alice = time.machine("alice");
    private final VirtualMachine bob = time.machine("bob");
    private final List<Accepted> accepted = new ArrayList<>();
    private final Transport dialing = open(alice, List.of("h3"), 2 << 20, 8);

    private Transport open(VirtualMachine machine, List<String> protocols, int window, int streams) {
        byte[] certificate = machine.name().getBytes(StandardCharsets.UTF_8);
        TransportOptions defaults = TransportOptions.defaults(
                new InetSocketAddress("0.0.0.0", 0),
                certificate,
                new byte[0],
                protocols,
                machine.environment().scheduler().serial("callbacks"));
        return network.transport(machine)
                .open(new TransportOptions(
                        defaults.bind(),
                        certificate,
                        new byte[0],
                        protocols,
                        defaults.dialerIdle(),
                        defaults.acceptorIdle(),
                        defaults.keepAlive(),
                        window,
                        streams,
                        2,
                        defaults.handshakeTimeout(),
                        defaults.callbacks()));
    }

    private Transport accepting() {
        return accepting(List.of("h3"), 2 << 20, 8);
    }

    private Transport accepting(List<String> protocols, int window, int streams) {
        Transport transport = open(bob, protocols, window, streams);
        transport.accept(connection -> {
            Accepted one = new Accepted(connection);
            connection.listen(one);
            accepted.add(one);
        });
        return transport;
    }

    private CompletionStage<TransportConnection> dial(InetSocketAddress address, String... protocols) {
        return dialing.dial(new Transport.Dial(
                address,
                "some.name.org",
                List.of(protocols),
                der -> Arrays.equals(der, "bob".getBytes(StandardCharsets.UTF_8))));
    }

    private Dialed connect(Transport to) {
        Dialed dialed = new Dialed(time.await(dial(to.localAddress(), "h3"), MINUTE));
        dialed.connection.listen(dialed);
        time.runUntil(() -> !accepted.isEmpty(), MINUTE);
        return dialed;
    }

    @Test
    void aDialMeetsTheAcceptor() {
        Transport to = accepting(List.of("d2", "h3"), 1000, 8);

        TransportConnection near = time.await(dial(to.localAddress(), "h3", "d2"), MINUTE);
        time.runUntil(() -> accepted.size() == 1, MINUTE);
        TransportConnection far = accepted.get(0).connection;

        assertThat(near.dialer()).isTrue();
        assertThat(far.dialer()).isFalse();
        assertThat(near.protocol()).isEqualTo("d2").isEqualTo(far.protocol());
        assertThat(near.remoteAddress()).isEqualTo(to.localAddress());
        assertThat(far.remoteAddress()).isEqualTo(dialing.localAddress());
        assertThat(to.localAddress().getAddress().getHostAddress()).startsWith("10.0.0.");
    }

    @Test
    void aDialFailsWithTheReason() {
        Transport silent = open(bob, List.of("h3"), 1000, 8);
        assertRefused(dial(silent.localAddress(), "h3"), ErrorCode.PEER_UNREACHABLE);

        Transport to = accepting();
        assertRefused(dial(to.localAddress(), "h4"), ErrorCode.PEER_UNREACHABLE);
        assertRefused(dial(new InetSocketAddress("10.0.0.77", 1), "h3"), ErrorCode.PEER_UNREACHABLE);
        assertRefused(
                dialing.dial(new Transport.Dial(to.localAddress(), "n.org", List.of("h3"), der -> false)),
                ErrorCode.CERTIFICATE_REFUSED);

        network.cut(alice, bob);
        long before = time.nanos();
        assertRefused(dial(to.localAddress(), "h3"), ErrorCode.PEER_UNREACHABLE);
        assertThat(Duration.ofNanos(time.nanos() - before)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        assertThat(accepted).isEmpty();
    }

    @Test
    void aDialSucceedsWhenThePathComesBackInTime() {
        Transport to = accepting();
        network.cut(alice, bob);
        CompletionStage<TransportConnection> dial = dial(to.localAddress(), "h3");
        time.run(Duration.ofSeconds(4));

        network.heal();

        assertThat(time.await(dial, MINUTE).dialer()).isTrue();
    }

    @Test
    void noMoreConnectionsThanAllowed() {
        Transport to = accepting();
        time.await(dial(to.localAddress(), "h3"), MINUTE);
        time.await(dial(to.localAddress(), "h3"), MINUTE);

        assertRefused(dial(to.localAddress(), "h3"), ErrorCode.PEER_UNREACHABLE);
    }

    @Test
    void streamsAreNumberedInTheOrderOfTheCallsAndCarryBytesBothWays() {
        Dialed near = connect(accepting());
        List<TransportStream> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            streams.add(time.await(near.connection.openStream(), MINUTE));
        }
        Received answer = new Received();
        streams.get(1).listen(answer);

        streams.get(2).write(new byte[] {3});
        time.runUntil(() -> accepted.get(0).streams.size() == 1, MINUTE);
        streams.get(1).write("question".getBytes(StandardCharsets.UTF_8));
        time.runUntil(() -> accepted.get(0).text(4).equals("question"), MINUTE);
        accepted.get(0).streams.get(1).write("answer".getBytes(StandardCharsets.UTF_8));
        accepted.get(0).streams.get(1).finish();
        time.runUntil(() -> answer.ended, MINUTE);

        assertThat(streams).extracting(TransportStream::id).containsExactly(0L, 4L, 8L);
        assertThat(accepted.get(0).streams).extracting(TransportStream::id).containsExactly(8L, 4L);
        assertThat(answer.text()).isEqualTo("answer");
        assertThat(answer.reset).isFalse();
    }

    @Test
    void aMegabyteArrivesInOrderOverARoughNetworkThroughASmallWindow() {
        network.conditions(NetworkConditions.rough());
        Dialed near = connect(accepting(List.of("h3"), 10_000, 8));
        byte[] bytes = new SeededRandomSource(1).bytes(1 << 20);
        TransportStream stream = time.await(near.connection.openStream(), MINUTE);

        for (int at = 0; at < bytes.length; at += 1 << 18) {
            stream.write(Arrays.copyOfRange(bytes, at, at + (1 << 18)));
        }
        stream.finish();
        time.runUntil(() -> accepted.get(0).ended(0), Duration.ofHours(1));

        assertThat(accepted.get(0).bytes(0)).isEqualTo(bytes);
    }

    @Test
    void whoDoesNotReadHoldsTheWriterBackAtTheWindow() {
        Dialed near = connect(accepting(List.of("h3"), 10_000, 8));
        TransportStream stream = time.await(near.connection.openStream(), MINUTE);
        stream.write(new byte[1]);
        time.runUntil(() -> !accepted.get(0).streams.isEmpty(), MINUTE);
        accepted.get(0).streams.get(0).reading(false);

        CompletableFuture<Void> inWindow = stream.write(new byte[9_000]).toCompletableFuture();
        CompletableFuture<Void> beyond = stream.write(new byte[9_000]).toCompletableFuture();
        time.run(MINUTE);

        assertThat(inWindow).isDone();
        assertThat(beyond).isNotDone();
        assertThat(accepted.get(0).bytes(0)).hasSize(1);

        accepted.get(0).streams.get(0).reading(true);
        time.await(beyond, MINUTE);
        time.runUntil(() -> accepted.get(0).bytes(0).length == 18_001, MINUTE);
    }

    @Test
    void aListenerThatKeepsTheBufferIsFoundOut() {
        Dialed near = connect(accepting());
        List<ByteBuffer> kept = new ArrayList<>();
        TransportStream stream = time.await(near.connection.openStream(), MINUTE);
        accepted.get(0).onOpened = opened -> opened.listen(new TransportStream.Listener() {
            @Override
            public void bytes(ByteBuffer bytes) {
                kept.add(bytes.duplicate());
            }

            @Override
            public void ended(boolean reset) {}
        });

        stream.write(new byte[] {1});
        time.runUntil(() -> !kept.isEmpty(), MINUTE);
        time.run(Duration.ofSeconds(1));

        assertThat(kept.get(0).get()).isNotEqualTo((byte) 1);
    }

    @Test
    void moreStreamsThanAllowedWait() {
        Dialed near = connect(accepting(List.of("h3"), 1000, 1));
        TransportStream first = time.await(near.connection.openStream(), MINUTE);
        first.listen(new Received());
        CompletableFuture<TransportStream> second = near.connection.openStream().toCompletableFuture();
        first.write(new byte[] {1});
        first.finish();
        time.run(Duration.ofSeconds(5));
        assertThat(second).isNotDone();

        accepted.get(0).streams.get(0).finish();

        assertThat(time.await(second, MINUTE).id()).isEqualTo(4);
    }

    @Test
    void aResetEndsBothHalves() {
        Dialed near = connect(accepting());
        TransportStream stream = time.await(near.connection.openStream(), MINUTE);
        stream.write(new byte[] {1});
        time.runUntil(() -> accepted.get(0).bytes(0).length == 1, MINUTE);

        stream.reset(0);
        time.runUntil(() -> accepted.get(0).ended(0), MINUTE);

        assertThat(accepted.get(0).received.get(0).reset).isTrue();
        assertGone(accepted.get(0).streams.get(0).write(new byte[1]));
        assertGone(stream.write(new byte[1]));
    }

    @Test
    void aCloseIsToldOnceOnEachSideWithItsCode() {
        Dialed near = connect(accepting());
        TransportStream stream = time.await(near.connection.openStream(), MINUTE);

        near.connection.close(2);
        near.connection.close(3);
        time.runUntil(() -> !accepted.get(0).closes.isEmpty(), MINUTE);
        accepted.get(0).connection.close(4);
        time.run(MINUTE);

        assertThat(near.closes).containsExactly("2 by me");
        assertThat(accepted.get(0).closes).containsExactly("2 by peer");
        assertGone(stream.write(new byte[1]));
        assertGone(near.connection.openStream());
    }

    @Test
    void closingAnEndpointClosesItsConnectionsAndFreesItsPort() {
        Transport to = accepting();
        Dialed near = connect(to);

        to.close();
        time.runUntil(() -> !near.closes.isEmpty(), MINUTE);

        assertThat(near.closes).containsExactly("0 by peer");
        assertThat(accepted.get(0).closes).containsExactly("0 by me");
        assertThat(network.openEndpoints()).isEqualTo(1);
        assertRefused(dial(to.localAddress(), "h3"), ErrorCode.PEER_UNREACHABLE);
        Transport again = accepting();
        again.close();
        assertRefused(
                again.dial(new Transport.Dial(dialing.localAddress(), "n.org", List.of("h3"), der -> true)),
                ErrorCode.PEER_UNREACHABLE);
    }

    @Test
    void anIdleConnectionLivesByTheKeepAliveOfTheDialer() {
        Dialed near = connect(accepting());

        time.run(Duration.ofHours(1));

        assertThat(near.closes).isEmpty();
        assertThat(accepted.get(0).closes).isEmpty();
    }

    @Test
    void aPartitionEndsConnectionsAfterTheIdleTime() {
        Dialed near = connect(accepting());
        long before = time.nanos();
        network.partition(List.of(List.of(alice), List.of(bob)));

        time.runUntil(() -> !near.closes.isEmpty() && !accepted.get(0).closes.isEmpty(), MINUTE);

        // 40 §2.2: the smaller of both idle times counts, 10 s.
        assertThat(Duration.ofNanos(time.nanos() - before)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
        assertThat(near.closes).containsExactly("-1 by me");
        assertThat(accepted.get(0).closes).containsExactly("-1 by me");
    }

    @Test
    void bytesWaitForAShortPartition() {
        Dialed near = connect(accepting());
        TransportStream stream = time.await(near.connection.openStream(), MINUTE);
        network.isolate(bob);
        for (int i = 0; i < 100; i++) {
            stream.write(new byte[] {(byte) i});
        }
        time.run(Duration.ofSeconds(1));
        assertThat(accepted.get(0).streams).isEmpty();

        network.heal();
        time.runUntil(() -> accepted.get(0).bytes(0).length == 100, MINUTE);

        byte[] bytes = accepted.get(0).bytes(0);
        for (int i = 0; i < 100; i++) {
            assertThat(bytes[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void aCrashIsSilence() {
        Dialed near = connect(accepting());

        bob.crash();
        time.run(MINUTE);

        assertThat(near.closes).containsExactly("-1 by me");
        assertThat(accepted.get(0).closes).isEmpty();
        assertThat(network.openEndpoints()).isEqualTo(1);
        assertThatThrownBy(() -> time.await(near.connection.openStream(), MINUTE))
                .hasCauseInstanceOf(DiscretException.class);
    }

    @Test
    void aTakenPortIsRefused() {
        Transport to = accepting();
        TransportOptions options =
                TransportOptions.defaults(to.localAddress(), new byte[1], new byte[1], List.of("h3"), Runnable::run);

        assertThatThrownBy(() -> network.transport(bob).open(options))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    private void assertRefused(CompletionStage<?> stage, ErrorCode code) {
        assertThatThrownBy(() -> time.await(stage, MINUTE))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void assertGone(CompletionStage<?> stage) {
        assertRefused(stage, ErrorCode.CLOSED);
    }

    /** Collects what one stream brings. */
    private static final class Received implements TransportStream.Listener {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean ended;
        boolean reset;

        @Override
        public void bytes(ByteBuffer buffer) {
            assertThat(ended).isFalse();
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }

        @Override
        public void ended(boolean reset) {
            assertThat(ended).isFalse();
            ended = true;
            this.reset = reset;
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Collects the end of a connection. */
    private static class Dialed implements TransportConnection.Listener {
        final TransportConnection connection;
        final List<String> closes = new ArrayList<>();

        Dialed(TransportConnection connection) {
            this.connection = connection;
        }

        @Override
        public void opened(TransportStream stream) {
            throw new AssertionError("nobody opens a stream towards the dialer");
        }

        @Override
        public void closed(long code, boolean byPeer) {
            closes.add(code + (byPeer ? " by peer" : " by me"));
        }
    }

    /** Collects everything of an accepted connection. */
    private static final class Accepted extends Dialed {
        final List<TransportStream> streams = new ArrayList<>();
        final List<Received> received = new ArrayList<>();
        java.util.function.Consumer<TransportStream> onOpened = stream -> {
            Received bytes = new Received();
            received.add(bytes);
            stream.listen(bytes);
        };

        Accepted(TransportConnection connection) {
            super(connection);
        }

        @Override
        public void opened(TransportStream stream) {
            assertThat(closes).isEmpty();
            streams.add(stream);
            onOpened.accept(stream);
        }

        byte[] bytes(long id) {
            for (int i = 0; i < streams.size(); i++) {
                if (streams.get(i).id() == id) {
                    return received.get(i).bytes.toByteArray();
                }
            }
            return new byte[0];
        }

        String text(long id) {
            return new String(bytes(id), StandardCharsets.UTF_8);
        }

        boolean ended(int index) {
            return received.size() > index && received.get(index).ended;
        }
    }
}
