package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discret.api.KeyMaterial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second real device of one person waits for a decision, and is let in or kept out by hand (docs/protocol/31 §7): two
 * processes over QUIC, and between their runs {@code discret device}.
 */
@Tag("process")
class DeviceDecisionTest {
    private static final String APPLICATION = "discret test";
    private static final String PASS_PHRASE = "a pass phrase";
    private static final String MODEL = "chat { Message { content: String } }";
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** Announces come each second: three of them would have brought what was not kept out. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void a_second_device_waits_until_it_is_approved_and_stays_out_once_refused() {
        // Given a laptop that accepts no device by itself, and a phone of the same person, who meet once
        try (Running laptop = new Running("laptop", false);
                Running phone = new Running("phone", true)) {
            laptop.write("before");
            laptop.awaitEvent("PendingHardware");
            assertThat(phone.messages()).isEmpty();
        }
        // Then the phone waits
        List<String> waiting = device("list");
        assertThat(waiting).containsOnlyOnce("pending").containsOnlyOnce("allowed");
        String phoneId = waiting.get(waiting.indexOf("pending") - distance(waiting));
        assertThat(discret("status").out()).contains("1 decided, 1 waiting");

        // When it is approved, then it gets everything
        assertThat(device("approve", phoneId.substring(0, 12))).doesNotContain("pending");
        try (Running laptop = new Running("laptop", false);
                Running phone = new Running("phone", true)) {
            phone.await(() -> phone.messages().equals(List.of("before")));
            phone.write("from the phone");
            laptop.await(() -> laptop.messages().equals(List.of("before", "from the phone")));
        }

        // And how the room stands is known afterwards, without a network
        assertThat(discret("status").out()).contains("LAST CONTACT", "disconnected");

        // When it is refused, then nothing goes to it any more
        assertThat(device("refuse", phoneId)).containsOnlyOnce("disabled");
        try (Running laptop = new Running("laptop", false);
                Running phone = new Running("phone", true)) {
            laptop.write("after");
            phone.awaitNothing();
            assertThat(phone.messages()).containsExactly("before", "from the phone");
        }
        assertThat(device("list")).containsOnlyOnce("disabled");
        assertThat(discret("device", "approve", "nobody").err()).contains("There is no device 'nobody'");
    }

    /** Words between an id and its status: those of the name of the device. */
    private static int distance(List<String> words) {
        int status = words.indexOf("pending");
        int id = status - 1;
        while (words.get(id).length() != 22) {
            id--;
        }
        return status - id;
    }

    private List<String> device(String... arguments) {
        List<String> all = new ArrayList<>(List.of("device"));
        all.addAll(Arrays.asList(arguments));
        CommandRun run = discret(all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return Arrays.asList(run.out().split("\\s+"));
    }

    /** A command on the database of the laptop, which no process has open. */
    private CommandRun discret(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--login", "alice", "--folder", folder.resolve("laptop").toString(), "--application", APPLICATION));
        return CommandRun.typing(PASS_PHRASE + "\n", all.toArray(String[]::new));
    }

    private static String secret() {
        try (KeyMaterial material = KeyMaterial.fromPassPhrase("alice", PASS_PHRASE.toCharArray())) {
            return HexFormat.of().formatHex(material.bytes());
        }
    }

    /** One device while its process runs. */
    private final class Running implements AutoCloseable {
        private final String name;
        private final PeerProcess process;
        private final String room;

        Running(String name, boolean acceptsDevices) {
            this.name = name;
            process = PeerProcess.start(name, Installed.onModulePath("peer", "--log", "WARNING"));
            ObjectNode start = Json.object()
                    .put("cmd", "start")
                    .put("model", MODEL)
                    .put("app_key", APPLICATION)
                    .put("key_material", secret())
                    .put("path", folder.resolve(name).toString());
            start.putObject("config")
                    .put("multicast_ipv4_interface", "127.0.0.1")
                    .put("multicast_ipv4_group", "224.0.0.224:22419")
                    .put("auto_accept_local_device", acceptsDevices)
                    .put("announce_frequency_in_ms", 1000);
            room = process.call(start, ANSWER).path("private_room").asText();
        }

        void write(String content) {
            ObjectNode command = Json.object()
                    .put("cmd", "mutate")
                    .put("q", "mutate { chat.Message { room_id: $room content: $content } }");
            command.putObject("params").put("room", room).put("content", content);
            process.call(command, ANSWER);
        }

        List<String> messages() {
            List<String> contents = new ArrayList<>();
            process.call(
                            Json.object()
                                    .put("cmd", "query")
                                    .put("q", "query { res: chat.Message(order_by(content asc)) { content } }"),
                            ANSWER)
                    .path("res")
                    .forEach(message -> contents.add(message.path("content").asText()));
            return contents;
        }

        void awaitEvent(String event) {
            if (process.awaitEvent(told -> told.path("event").asText().equals(event), ANSWER) == null) {
                throw new AssertionError(name + " has not told " + event + ". " + process.errors());
            }
        }

        /** Long enough for several meetings, none of which brings a row. */
        void awaitNothing() {
            JsonNode news = dataChanged(LONG_ENOUGH);
            assertThat(news).as("news on the %s", name).isNull();
        }

        private @Nullable JsonNode dataChanged(Duration limit) {
            return process.awaitEvent(told -> told.path("event").asText().equals("DataChanged"), limit);
        }

        void await(BooleanSupplier reached) {
            long end = System.nanoTime() + ANSWER.toNanos();
            while (!reached.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(name + " has " + messages() + ". " + process.errors());
                }
                dataChanged(LOOK_AGAIN);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
