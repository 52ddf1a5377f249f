package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes over QUIC: invite, default room, revocation, second device (docs/protocol/31 §7, §8.5). */
@Tag("process")
class ThreeProcessesTest {
    private static final String ALICE = "a1".repeat(32);
    private static final String BOB = "b0".repeat(32);
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final String MODEL = "chat { Message { content: String } }";
    private static final String NEW_ROOM =
            """
            mutate { room: sys.Room {
                admin: [{ verif_key: $me }]
                authorisations: [{
                    name: "writers"
                    rights: [{ entity: "chat.Message" mutate_self: true mutate_all: false }]
                    users: [{ verif_key: $me }]
                }]
            } }""";
    private static final String STATEMENT =
            """
            mutate { sys.Room { id: $room authorisations: [{
                id: $authorisation users: [{ verif_key: $user enabled: $enabled }]
            }] } }""";

    @TempDir
    Path folder;

    @Test
    void an_invited_user_writes_until_the_rights_end_and_a_second_device_has_it_all() {
        try (Member laptop = new Member("laptop", ALICE).start();
                Member bob = new Member("bob", BOB).start();
                Member phone = new Member("phone", ALICE)) {
            // Given two rooms of Alice and a message in each
            Room shared = laptop.newRoom();
            Room kept = laptop.newRoom();
            laptop.write(shared.id(), "welcome");
            laptop.write(kept.id(), "also here");

            // When Bob accepts an invite to the first and is added to the second
            bob.call(bob.command("accept_invite").put("invite", laptop.invite(shared)));
            bob.awaitMessages(shared.id(), List.of("welcome"));
            laptop.user(kept, bob.key(), true);
            bob.awaitMessages(kept.id(), List.of("also here"));

            // Then what he writes arrives, and the invite is used up on both sides
            bob.write(shared.id(), "from bob");
            laptop.awaitMessages(shared.id(), List.of("from bob", "welcome"));
            laptop.awaitNone("query { res: sys.OwnedInvite { id } }");
            bob.awaitNone("query { res: sys.Invite { id } }");
            assertThat(laptop.query("query { res: sys.AllowedPeer(status = \"enabled\") { id } }"))
                    .hasSize(2);

            // When a second device of Alice comes
            phone.start();
            // Then it has the rooms with all that is in them, and writes in them as she does
            phone.awaitMessages(shared.id(), List.of("from bob", "welcome"));
            phone.write(shared.id(), "from the phone");
            bob.awaitMessages(shared.id(), List.of("from bob", "from the phone", "welcome"));

            // When Bob's rights in the first room end
            laptop.user(shared, bob.key(), false);
            phone.awaitDisabled(shared, bob.key());
            bob.tryToWrite(shared.id(), "too late");
            bob.write(kept.id(), "still here");
            laptop.write(shared.id(), "among us");

            // Then nothing he writes there arrives, and nothing goes to him; the second room goes on
            phone.awaitMessages(shared.id(), List.of("among us", "from bob", "from the phone", "welcome"));
            phone.awaitMessages(kept.id(), List.of("also here", "still here"));
            laptop.awaitMessages(kept.id(), List.of("also here", "still here"));
            assertThat(laptop.messages(shared.id())).doesNotContain("too late");
            assertThat(phone.messages(shared.id())).doesNotContain("too late");
            assertThat(bob.messages(shared.id())).doesNotContain("among us");
        }
    }

    private record Room(String id, String authorisation) {}

    /** One process with one database. */
    private final class Member implements AutoCloseable {
        private final String name;
        private final String secret;
        private final List<PeerProcess> processes = new ArrayList<>();
        private String key = "";

        Member(String name, String secret) {
            this.name = name;
            this.secret = secret;
        }

        Member start() {
            processes.add(PeerProcess.start(name, Installed.onModulePath("peer", "--log", "WARNING")));
            ObjectNode start = command("start")
                    .put("model", MODEL)
                    .put("app_key", "discret test")
                    .put("key_material", secret)
                    .put("path", folder.resolve(name).toString());
            start.putObject("config")
                    .put("multicast_ipv4_interface", "127.0.0.1")
                    .put("multicast_ipv4_group", "224.0.0.224:22413")
                    .put("announce_frequency_in_ms", 1000);
            key = call(start).path("verifying_key").asText();
            return this;
        }

        String key() {
            return key;
        }

        ObjectNode command(String name) {
            return Json.object().put("cmd", name);
        }

        JsonNode call(ObjectNode command) {
            return process().call(command, ANSWER);
        }

        JsonNode query(String query) {
            return call(command("query").put("q", query)).path("res");
        }

        Room newRoom() {
            ObjectNode command = command("mutate").put("q", NEW_ROOM);
            command.putObject("params").put("me", key);
            JsonNode room = call(command).path("room");
            return new Room(
                    room.path("id").asText(),
                    room.path("authorisations").path(0).path("id").asText());
        }

        String invite(Room room) {
            return call(command("invite").put("room", room.id()).put("authorisation", room.authorisation()))
                    .asText();
        }

        void user(Room room, String user, boolean enabled) {
            ObjectNode command = command("mutate").put("q", STATEMENT);
            command.putObject("params")
                    .put("room", room.id())
                    .put("authorisation", room.authorisation())
                    .put("user", user)
                    .put("enabled", enabled);
            call(command);
        }

        void write(String room, String content) {
            call(writing(room, content));
        }

        /** Write what nobody will accept; a device that knows its rights ended refuses it at once. */
        void tryToWrite(String room, String content) {
            try {
                write(room, content);
            } catch (Failure refused) {
                assertThat(refused).hasMessageContaining("right");
            }
        }

        private ObjectNode writing(String room, String content) {
            ObjectNode command =
                    command("mutate").put("q", "mutate { chat.Message { room_id: $room content: $content } }");
            command.putObject("params").put("room", room).put("content", content);
            return command;
        }

        /** The messages of a room, in order of their text. */
        List<String> messages(String room) {
            List<String> contents = new ArrayList<>();
            query("query { res: chat.Message(room_id = \"" + room + "\", order_by(content asc)) { content } }")
                    .forEach(message -> contents.add(message.path("content").asText()));
            return contents;
        }

        void awaitMessages(String room, List<String> expected) {
            await(() -> messages(room).equals(expected), () -> "messages " + messages(room) + ", not " + expected);
        }

        void awaitNone(String query) {
            await(() -> query(query).isEmpty(), () -> "answers to " + query);
        }

        void awaitDisabled(Room room, String user) {
            await(
                    () -> !query("query { res: sys.UserAuth(verif_key = \"" + user + "\", enabled = false) { id } }")
                            .isEmpty(),
                    () -> "no end of the rights in " + room.id());
        }

        private void await(BooleanSupplier reached, Supplier<String> state) {
            long end = System.nanoTime() + ANSWER.toNanos();
            while (!reached.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(
                            name + " has " + state.get() + ". " + process().errors());
                }
                process().awaitEvent(event -> event.path("event").asText().equals("DataChanged"), LOOK_AGAIN);
            }
        }

        private PeerProcess process() {
            return processes.get(0);
        }

        @Override
        public void close() {
            processes.forEach(PeerProcess::close);
        }
    }
}
