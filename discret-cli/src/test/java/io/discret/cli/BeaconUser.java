package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user without multicast who knows a beacon; of this project or of the reference: both speak the same commands. */
final class BeaconUser implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Duration MEET = Duration.ofMinutes(2);

    private final String name;
    private final PeerProcess process;
    private final String verifyingKey;

    /**
     * Start one.
     *
     * @param command of a process that speaks the commands of {@code discret peer}
     * @param beacon host name and port
     */
    BeaconUser(String name, List<String> command, Path folder, String beacon, String hash) throws IOException {
        this.name = name;
        this.process = PeerProcess.start(name, command);
        Path own = Files.createDirectories(folder.resolve(name));
        ObjectNode start = Json.object()
                .put("cmd", "start")
                .put("model", "chat { Message { content: String } }")
                .put("app_key", "discret test")
                .put(
                        "key_material",
                        String.format("%02x", name.hashCode() & 0xff).repeat(32))
                .put("path", own.toString());
        ObjectNode config = start.putObject("config").put("enable_multicast", false);
        config.putArray("beacons").addObject().put("hostname", beacon).put("cert_hash", hash);
        verifyingKey = process.call(start, ANSWER).path("verifying_key").asText();
    }

    /** The command line of a peer of this project. */
    static List<String> java() {
        return Installed.onModulePath("peer", "--log", "WARNING");
    }

    /** Make a room, write into it, and let the other user into it by an invite. */
    void share(BeaconUser other) {
        call(Json.object()
                .put("cmd", "mutate")
                .put(
                        "q",
                        """
                        mutate { r: sys.Room { admin: [{ verif_key: $key }] authorisations: [{ name: "all" \
                        rights: [{ entity: "*" mutate_self: true mutate_all: false }] }] } }""")
                .set("params", Json.object().put("key", verifyingKey)));
        JsonNode room =
                query("query { res: sys.Room { id authorisations { id } } }").path(0);
        call(Json.object()
                .put("cmd", "mutate")
                .put("q", "mutate { m: chat.Message { room_id: $room content: \"hello\" } }")
                .set("params", Json.object().put("room", room.path("id").asText())));
        String invite = call(Json.object()
                        .put("cmd", "invite")
                        .put("room", room.path("id").asText())
                        .put(
                                "authorisation",
                                room.path("authorisations").path(0).path("id").asText()))
                .asText();
        other.call(Json.object().put("cmd", "accept_invite").put("invite", invite));
    }

    /** Messages this user has. */
    int messages() {
        return query("query { res: chat.Message { id content } }").size();
    }

    /** Wait for an event; fails when it does not come. */
    JsonNode await(String event) {
        JsonNode found = awaitOrNull(event);
        if (found == null) {
            throw new AssertionError(name + " was not told " + event + ". " + process.errors());
        }
        return found;
    }

    /** Wait until messages of the other user are here. */
    void awaitMessage() {
        long end = System.nanoTime() + MEET.toNanos();
        while (messages() == 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " has no message of the other. " + process.errors());
            }
            process.awaitEvent(event -> event.path("event").asText().equals("DataChanged"), Duration.ofMillis(200));
        }
    }

    private @Nullable JsonNode awaitOrNull(String event) {
        return process.awaitEvent(e -> e.path("event").asText().equals(event), MEET);
    }

    private JsonNode query(String text) {
        return call(Json.object().put("cmd", "query").put("q", text)).path("res");
    }

    private JsonNode call(JsonNode command) {
        return process.call((ObjectNode) command, ANSWER);
    }

    @Override
    public void close() {
        process.close();
    }
}
