package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill either process at random moments while both write and synchronise. What was acknowledged is there after the
 * restart, both devices end up with the same rows, and a third one accepts every signature.
 */
@Tag("process")
class KillTest {
    private static final String SECRET = "5c".repeat(32);
    private static final String GROUP = "224.0.0.224:22412";
    private static final int KILLS = 20;

    /** Writes that the victim is asked for in one round; it is killed after a random number of answers. */
    private static final int WRITES = 60;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_survives_and_the_devices_converge() throws Exception {
        try (Device laptop = new Device("laptop", folder, SECRET, GROUP).start();
                Device phone = new Device("phone", folder, SECRET, GROUP).start();
                Device tablet = new Device("tablet", folder, SECRET, GROUP)) {
            Map<Device, Map<String, String>> acknowledged = new LinkedHashMap<>();
            acknowledged.put(laptop, new HashMap<>());
            acknowledged.put(phone, new HashMap<>());
            for (int kill = 0; kill < KILLS; kill++) {
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
