package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.testkit.AttackTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kill either process at random moments while both write and synchronise. What was acknowledged is there after the
 * restart, both devices end up with the same rows, and a third one accepts every signature.
 */
@Tag("process")
class KillTest {
    private static final String SECRET = "5c".repeat(32);
    private static final String GROUP = "224.0.0.224:22412";
    private static final boolean LONG = Boolean.getBoolean("discret.security");

    /** Writes that the victim is asked for in one round; it is killed after a random number of answers. */
    private static final int WRITES = 60;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    static List<Arguments> stores() {
        return List.of(Arguments.of("sqlcipher", LONG ? 150 : 10), Arguments.of("h2", LONG ? 150 : 4));
    }

    @ParameterizedTest(name = "{0}: {1} kills")
    @MethodSource("stores")
    void what_was_acknowledged_survives_and_the_devices_converge(String store, int kills) throws Exception {
        try (Device laptop =
                        new Device("laptop", folder, SECRET, GROUP).store(store).start();
                Device phone =
                        new Device("phone", folder, SECRET, GROUP).store(store).start();
                Device tablet = new Device("tablet", folder, SECRET, GROUP).store(store)) {
            Map<Device, Map<String, String>> acknowledged = new LinkedHashMap<>();
            acknowledged.put(laptop, new HashMap<>());
            acknowledged.put(phone, new HashMap<>());
            for (int kill = 0; kill < kills; kill++) {
                boolean first = random.nextBoolean();
                Device victim = first ? laptop : phone;
                Device other = first ? phone : laptop;
                List<Write> others = write(other, "other " + kill, WRITES / 3);
                List<Write> killed = write(victim, "victim " + kill, WRITES);
                killed.get(random.nextInt(WRITES)).answer().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                victim.kill();
                collect(killed, acknowledged.get(victim));
                for (Write write : others) {
                    write.answer().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                }
                collect(others, acknowledged.get(other));
                victim.start();
                assertThat(victim.messages())
                        .as("seed %d: own messages after kill %d", seed, kill)
                        .containsAllEntriesOf(acknowledged.get(victim));
            }
            laptop.awaitSame(phone, LIMIT);
            assertThat(laptop.messages())
                    .as("seed %d", seed)
                    .containsAllEntriesOf(acknowledged.get(laptop))
                    .containsAllEntriesOf(acknowledged.get(phone));
            // A newcomer verifies the signature of every row it gets.
            tablet.start();
            tablet.awaitSame(laptop, LIMIT);
            AttackTable table = new AttackTable("2-kills-" + store);
            table.add(new AttackTable.Row(
                    "kill -9 while two devices write and synchronise, " + store, kills, 0, 0, -1, 0));
            table.write(Path.of(System.getProperty("discret.root")));
        }
    }

    private static List<Write> write(Device device, String what, int n) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String content = what + " " + i;
            writes.add(new Write(content, device.write(content)));
        }
        return writes;
    }

    /** Keep what was answered before the process ended. */
    private static void collect(List<Write> writes, Map<String, String> acknowledged) {
        for (Write write : writes) {
            if (write.answer().isDone() && !write.answer().isCompletedExceptionally()) {
                String id = write.answer().join().path("message").path("id").asText();
                assertThat(id).isNotEmpty();
                acknowledged.put(id, write.content());
            }
        }
    }

    private record Write(String content, CompletableFuture<JsonNode> answer) {}
}
