package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.Environment;
import io.discret.spi.MeetingToken;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A toy protocol — every peer tells every number it knows to whoever announces itself — on the whole test bed. */
class VirtualGossipTest {
    private static final int PEERS = 4;

    @Test
    void everyPeerLearnsEverythingAfterPartitionsAndCrashesAndTheSeedDecidesTheRun() {
        Set<Long> runs = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            long fingerprint = play(seed);
            assertThat(play(seed)).as("seed %d replays", seed).isEqualTo(fingerprint);
            runs.add(fingerprint);
        }
        assertThat(runs).hasSize(100);
    }

    @Test
    void announcesAreLostDoubledAndOvertaken() {
        VirtualTime time = new VirtualTime(3);
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.rough());
        List<Peer> peers = new ArrayList<>();
        peers.add(new Peer(network, time.machine("a"), new TreeSet<>()));
        peers.add(new Peer(network, time.machine("b"), new TreeSet<>()));
        peers.forEach(peer -> peer.quiet = true);

        for (int i = 1; i <= 300; i++) {
            peers.get(0).discovery.initiate(peers.get(0).header, new MeetingToken(i), 1);
        }
        time.run(Duration.ofMinutes(1));

        List<Long> seen = peers.get(1).tokens;
        assertThat(new HashSet<>(seen)).hasSizeBetween(200, 299);
        assertThat(seen).hasSizeGreaterThan(new HashSet<>(seen).size());
        assertThat(seen).isNotEqualTo(seen.stream().sorted().toList());
        assertThat(peers.get(0).discovery.counters().sent())
                .as("one announce before it was quiet")
                .isEqualTo(301);
        assertThat(peers.get(1).discovery.counters().received()).isEqualTo(seen.size() + peers.get(1).announcesHeard);
    }

    @Test
    void anAnnounceTooLargeOrTooLateIsCountedAsFailed() {
        VirtualTime time = new VirtualTime(3);
        VirtualNetwork network = new VirtualNetwork(time);
        Peer a = new Peer(network, time.machine("a"), new TreeSet<>());
        List<MeetingToken> tokens = Collections.nCopies(600, new MeetingToken(1));

        a.discovery.announce(new Announce(a.header, tokens), 1);
        a.discovery.close();
        a.discovery.initiate(a.header, new MeetingToken(1), 1);
        time.run(Duration.ofSeconds(1));

        assertThat(a.discovery.counters().failed()).isGreaterThanOrEqualTo(2);
        assertThat(a.tokens).isEmpty();
    }

    @Test
    void announcesDoNotCrossAPartition() {
        VirtualTime time = new VirtualTime(3);
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(NetworkConditions.perfect());
        Peer a = new Peer(network, time.machine("a"), new TreeSet<>());
        Peer b = new Peer(network, time.machine("b"), new TreeSet<>());
        network.cut(time.machine("a"), time.machine("b"));

        a.discovery.initiate(a.header, new MeetingToken(1), 1);
        time.run(Duration.ofSeconds(1));

        assertThat(b.tokens).isEmpty();
        assertThat(a.tokens).as("the own message comes back").containsExactly(1L);
    }

    private static long play(long seed) {
        VirtualTime time = new VirtualTime(seed);
        VirtualNetwork network = new VirtualNetwork(time);
        network.conditions(seed % 2 == 0 ? NetworkConditions.usual() : NetworkConditions.rough());
        SplittableRandom random = new SplittableRandom(seed);
        List<VirtualMachine> machines = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            machines.add(time.machine("peer" + i));
            peers.add(new Peer(network, machines.get(i), new TreeSet<>()));
        }
        for (int number = 0; number < 20; number++) {
            int at = random.nextInt(PEERS);
            peers.get(at).numbers.add(number);
            switch (random.nextInt(4)) {
                case 0 -> network.isolate(machines.get(at));
                case 1 -> network.heal();
                case 2 -> {
                    Set<Integer> kept = peers.get(at).numbers;
                    machines.get(at).crash();
                    peers.set(at, new Peer(network, machines.get(at), kept));
                }
                default -> {}
            }
            time.run(Duration.ofMillis(random.nextInt(3000)));
        }
        network.heal();
        time.runUntil(() -> peers.stream().allMatch(peer -> peer.numbers.size() == 20), Duration.ofHours(1));
        return time.fingerprint();
    }

    /** Announces itself each second; sends all its numbers, four bytes each, to whoever it hears. */
    private static final class Peer implements DiscoveryListener {
        final Set<Integer> numbers;
        final List<Long> tokens = new ArrayList<>();
        final AnnounceHeader header;
        final Discovery discovery;
        final Transport transport;
        final Environment environment;
        final Executor main;
        int announcesHeard;
        boolean quiet;

        Peer(VirtualNetwork network, VirtualMachine machine, Set<Integer> numbers) {
            this.numbers = numbers;
            environment = machine.environment();
            main = environment.scheduler().serial("main");
            header = new AnnounceHeader(Uid.of(environment.random().bytes(16)), new byte[32], new byte[64]);
            transport = network.transport(machine)
                    .open(TransportOptions.defaults(
                            new InetSocketAddress("0.0.0.0", 0), new byte[1], new byte[1], List.of("h3"), main));
            transport.accept(connection -> connection.listen(new Incoming()));
            discovery = network.discovery(machine)
                    .open(new DiscoveryOptions(
                            Configuration.builder()
                                    .model("m { A { n: Integer } }")
                                    .applicationKey("toy")
                                    .folder(Path.of("none"))
                                    .keyMaterial(KeyMaterial.of(new byte[32]))
                                    .build(),
                            environment,
                            transport,
                            Unused.keyDerivation(),
                            main,
                            this));
            announce();
        }

        private void announce() {
            if (quiet) {
                return;
            }
            discovery.announce(
                    new Announce(header, List.of(new MeetingToken(1))),
                    transport.localAddress().getPort());
            environment.scheduler().schedule(Duration.ofSeconds(1), main, this::announce);
        }

        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            announcesHeard++;
            if (!quiet && !announce.header().equals(header)) {
                transport
                        .dial(new Transport.Dial(address, "n.org", List.of("h3"), der -> true))
                        .thenAccept(this::tell);
            }
        }

        private void tell(TransportConnection connection) {
            connection.listen(new Incoming());
            ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.size());
            numbers.forEach(bytes::putInt);
            connection.openStream().thenAccept(stream -> {
                stream.write(bytes.array());
                stream.finish();
            });
            environment.scheduler().schedule(Duration.ofSeconds(3), main, () -> connection.close(0));
        }

        @Override
        public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {
            tokens.add(token.value());
        }

        private final class Incoming implements TransportConnection.Listener {
            @Override
            public void opened(TransportStream stream) {
                ByteBuffer part = ByteBuffer.allocate(4);
                stream.listen(new TransportStream.Listener() {
                    @Override
                    public void bytes(ByteBuffer bytes) {
                        while (bytes.hasRemaining()) {
                            part.put(bytes.get());
                            if (!part.hasRemaining()) {
                                numbers.add(part.flip().getInt());
                                part.clear();
                            }
                        }
                    }

                    @Override
                    public void ended(boolean reset) {
                        stream.finish();
                    }
                });
            }

            @Override
            public void closed(long code, boolean byPeer) {}
        }
    }
}
