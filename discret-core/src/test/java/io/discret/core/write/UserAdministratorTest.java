package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import io.discret.core.rooms.RoomAdmission;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User administrators who add users by themselves, where the application wants it (docs/protocol/30 B5, B6). */
final class UserAdministratorTest {
    private static final String ADD = "authorisations: [{ id: $auth users: [{ verif_key: $carol }] }]";

    @TempDir
    Path folder;

    private TwoPeers two;

    @BeforeEach
    void givenBobAdministersTheUsersOfARoomOfAlice() throws Exception {
        two = new TwoPeers(folder, true);
        two.shelf();
        two.change("authorisations: [{ id: $auth user_admin: [{ verif_key: $bob }] }]");
        two.change("authorisations: [{ name: \"others\" }]");
        two.names.put("others", other());
        two.give("room");
        two.now.addAndGet(1000);
    }

    @AfterEach
    void closeThem() {
        two.close();
    }

    /** H6: a row of the room or of the authorisation that he signs anew would be refused with everything. */
    @Test
    void heAddsAUserAndSignsNothingElseAnew() throws Exception {
        RoomNode before = two.definition(two.bob, "room");

        two.mutate(two.bob, "sys.Room { id: $room " + ADD + " }");

        RoomNode after = two.definition(two.bob, "room");
        assertThat(after.node()).isEqualTo(before.node());
        assertThat(after.authNodes().stream().map(AuthorisationNode::node).toList())
                .isEqualTo(
                        before.authNodes().stream().map(AuthorisationNode::node).toList());
        assertThat(after.lastModified()).isGreaterThan(before.lastModified());
        assertThat(two.room(two.bob, "room").isMember(two.key("carol"), two.now.get()))
                .isTrue();
    }

    @Test
    void aMemberAndANewcomerAcceptIt() throws Exception {
        two.mutate(two.bob, "sys.Room { id: $room " + ADD + " }");

        two.give("room", two.bob, two.alice);

        assertThat(two.room(two.alice, "room").isMember(two.key("carol"), two.now.get()))
                .isTrue();
        try (LocalPeer carol = new LocalPeer(folder.resolve("carol"), TwoPeers.MODEL, 3, two.clock(), false)) {
            two.give("room", two.bob, carol);
            assertThat(two.room(carol, "room").isMember(two.key("carol"), two.now.get()))
                    .isTrue();
        }
        // The administrator goes on from there.
        two.now.addAndGet(1000);
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $carol enabled: false }] }]");
        two.give("room");
        assertThat(two.room(two.bob, "room").isMember(two.key("carol"), two.now.get()))
                .isFalse();
        assertThat(RoomAdmission.create(two.definition(two.bob, "room"))).isNotNull();
    }

    @Test
    void heDoesNothingElse() {
        for (String parts : List.of(
                "",
                "admin: [{ verif_key: $bob }]",
                "admin: [{ verif_key: $bob }] " + ADD,
                "authorisations: [{ id: $auth name: \"b\" users: [{ verif_key: $carol }] }]",
                "authorisations: [{ id: $auth user_admin: [{ verif_key: $carol }] }]",
                "authorisations: [{ id: $auth rights: [{ entity: \"*\" mutate_self: true mutate_all: true }] }]",
                "authorisations: [{ name: \"b\" users: [{ verif_key: $carol }] }]",
                "authorisations: [{ id: $others users: [{ verif_key: $carol }] }]",
                "authorisations: [{ id: $auth users: [{ verif_key: $carol }] },"
                        + " { id: $others users: [{ verif_key: $carol }] }]")) {
            assertThat(two.refusal(two.bob, "sys.Room { id: $room " + parts + " }"))
                    .as(parts)
                    .isEqualTo(ErrorCode.NOT_AUTHORISED);
        }
    }

    @Test
    void whenHisOfficeEndsHeAddsNobody() throws Exception {
        two.change("authorisations: [{ id: $auth user_admin: [{ verif_key: $bob enabled: false }] }]");
        two.give("room");

        assertThat(two.refusal(two.bob, "sys.Room { id: $room " + ADD + " }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    private String other() throws Exception {
        return two.definition(two.alice, "room").authNodes().stream()
                .map(part -> part.node().id())
                .filter(id -> !id.equals(two.uid("auth")))
                .findAny()
                .orElseThrow()
                .toString();
    }
}
