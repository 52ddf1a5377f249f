package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import io.discret.spi.ThreadScheduler;
import io.discret.spi.Transport;
import io.discret.testkit.AttackTable;
import io.discret.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Floods against a beacon over real QUIC, the beacon in a process with a small heap, with its usual limits: honest pairs are
 * introduced meanwhile, once each, and the memory of the beacon stays bounded (docs/protocol/50 §7).
 *
 * <p>The hostile clients have an address of their own, as strangers have. The ordinary build floods for a moment; {@code -Psecurity}
 * for longer (property {@code discret.security}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeaconFloodTest {
    private static final boolean LONG = Boolean.getBoolean("discret.security");
    private static final Duration FLOOD = Duration.ofSeconds(LONG ? 30 : 3);

    /** Between two honest pairs of one address, which may ask for so much only (50 §7.2). */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Generous: machines that build are slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Heap of 64 MB, the JVM itself, and what is on its way in QUIC. */
    private static final long MOST_MB = 320;

    private static final int AT_ONCE = 32;

    private final AttackTable table = new AttackTable("4-beacon");
    private final ThreadScheduler scheduler = new ThreadScheduler("flood");
    private final List<Transport> transports = new ArrayList<>();
    private final Random random = new Random(5);
    private BeaconProcess beacon;
    private Transport honest;
    private long pairs;

    @BeforeAll
    void start() throws IOException {
        beacon = BeaconProcess.start("64m", "usual");
        honest = transport("127.0.0.1");
    }

    @AfterAll
    void stop() {
        transports.forEach(Transport::close);
        beacon.close();
        scheduler.close();
        Optional.ofNullable(System.getProperty("discret.root")).ifPresent(root -> table.write(Path.of(root)));
    }

    @Test
    void connectionsThatSayNothing() throws Exception {
        Transport hostile = transport("127.0.0.2");

        flood("beacon: connections that say nothing", () -> hostile.dial(beacon.dial())
                .toCompletableFuture());
    }

    @Test
    void connectionsThatSayAnything() throws Exception {
        Transport hostile = transport("127.0.0.3");

        flood("beacon: lengths of 4 GiB, cut and random frames", () -> client(hostile, new AtomicLong())
                .thenCompose(client -> client.write(garbage())));
    }

    @Test
    void announcesWithoutAPause() throws Exception {
        Transport hostile = transport("127.0.0.4");

        flood("beacon: announces without a pause", () -> client(hostile, new AtomicLong())
                .thenCompose(client -> {
                    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
                    for (int i = 0; i < 100; i++) {
                        last = client.announce(announce(1_000_000 + random.nextInt(1 << 20), 500))
                                .toCompletableFuture();
                    }
                    return last;
                }));
    }

    /** All have one token, none reads what it is told of the others. */
    @Test
    void introductionsThatNobodyReads() throws Exception {
        Transport hostile = transport("127.0.0.5");

        flood("beacon: introductions that nobody reads", () -> client(hostile, new AtomicLong())
                .thenCompose(client -> {
                    client.stopReading();
                    return client.announce(announce(500_000, 500));
                }));
    }

    /** What a hostile client does; completes when it may do the next. */
    private interface Attack {
        CompletableFuture<?> begin();
    }

    private void flood(String name, Attack attack) throws Exception {
        long slowest = 0;
        long lost = 0;
        long gotIn = 0;
        AtomicLong tried = new AtomicLong();
        AtomicBoolean going = new AtomicBoolean(true);
        Thread attacker = new Thread(() -> attack(attack, going, tried), "attacker");
        attacker.start();
        long end = System.nanoTime() + FLOOD.toNanos();
        try {
            do {
                Introduced pair = introduce();
                slowest = Math.max(slowest, pair.millis());
                lost += pair.lost() ? 1 : 0;
                gotIn += pair.unwanted();
                LockSupport.parkNanos(PAUSE.toNanos());
            } while (System.nanoTime() < end);
        } finally {
            going.set(false);
            attacker.join();
        }
        long peak = beacon.memory("VmHWM") >> 20;
        table.add(new AttackTable.Row(name, tried.get(), gotIn, lost, slowest, peak));
        assertThat(tried.get()).as("attacks made").isPositive();
        assertThat(lost).as("pairs that were not introduced").isZero();
        assertThat(gotIn).as("messages that honest clients should not have").isZero();
        assertThat(peak).as("memory of the beacon in MB").isLessThan(MOST_MB);
        assertThat(beacon.report("")).as("an answer of the beacon").hasSize(6);
    }

    private static void attack(Attack attack, AtomicBoolean going, AtomicLong tried) {
        Semaphore places = new Semaphore(AT_ONCE);
        while (going.get()) {
            places.acquireUninterruptibly();
            tried.incrementAndGet();
            attack.begin().whenComplete((done, refused) -> places.release());
        }
    }

    /** @param unwanted messages beside the one that each of the pair should have */
    private record Introduced(long millis, boolean lost, long unwanted) {}

    /** Two who connect anew and share a token. */
    private Introduced introduce() throws Exception {
        long token = pairs++;
        AtomicLong one = new AtomicLong();
        AtomicLong two = new AtomicLong();
        long started = System.nanoTime();
        QuicClient first = meet(one, token);
        QuicClient second = meet(two, token);
        boolean met = Eventually.within(PATIENCE, () -> one.get() >= QuicClient.FRAME && two.get() >= QuicClient.FRAME);
        long millis = (System.nanoTime() - started) / 1_000_000;
        first.close();
        second.close();
        return new Introduced(millis, !met, (one.get() + two.get()) / QuicClient.FRAME - (met ? 2 : 0));
    }

    private QuicClient meet(AtomicLong heard, long token) throws Exception {
        QuicClient client = client(honest, heard).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        client.announce(announce(token, 1));
        return client;
    }

    private CompletableFuture<QuicClient> client(Transport from, AtomicLong heard) {
        return QuicClient.connect(from, beacon.dial(), heard).toCompletableFuture();
    }

    private byte[] garbage() {
        byte[] bytes = new byte[1 + random.nextInt(600)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < Math.min(4, bytes.length); i++) {
                bytes[i] = (byte) 0xff;
            }
        }
        return bytes;
    }

    private Transport transport(String address) {
        Transport transport = QuicClient.transport(address, scheduler.serial("clients of " + address));
        transports.add(transport);
        return transport;
    }

    /** Of another endpoint each time: who is the same is not introduced to itself. */
    private Announce announce(long firstToken, int tokens) {
        byte[] id = new byte[Uid.SIZE];
        random.nextBytes(id);
        return new Announce(
                new AnnounceHeader(Uid.of(id), new byte[32], new byte[64]),
                LongStream.range(firstToken, firstToken + tokens)
                        .mapToObj(MeetingToken::new)
                        .toList());
    }
}
