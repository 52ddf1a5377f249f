package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.spi.Announce;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Prove that a {@link DiscoveryProvider} that asks a server keeps the law of {@link Discovery} (docs/protocol/40 §8): nobody
 * hears an announce of another, the server introduces those who have a token in common. A discovery whose instances hear each
 * other proves itself by {@link DiscoveryContract}.
 *
 * <p>A sub-class brings provider and server; everything runs in virtual time on a virtual network.
 */
public abstract class IntroductionContract {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofMinutes(10);

    private final VirtualTime time = new VirtualTime(11);
    private final VirtualNetwork network = new VirtualNetwork(time);
    private final VirtualMachine machine = time.machine("server");

    /** The provider to prove. */
    protected abstract DiscoveryProvider provider();

    /** The key derivation that client and server use. */
    protected abstract KeyDerivation keyDerivation();

    /** Start a server on a machine; in one test every one is the same server, started again after it was closed. */
    protected abstract AutoCloseable serve(VirtualNetwork virtual, VirtualMachine server);

    /** Name the server in the configuration of a client. */
    protected abstract Configuration.Builder configured(
            Configuration.Builder client, VirtualNetwork virtual, VirtualMachine server);

    private AutoCloseable serve() {
        return serve(network, machine);
    }

    private IntroducedPeer peer(String name) {
        Configuration.Builder client =
                Configuration.builder().applicationKey("example.app").keyMaterial(KeyMaterial.of(new byte[32]));
        return new IntroducedPeer(
                network,
                time.machine(name),
                provider(),
                keyDerivation(),
                configured(client, network, machine).build());
    }

    @Test
    @DisplayName("Who has a token in common is told the header, the token and the address of the other, not as local")
    void whoSharesATokenIsIntroduced() {
        // Given
        serve();
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");

        // When
        one.announce(1, 2, 3);
        two.announce(3, 4, 5);
        time.runUntil(() -> !one.initiations().isEmpty() && !two.initiations().isEmpty(), SOON);

        // Then
        assertThat(one.initiations()).containsExactly(two.introducedBy(3));
        assertThat(two.initiations()).containsExactly(one.introducedBy(3));
        assertThat(one.discovery().counters().sent()).isPositive();
    }

    @Test
    @DisplayName("Who has no token in common learns nothing of the other")
    void strangersAreNotIntroduced() {
        // Given
        serve();
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");

        // When
        one.announce(1, 2);
        two.announce(3, 4);
        time.run(LATER);

        // Then
        assertThat(one.initiations()).isEmpty();
        assertThat(two.initiations()).isEmpty();
    }

    @Test
    @DisplayName("Tokens that do not fit into one announce all count")
    void manyTokensCount() {
        // Given
        serve();
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");
        long[] many = LongStream.rangeClosed(1, Announce.MAX_TOKENS).toArray();
        long beyond = Announce.MAX_TOKENS + 1L;

        // When
        one.discovery()
                .announce(
                        List.of(one.announcing(many), one.announcing(beyond)),
                        one.address().getPort());
        two.announce(beyond);
        time.runUntil(() -> !one.initiations().isEmpty() && !two.initiations().isEmpty(), SOON);

        // Then
        assertThat(one.initiations()).contains(two.introducedBy(beyond));
        assertThat(two.initiations()).contains(one.introducedBy(beyond));
    }

    @Test
    @DisplayName("Without the server nothing fails: its user is told, and it is tried until it is there")
    void aServerThatIsNotThereIsTriedAgain() {
        // Given
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");

        // When
        one.announce(7);
        two.announce(7);
        time.run(LATER);
        assertThat(one.servers()).isNotEmpty().doesNotContain("up");
        serve();
        time.runUntil(() -> !one.initiations().isEmpty() && !two.initiations().isEmpty(), LATER);

        // Then
        assertThat(one.initiations()).contains(two.introducedBy(7));
        assertThat(one.servers()).last().isEqualTo("up");
    }

    @Test
    @DisplayName("A server that was away introduces again when it is back")
    void aServerThatComesBackIsFound() throws Exception {
        // Given
        AutoCloseable before = serve();
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");
        one.announce(7);
        two.announce(7);
        time.runUntil(() -> !one.initiations().isEmpty() && !two.initiations().isEmpty(), SOON);

        // When
        before.close();
        time.run(LATER);
        serve();
        time.runUntil(() -> one.initiations().size() > 1 && two.initiations().size() > 1, LATER);

        // Then
        assertThat(one.initiations()).hasSizeGreaterThan(1).allMatch(two.introducedBy(7)::equals);
        assertThat(two.initiations()).hasSizeGreaterThan(1).allMatch(one.introducedBy(7)::equals);
    }

    @Test
    @DisplayName("After close nothing runs, nothing is told, and what is sent fails in silence")
    void closeEndsEverything() {
        // Given
        serve();
        IntroducedPeer one = peer("one");
        IntroducedPeer two = peer("two");
        one.announce(7);
        time.run(SOON);

        // When
        one.discovery().close();
        one.discovery().close();
        two.announce(7);
        one.announce(8);
        one.discovery().initiate(one.header(), new MeetingToken(7), 1);
        time.run(LATER);

        // Then
        assertThat(one.initiations()).isEmpty();
        assertThat(two.initiations()).isEmpty();
        assertThat(one.discovery().counters().failed()).isPositive();
    }
}
