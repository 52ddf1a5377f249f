package io.discret.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Java and reference peers through Java and reference beacons, in every combination (docs/protocol/40 §8, 50). The
 * environment variable {@code RUSTPEER} names the program of {@code interop/rustpeer}.
 */
@Tag("interop")
class BeaconInteropTest {
    private static final Duration ANSWER = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @BeforeAll
    static void needs_the_reference() {
        assumeTrue(
                Files.isExecutable(Path.of(rust())),
                "needs the program of interop/rustpeer; build it and set RUSTPEER to its path");
    }

    @ParameterizedTest
    @CsvSource({
        "java, java, rust",
        "java, rust, java",
        "java, rust, rust",
        "rust, java, java",
        "rust, java, rust",
        "rust, rust, java",
    })
    void two_users_meet_through_a_beacon(String beacon, String inviter, String invited) throws Exception {
        try (PeerProcess server = PeerProcess.start("beacon", command(beacon))) {
            int port = freePort();
            JsonNode opened = server.call(
                    Json.object().put("cmd", "beacon").put("port", port).put("multi", true), ANSWER);
            String hash = opened.path("cert_hash").asText();
            try (BeaconUser anna = new BeaconUser("anna", command(inviter), folder, "127.0.0.1:" + port, hash);
                    BeaconUser bert = new BeaconUser("bert", command(invited), folder, "127.0.0.1:" + port, hash)) {
                anna.share(bert);

                anna.await("PeerConnected");
                bert.await("PeerConnected");
                bert.awaitMessage();
            }
        }
    }

    private static List<String> command(String kind) {
        return kind.equals("rust") ? List.of(rust()) : BeaconUser.java();
    }

    private static String rust() {
        return System.getenv().getOrDefault("RUSTPEER", "rustpeer");
    }

    /** The reference cannot tell which port the system chose. */
    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
