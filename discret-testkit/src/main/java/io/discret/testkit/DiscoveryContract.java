package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Clock;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.RandomSource;
import io.discret.spi.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prove that a {@link DiscoveryProvider} keeps the law of {@link Discovery} (docs/protocol/40 §7).
 *
 * <p>A sub-class names the provider and gives a configuration under which the instances of one test, and nobody else,
 * hear each other. Real sockets, on loopback only.
 */
@Timeout(60)
public abstract class DiscoveryContract {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int PORT = 50123;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final List<Discovery> opened = new ArrayList<>();

    /** The provider to prove. */
    protected abstract DiscoveryProvider provider();

    /** The same configuration at each call during one test, another one for each test. */
    protected abstract Configuration configuration();

    /** Send bytes that are no message to where the instances of this test listen. */
    protected abstract void inject(byte[] bytes) throws IOException;

    /** A transport, for a provider that dials. */
    protected Transport transport() {
        return Unused.transport();
    }

    /** A key derivation, for a provider that checks certificates. */
    protected KeyDerivation keyDerivation() {
        return Unused.keyDerivation();
    }

    /** Whether what it finds is on the local network. */
    protected boolean local() {
        return true;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Discovery::close);
        scheduler.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Announce.MAX_TOKENS})
    @DisplayName("An announce is heard whole, with the address of its sender and the port in it (40 §7.3)")
    void anAnnounceIsHeard(int tokens) throws Exception {
        // Given
        Heard heard = new Heard();
        Discovery sender = open(new Heard());
        open(heard);
        Announce announce = new Announce(header(1), tokens(tokens));

        // When
        sender.announce(announce, PORT);

        // Then
        Message message = heard.next();
        assertThat(message.announce()).isEqualTo(announce);
        assertThat(message.address().getPort()).isEqualTo(PORT);
        assertThat(message.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(message.local()).isEqualTo(local());
        assertThat(sender.counters().sent()).isEqualTo(1);
        assertThat(sender.counters().failed()).isZero();
    }

    @Test
    @DisplayName("A request to dial is heard with header, token and port (40 §7.4)")
    void aRequestToDialIsHeard() throws Exception {
        // Given
        Heard heard = new Heard();
        Discovery sender = open(new Heard());
        open(heard);
        MeetingToken token = new MeetingToken(0x01020304050607L);

        // When
        sender.initiate(header(2), token, PORT);

        // Then
        Message message = heard.next();
        assertThat(message.header()).isEqualTo(header(2));
        assertThat(message.token()).isEqualTo(token);
        assertThat(message.address().getPort()).isEqualTo(PORT);
        assertThat(message.local()).isEqualTo(local());
    }

    @Test
    @DisplayName("Messages of one sender are told in order, to everybody who listens")
    void messagesAreToldInOrder() throws Exception {
        // Given
        Heard first = new Heard();
        Heard second = new Heard();
        Discovery sender = open(new Heard());
        open(first);
        open(second);

        // When
        for (int i = 1; i <= 20; i++) {
            sender.announce(new Announce(header(i), tokens(i)), PORT);
        }

        // Then
        for (int i = 1; i <= 20; i++) {
            assertThat(first.next().header()).isEqualTo(header(i));
            assertThat(second.next().header()).isEqualTo(header(i));
        }
    }

    @Test
    @DisplayName("What cannot be read is ignored and counted, and the next message is heard (40 §7.2)")
    void whatCannotBeReadIsCounted() throws Exception {
        // Given
        Heard heard = new Heard();
        Discovery receiver = open(heard);
        Discovery sender = open(new Heard());

        // When
        inject(new byte[0]);
        inject(new byte[] {2, 0, 0, 0});
        inject(new byte[4096]);
        inject(new byte[5000]);
        sender.announce(new Announce(header(3), tokens(1)), PORT);

        // Then
        assertThat(heard.next().header()).isEqualTo(header(3));
        assertThat(Eventually.within(SOON, () -> receiver.counters().malformed() == 4))
                .isTrue();
        assertThat(receiver.counters().received()).isEqualTo(1);
    }

    @Test
    @DisplayName("An announce too large for one message is counted as failed, not thrown")
    void anAnnounceTooLargeFails() {
        // Given
        Discovery sender = open(new Heard());

        // When
        sender.announce(new Announce(header(4), tokens(10_000)), PORT);

        // Then
        assertThat(sender.counters().failed()).isEqualTo(1);
        assertThat(sender.counters().sent()).isZero();
    }

    @Test
    @DisplayName("After close nothing runs, nothing is told, and what is sent fails in silence")
    void closeEndsEverything() throws Exception {
        // Given
        Heard heard = new Heard();
        Discovery closed = open(heard);
        Discovery sender = open(new Heard());
        sender.announce(new Announce(header(5), tokens(1)), PORT);
        assertThat(heard.next().header()).isEqualTo(header(5));

        // When
        closed.close();
        closed.close();
        sender.announce(new Announce(header(6), tokens(1)), PORT);
        closed.announce(new Announce(header(7), tokens(1)), PORT);
        sender.close();

        // Then
        assertThat(scheduler.awaitIdle(SOON)).isTrue();
        assertThat(heard.nothing()).isTrue();
        assertThat(closed.counters().failed()).isEqualTo(1);
    }

    @Test
    @DisplayName("What was closed can be opened again under the same configuration")
    void itOpensAgain() throws Exception {
        for (int round = 1; round <= 20; round++) {
            Heard heard = new Heard();
            try (Discovery receiver = open(heard);
                    Discovery sender = open(new Heard())) {
                sender.announce(new Announce(header(round), tokens(1)), PORT);
                assertThat(heard.next().header()).isEqualTo(header(round));
                assertThat(receiver.counters().malformed()).isZero();
            }
        }
        assertThat(scheduler.awaitIdle(SOON)).isTrue();
    }

    /** Open an instance that is closed after the test. */
    protected final Discovery open(DiscoveryListener listener) {
        return open(configuration(), listener);
    }

    /** Open an instance under another configuration; it is closed after the test. */
    protected final Discovery open(Configuration configuration, DiscoveryListener listener) {
        Environment environment = new Environment(Clock.system(), RandomSource.secure(), scheduler);
        Discovery discovery = provider()
                .open(new DiscoveryOptions(
                        configuration,
                        environment,
                        transport(),
                        keyDerivation(),
                        scheduler.serial("discovery-callbacks"),
                        listener));
        opened.add(discovery);
        return discovery;
    }

    private static AnnounceHeader header(int seed) {
        byte[] id = new byte[Uid.SIZE];
        byte[] hash = new byte[32];
        byte[] signature = new byte[64];
        Arrays.fill(id, (byte) seed);
        Arrays.fill(hash, (byte) (seed + 1));
        Arrays.fill(signature, (byte) (seed + 2));
        return new AnnounceHeader(Uid.of(id), hash, signature);
    }

    private static List<MeetingToken> tokens(int count) {
        return IntStream.range(0, count).mapToObj(MeetingToken::new).toList();
    }

    private record Message(
            @Nullable Announce announce,
            AnnounceHeader header,
            @Nullable MeetingToken token,
            InetSocketAddress address,
            boolean local) {}

    private static final class Heard implements DiscoveryListener {
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            messages.add(new Message(announce, announce.header(), null, address, local));
        }

        @Override
        public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {
            messages.add(new Message(null, header, token, address, local));
        }

        Message next() throws InterruptedException {
            Message message = messages.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("Nothing was heard within " + SOON.toSeconds() + " s.");
            }
            return message;
        }

        boolean nothing() {
            return messages.isEmpty();
        }
    }
}
