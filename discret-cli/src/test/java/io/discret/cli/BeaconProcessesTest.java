package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two users without multicast meet through a beacon: three processes, real QUIC on loopback (docs/protocol/50). */
@Tag("process")
class BeaconProcessesTest {
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Duration MEET = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void users_without_multicast_meet_through_the_beacon_and_again_after_its_restart() throws Exception {
        Path files = folder.resolve("beacon");
        String hash;
        int port;
        try (BeaconProgram beacon = BeaconProgram.start(files, "--port", "0")) {
            hash = beacon.hash();
            port = beacon.port();
            try (PeerProcess anna = user("anna", "0a", port, hash);
                    PeerProcess bert = user("bert", "0b", port, hash)) {
                // Given two users who know each other by an invite only
                String invite =
                        anna.call(Json.object().put("cmd", "invite"), ANSWER).asText();
                bert.call(Json.object().put("cmd", "accept_invite").put("invite", invite), ANSWER);
                awaitEvent(anna, "PeerConnected");
                awaitEvent(bert, "PeerConnected");
                assertThat(beacon.stop()).contains("connections=");
                assertThat(lost(anna).path("reason").asText()).contains("127.0.0.1:" + port);
            }
        }

        // When the beacon starts again in its folder
        try (BeaconProgram again = BeaconProgram.start(files, "--port", String.valueOf(port))) {
            assertThat(again.hash()).isEqualTo(hash);
            try (PeerProcess anna = user("anna", "0a", port, hash);
                    PeerProcess bert = user("bert", "0b", port, hash)) {
                // Then they meet without an invite
                awaitEvent(anna, "PeerConnected");
                awaitEvent(bert, "PeerConnected");
            }
        }
        nothingOfItsClientsIsWritten(files);
    }

    @Test
    void a_wrong_configuration_ends_with_a_code_and_a_sentence() throws Exception {
        Files.writeString(folder.resolve("Beacon.conf.toml"), "port = 'none'\n");

        CommandRun run = CommandRun.of("beacon", "--folder", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("'port' of Beacon.conf.toml must be a whole number from 0 to 65535");
    }

    @Test
    void a_port_in_use_ends_with_a_code_and_a_sentence() throws Exception {
        try (BeaconProgram first = BeaconProgram.start(folder.resolve("one"), "--port", "0")) {
            CommandRun run = CommandRun.of(
                    "beacon", "--folder", folder.resolve("two").toString(), "--port", String.valueOf(first.port()));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("cannot be bound");
        }
    }

    private PeerProcess user(String name, String key, int port, String hash) {
        PeerProcess process = PeerProcess.start(name, Installed.onModulePath("peer", "--log", "WARNING"));
        ObjectNode command = Json.object()
                .put("cmd", "start")
                .put("model", "chat { Message { content: String } }")
                .put("app_key", "discret test")
                .put("key_material", key.repeat(32))
                .put("path", folder.resolve(name).toString());
        ObjectNode config = command.putObject("config").put("enable_multicast", false);
        config.putArray("beacons")
                .addObject()
                .put("hostname", "127.0.0.1:" + port)
                .put("cert_hash", hash);
        process.call(command, ANSWER);
        return process;
    }

    private static JsonNode lost(PeerProcess process) {
        JsonNode event = process.awaitEvent(
                e -> e.path("event").asText().equals("BeaconStatusChanged")
                        && !e.path("connected").asBoolean(),
                MEET);
        assertThat(event).as("the loss of the beacon is told").isNotNull();
        return event == null ? Json.object() : event;
    }

    private static void awaitEvent(PeerProcess process, String name) {
        assertThat(process.awaitEvent(event -> event.path("event").asText().equals(name), MEET))
                .as(name + ". " + process.errors())
                .isNotNull();
    }

    /** "Stores nothing on disk about clients" (docs/protocol/50). */
    private static void nothingOfItsClientsIsWritten(Path files) throws Exception {
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).as(file.toString()).doesNotContain("127.0.0.1");
            }
        }
        try (Stream<Path> logs = Files.list(files.resolve("logs"))) {
            assertThat(logs).isNotEmpty();
        }
    }
}
