package io.discret.interop;

import static io.discret.interop.Together.same;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A user of Java and one of the reference: an invite, two common rooms, rights, and somebody who comes later. */
@ExtendWith(LiveReference.class)
@ParameterizedClass(name = "{0} invites, {1}")
@MethodSource("sides")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoUsersTest {
    private static final String MODEL = "chat { Message { content: String, n: Integer nullable } }";
    private static final String MESSAGES = "query { m: chat.Message (order_by(content asc, id asc))"
            + " { id room_id cdate mdate verifying_key content n } }";
    private static final String ROOM =
            "mutate { r: sys.Room { admin: [{ verif_key: $key }] authorisations: [{ name: \"members\""
                    + " rights: [{ entity: \"chat.Message\" mutate_self: true mutate_all: false }] }] } }";
    private static final String AUTHORISATIONS = "query { r: sys.Room { id authorisations { id } } }";
    private static final String PEERS =
            "query { p: sys.AllowedPeer (status = \"enabled\") { peer { verifying_key } } }";
    private static final String OWNED = "query { i: sys.OwnedInvite { id } }";
    private static final String HELD = "query { i: sys.Invite { id } }";
    private static final String USERS =
            "query { r: sys.Room(nullable(authorisations)) { authorisations(nullable(users)) { users { verif_key enabled } } } }";
    private static final String INSERT = "mutate { m: chat.Message { room_id: $room content: $content } }";
    private static final String ADD_USER =
            "mutate { sys.Room { id: $room authorisations: [{ id: $auth users: [{ verif_key: $user enabled: $enabled }] }] } }";

    private static Lan lan;
    private static Peer.Setting setting;
    private static Peer inviter;
    private static Peer guest;
    private static String room = "";
    private static String authorisation = "";
    private static String second = "";

    @TempDir
    static Path folder;

    @Parameter(0)
    Side invites;

    @Parameter(1)
    Meeting meeting;

    static Stream<Arguments> sides() {
        return Meeting.usual().flatMap(meeting -> Stream.of(Side.values()).map(side -> Arguments.of(side, meeting)));
    }

    @BeforeParameterizedClassInvocation
    static void open(Side invites, Meeting meeting) throws IOException {
        lan = Lan.open();
        setting = new Peer.Setting(
                lan, Kept.folder(folder).resolve(invites + " invites, " + meeting), meeting, MODEL, Map.of());
        inviter = new Peer(setting, invites, "inviter", secret()).start();
        guest = new Peer(setting, invites.other(), "guest", secret()).start();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        inviter.close();
        guest.close();
        lan.close();
    }

    @AfterEach
    void noErrors() {
        Together.noComplaints(inviter, guest);
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    @Test
    @Order(1)
    void anInviteIntoARoom() {
        JsonNode made = makeRoom();
        room = made.path("id").asText();
        authorisation = made.path("authorisations").path(0).path("id").asText();
        insert(inviter, room, "from before the invite");

        invite(inviter, guest);

        same(inviter, guest, MESSAGES, answer -> answer.path("m").size() == 1);
        assertThat(inviter.query(OWNED).path("i")).isEmpty();
        assertThat(guest.query(HELD).path("i")).isEmpty();
    }

    private static JsonNode makeRoom() {
        String id = inviter.mutate(ROOM, Map.of("key", inviter.key))
                .path("r")
                .path("id")
                .asText();
        JsonNode found = null;
        for (JsonNode one : inviter.query(AUTHORISATIONS).path("r")) {
            if (id.isEmpty() || one.path("id").asText().equals(id)) {
                found = one;
            }
        }
        assertThat(found).isNotNull();
        return found;
    }

    private static void invite(Peer from, Peer to) {
        ObjectNode command = Peer.command("invite").put("room", room).put("authorisation", authorisation);
        to.send(Peer.command("accept_invite").put("invite", from.send(command).asText()));
        Together.await("both say PeerConnected", Together.CONNECT, () -> from.met(to) && to.met(from));
        Together.await(
                "both are allowed peers of each other",
                Together.CONNECT,
                () -> from.query(PEERS).toString().contains(to.key)
                        && to.query(PEERS).toString().contains(from.key));
    }

    private static void insert(Peer peer, String where, String content) {
        peer.mutate(INSERT, Map.of("room", where, "content", content));
    }

    @ParameterizedTest(name = "rows, updates and deletions in a common room, {0} writes")
    @EnumSource
    @Order(2)
    void rowsInACommonRoom(Side writer) {
        Peer peer = inviter.side == writer ? inviter : guest;
        insert(peer, room, writer + " stays");
        insert(peer, room, writer + " goes");
        JsonNode rows =
                same(inviter, guest, MESSAGES, answer -> answer.toString().contains(writer + " goes"));
        String stays = id(rows, writer + " stays");
        peer.mutate("mutate { m: chat.Message { id: $id n: $n } }", Map.of("id", stays, "n", 7));
        peer.delete("delete { chat.Message { $id } }", Map.of("id", id(rows, writer + " goes")));

        same(
                inviter,
                guest,
                MESSAGES,
                answer -> !answer.toString().contains(writer + " goes")
                        && answer.toString().contains("\"n\":7"));
    }

    @Test
    @Order(3)
    void rowsOfOthersAreRefusedOnBothSides() {
        JsonNode rows = inviter.query(MESSAGES);
        String ofInviter = id(rows, inviter.side + " stays");
        String ofGuest = id(rows, guest.side + " stays");

        inviter.refused(
                Peer.change("mutate", "mutate { m: chat.Message { id: $id n: $n } }", Map.of("id", ofGuest, "n", 1)));
        guest.refused(
                Peer.change("mutate", "mutate { m: chat.Message { id: $id n: $n } }", Map.of("id", ofInviter, "n", 1)));
    }

    @Test
    @Order(4)
    void aMoveIntoASecondCommonRoom() {
        JsonNode made = makeRoom();
        second = made.path("id").asText();
        inviter.mutate(
                ADD_USER,
                Map.of(
                        "room",
                        second,
                        "auth",
                        made.path("authorisations").path(0).path("id").asText(),
                        "user",
                        guest.key,
                        "enabled",
                        true));
        insert(inviter, second, "in the second room");
        same(inviter, guest, MESSAGES, answer -> answer.toString().contains("in the second room"));
        String row = id(inviter.query(MESSAGES), inviter.side + " stays");

        inviter.mutate(
                "mutate { m: chat.Message { id: $id room_id: $room content: $content } }",
                Map.of("id", row, "room", second, "content", "moved"));

        same(inviter, guest, MESSAGES, answer -> answer.path("m").toString().contains("\"content\":\"moved\""));
    }

    @Test
    @Order(5)
    void aUserIsDisabled() {
        inviter.mutate(ADD_USER, Map.of("room", room, "auth", authorisation, "user", guest.key, "enabled", false));
        Together.await(guest + " learns that it is disabled", Together.ARRIVE, () -> guest.query(USERS)
                .toString()
                .contains("\"enabled\":false"));
        guest.refused(Peer.change("mutate", INSERT, Map.of("room", room, "content", "after its rights")));

        insert(inviter, room, "after the guest");
        insert(inviter, second, "a later row of the second room");
        Together.await("the second room goes on", Together.ARRIVE, () -> guest.query(MESSAGES)
                .toString()
                .contains("a later row of the second room"));
    }

    /** A room in which somebody was disabled: the reference sends its parts so that its own newcomers refuse them. */
    @Test
    @Order(6)
    void aNewcomerToARoomWithHistory() throws IOException {
        try (Peer newcomer = new Peer(setting, invites.other(), "newcomer", secret()).start()) {
            invite(inviter, newcomer);

            Together.await(
                    "the newcomer has the rows of the room",
                    Together.ARRIVE,
                    () -> newcomer.query(MESSAGES).toString().contains("from before the invite")
                            && newcomer.query(MESSAGES).toString().contains("after the guest"));
            insert(newcomer, room, "from the newcomer");
            Together.await("its row arrives", Together.ARRIVE, () -> inviter.query(MESSAGES)
                    .toString()
                    .contains("from the newcomer"));
            Together.noComplaints(newcomer);
        }
    }

    private static String id(JsonNode rows, String content) {
        for (JsonNode row : rows.path("m")) {
            if (row.path("content").asText().equals(content)) {
                return row.path("id").asText();
            }
        }
        throw new AssertionError("no row '" + content + "'");
    }
}
