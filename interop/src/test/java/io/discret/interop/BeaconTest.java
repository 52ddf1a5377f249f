package io.discret.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two users who have no multicast meet through a beacon of either kind (docs/protocol/40 §8, 50). */
@ExtendWith(LiveReference.class)
class BeaconTest {
    private static final String MODEL = "chat { Message { content: String } }";
    private static final String MESSAGES = "query { m: chat.Message { id content } }";
    private static final String ROOM =
            "mutate { r: sys.Room { admin: [{ verif_key: $key }] authorisations: [{ name: \"all\""
                    + " rights: [{ entity: \"*\" mutate_self: true mutate_all: false }] }] } }";

    /** The reference cannot tell which port the system chose; in a network of its own every port is free. */
    private static final int PORT = 4264;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "beacon of {0}, {1} invites {2}")
    @CsvSource({
        "JAVA, JAVA, RUST",
        "JAVA, RUST, JAVA",
        "JAVA, RUST, RUST",
        "RUST, JAVA, JAVA",
        "RUST, JAVA, RUST",
        "RUST, RUST, JAVA",
    })
    void usersMeetThroughABeacon(Side beacon, Side inviting, Side invited) throws IOException {
        Path own = Kept.folder(folder).resolve("beacon of " + beacon + ", " + inviting + " invites " + invited);
        try (Lan lan = Lan.open();
                Peer server = new Peer(setting(lan, own, Map.of()), beacon, "beacon", secret()).launch()) {
            String hash = server.send(Peer.command("beacon").put("port", PORT).put("multi", true))
                    .path("cert_hash")
                    .asText();
            Map<String, Object> config = Map.of(
                    "enable_multicast",
                    false,
                    "beacons",
                    List.of(Map.of("hostname", "127.0.0.1:" + PORT, "cert_hash", hash)));
            Peer.Setting setting = setting(lan, own, config);
            try (Peer anna = new Peer(setting, inviting, "anna", secret()).start();
                    Peer bert = new Peer(setting, invited, "bert", secret()).start()) {
                share(anna, bert);

                Together.await("both say PeerConnected", Together.CONNECT, () -> anna.met(bert) && bert.met(anna));
                Together.same(anna, bert, MESSAGES, answer -> answer.path("m").size() == 1);
                if (inviting != invited || inviting == Side.JAVA) {
                    // Two peers of the reference end connections of each other, and tell of that (docs/protocol/40 §9).
                    Together.noComplaints(anna, bert);
                }
            }
        }
    }

    private static Peer.Setting setting(Lan lan, Path folder, Map<String, Object> config) {
        return new Peer.Setting(lan, folder, new Meeting(Meeting.Way.BY_BEACON, "netty"), MODEL, config);
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** Make a room, write into it, and let the other user into it. */
    private static void share(Peer from, Peer to) {
        from.mutate(ROOM, Map.of("key", from.key));
        JsonNode room = from.query("query { r: sys.Room { id authorisations { id } } }")
                .path("r")
                .path(0);
        String id = room.path("id").asText();
        assertThat(id).isNotEmpty();
        from.mutate(
                "mutate { m: chat.Message { room_id: $room content: $content } }",
                Map.of("room", id, "content", "hello"));
        String invite = from.send(Peer.command("invite")
                        .put("room", id)
                        .put(
                                "authorisation",
                                room.path("authorisations").path(0).path("id").asText()))
                .asText();
        to.send(Peer.command("accept_invite").put("invite", invite));
    }
}
