package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import io.discret.spi.ThreadScheduler;
import io.discret.spi.Transport;
import io.discret.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Measure what a beacon carries, over real QUIC on loopback, the beacon in a process of its own: the figures of
 * {@code docs/beacon.md}. Not part of the build; run by {@code discret-beacon/capacity.sh}.
 */
class BeaconCapacity {
    private static final int CONNECTIONS = Integer.getInteger("connections", 2_000);
    private static final int TOKENS = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final ThreadScheduler scheduler = new ThreadScheduler("load");
    private final AtomicLong heard = new AtomicLong();
    private final List<QuicClient> clients = new ArrayList<>();
    private BeaconProcess server;
    private Transport transport;
    private Transport.Dial dial;

    @BeforeEach
    void start() throws IOException {
        server = BeaconProcess.start("512m", "unlimited");
        transport = QuicClient.transport("127.0.0.1", scheduler.serial("load"));
        dial = server.dial();
    }

    @AfterEach
    void stop() {
        server.close();
        transport.close();
        scheduler.close();
    }

    @Test
    void tokensHeldAndMemory() throws Exception {
        long[] empty = server.report("collect");
        long emptyRss = rss();
        long started = System.nanoTime();
        connect(CONNECTIONS);
        double seconds = (System.nanoTime() - started) / 1e9;
        clients.forEach(client -> client.announce(new Announce(header(client.hashCode()), List.of())));
        await(3, CONNECTIONS);
        long[] connected = server.report("collect");
        long connectedRss = rss();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.get(i).announce(new Announce(header(i), tokens((long) i * TOKENS, TOKENS)));
        }
        await(2, (long) CONNECTIONS * TOKENS);
        long[] full = server.report("collect");
        say("empty: heap %d MB, resident %d MB", mb(empty[0]), mb(emptyRss));
        say(
                "%d connections: opened in %.1f s (%.0f a second), heap %d MB, resident %d MB, %d KB each",
                CONNECTIONS,
                seconds,
                CONNECTIONS / seconds,
                mb(connected[0]),
                mb(connectedRss),
                (connectedRss - emptyRss) / CONNECTIONS / 1024);
        say(
                "%d tokens: heap %d MB, resident %d MB, %d bytes of heap each",
                full[2], mb(full[0]), mb(rss()), (full[0] - connected[0]) / full[2]);
        assertThat(full[2]).isEqualTo((long) CONNECTIONS * TOKENS);
    }

    @Test
    void announcesASecond() throws Exception {
        connect(100);
        for (int tokens : new int[] {1, 10, 100, TOKENS}) {
            long before = server.report("")[3];
            long started = System.nanoTime();
            long sent = 0;
            for (int round = 0; System.nanoTime() - started < MEASURED.toNanos(); round++) {
                for (int i = 0; i < clients.size(); i++) {
                    // Other tokens than before: every one is taken out of the table, and put in.
                    clients.get(i).announce(new Announce(header(i), tokens((i * 2L + round % 2) * TOKENS, tokens)));
                    sent++;
                }
                await(3, before + sent - 4L * clients.size());
            }
            await(3, before + sent);
            double seconds = (System.nanoTime() - started) / 1e9;
            say(
                    "announces of %d tokens, all new: %.0f a second, %.0f tokens a second",
                    tokens, sent / seconds, tokens * sent / seconds);
        }
    }

    /** Counted when they arrive: what a client does not read in time would be dropped. */
    @Test
    void introductionsASecond() throws Exception {
        connect(20);
        long started = System.nanoTime();
        long expected = 0;
        while (System.nanoTime() - started < MEASURED.toNanos()) {
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).announce(new Announce(header(i), tokens(0, 20)));
                expected += i * 2L * 20;
            }
            long bytes = expected * QuicClient.FRAME;
            assertThat(Eventually.within(PATIENCE, () -> heard.get() == bytes)).isTrue();
            clients.forEach(client -> client.announce(new Announce(header(1), List.of())));
            await(2, 0);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        say("introductions: %.0f messages a second, %d dropped", expected / seconds, server.report("")[5]);
    }

    /** So many at once that none waits long enough to fail. */
    private void connect(int count) throws Exception {
        for (int done = 0; done < count; done += 50) {
            var batch = LongStream.range(0, Math.min(50, count - done))
                    .mapToObj(i -> QuicClient.connect(transport, dial, heard).toCompletableFuture())
                    .toList();
            for (var one : batch) {
                clients.add(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        }
    }

    /** Wait until a number of the report has arrived at a value. */
    private void await(int number, long value) throws InterruptedException {
        assertThat(Eventually.within(
                        PATIENCE,
                        () -> value == 0 ? server.report("")[number] == 0 : server.report("")[number] >= value))
                .isTrue();
    }

    private long rss() {
        return server.memory("VmRSS");
    }

    private static long mb(long bytes) {
        return bytes >> 20;
    }

    private static void say(String format, Object... values) {
        System.out.println("CAPACITY " + String.format(Locale.ROOT, format, values));
    }

    private static AnnounceHeader header(int number) {
        byte[] id = new byte[Uid.SIZE];
        for (int i = 0; i < 4; i++) {
            id[i] = (byte) (number >>> (8 * i));
        }
        return new AnnounceHeader(Uid.of(id), new byte[32], new byte[64]);
    }

    private static List<MeetingToken> tokens(long from, int count) {
        return LongStream.range(from, from + count).mapToObj(MeetingToken::new).toList();
    }
}
