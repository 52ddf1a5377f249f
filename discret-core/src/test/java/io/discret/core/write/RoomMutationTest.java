package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.core.db.Changes;
import io.discret.core.db.Database;
import io.discret.core.db.OpenDatabase;
import io.discret.core.db.WriteTask;
import io.discret.core.db.WriteTransaction;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomAdmission;
import io.discret.core.wire.AuthorisationNode;
import io.discret.core.wire.RoomNode;
import io.discret.spi.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms created and changed by the own user (docs/protocol/30 §3, §14). */
final class RoomMutationTest {
    private static final String BOOK = "shop.Book { room_id: $room title: \"a\" }";

    @TempDir
    Path folder;

    private TwoPeers two;

    @BeforeEach
    void openThem() {
        two = new TwoPeers(folder);
    }

    @AfterEach
    void closeThem() {
        two.close();
    }

    /** §14: "room with admin me, one auth with rights, no users: ok; I may write (admin)"; M7, M9. */
    @Test
    void whoCreatesARoomMayWriteInIt() throws Exception {
        List<Changes> commits = new ArrayList<>();
        two.alice.open.database.onCommit(Database.WRITER, commits::add);
        two.define(
                "room",
                "auth",
                """
                admin: [{ verif_key: $alice }] authorisations: [{ name: "all"
                  rights: [{ entity: "shop.Book" mutate_self: true mutate_all: true }] }]""");

        RoomNode definition = two.definition(two.alice, "room");
        long now = two.now.get();
        assertThat(DefinitionRows.nodes(definition))
                .hasSize(4)
                .allMatch(row -> row.mdate() == now && row.roomId() == null);
        assertThat(DefinitionRows.edges(definition)).hasSize(3).allMatch(edge -> edge.cdate() == now);
        assertThat(definition.node().json()).isEqualTo("{}");
        assertThat(definition.adminNodes().get(0).json())
                .isEqualTo("{\"32\":\"" + two.key("alice") + "\",\"33\":true}");
        assertThat(two.definitionDate("room")).isEqualTo(now);
        // 11 §11.4: "top-level sys.Room mutation: none (room definitions have their own log)"
        assertThat(commits).hasSize(1);
        assertThat(commits.get(0).rooms()).isEmpty();
        assertThat(commits.get(0).definitions()).containsOnlyKeys(two.uid("room"));
        two.write(two.alice, "book", BOOK);
        String shown = two.alice
                .query("query { sys.Room { admin { enabled } authorisations { name } } }", Parameters.create())
                .text();
        assertThat(shown).contains("\"admin\":[{\"enabled\":true}],\"authorisations\":[{\"name\":\"all\"}]");
    }

    /** M6: "the creator must list himself in admin to create rights or users"; §14 "ok, but nobody can change it". */
    @Test
    void whoGivesRightsMustBeAdministrator() throws Exception {
        String rights = "rights: [{ entity: \"*\" mutate_self: true mutate_all: true }]";
        assertThat(two.refusal(two.alice, "sys.Room { authorisations: [{ name: \"a\" " + rights + " }] }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(two.alice, "sys.Room { admin: [{ verif_key: $bob }] }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(
                        two.alice,
                        "sys.Room { admin: [{ verif_key: $alice }, { verif_key: $alice enabled: false }]"
                                + " authorisations: [{ name: \"a\" }] }"))
                .as("the last entry of one date holds")
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        JsonNode made = two.mutate(two.alice, "sys.Room { authorisations: [{ name: \"a\" }] }");
        two.names.put("room", made.at("/sys.Room/id").asText());
        two.names.put("auth", made.at("/sys.Room/authorisations/0/id").asText());
        assertThat(two.refusal(two.alice, "sys.Room { id: $room authorisations: [{ id: $auth name: \"b\" }] }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /** M2 and §14: "any of these by a non-admin: AuthorisationRejected", and that comes first. */
    @Test
    void onlyAdministratorsChangeARoom() throws Exception {
        two.shelf();
        two.change("authorisations: [{ id: $auth user_admin: [{ verif_key: $bob }] }]");
        two.give("room");
        for (String parts : List.of(
                "",
                "admin: null",
                "admin: [{ verif_key: $bob }]",
                "authorisations: [{ id: $auth name: \"b\" }]",
                "authorisations: [{ name: \"b\" }]",
                // The reference lets no user administrator add users by himself (B6).
                "authorisations: [{ id: $auth users: [{ verif_key: $carol }] }]")) {
            assertThat(two.refusal(two.bob, "sys.Room { id: $room " + parts + " }"))
                    .as(parts)
                    .isEqualTo(ErrorCode.NOT_AUTHORISED);
        }
        assertThat(two.room(two.bob, "room")
                        .authorisations()
                        .get(two.uid("auth"))
                        .canAdminUsers(two.key("bob"), Long.MAX_VALUE))
                .isTrue();
        two.names.put("private", two.alice.identity.privateRoom().toString());
        assertThat(two.refusal(two.alice, "sys.Room { id: $private }")).isEqualTo(ErrorCode.UNKNOWN_ID);
        assertThat(two.refusal(two.alice, "sys.Room { id: $nowhere }")).isEqualTo(ErrorCode.UNKNOWN_ID);
        assertThat(two.refusal(two.alice, "sys.Room { id: $auth }")).isEqualTo(ErrorCode.UNKNOWN_ID);
    }

    /** M1, M3, M4, M5 and the table of §14. */
    @Test
    void whatATextMustNotSay() throws Exception {
        two.shelf();
        two.define("other", "otherAuth", "admin: [{ verif_key: $alice }] authorisations: [{ name: \"o\" }]");
        RoomNode definition = two.definition(two.alice, "room");
        two.names.put("entry", definition.adminNodes().get(0).id().toString());
        two.names.put(
                "right", definition.authNodes().get(0).rightNodes().get(0).id().toString());
        check("admin: null", ErrorCode.ROOM_REFERENCE_REMOVAL);
        check("authorisations: null", ErrorCode.ROOM_REFERENCE_REMOVAL);
        check("authorisations: [{ id: $auth users: null }]", ErrorCode.ROOM_REFERENCE_REMOVAL);
        check("authorisations: [{ id: $auth user_admin: null }]", ErrorCode.ROOM_REFERENCE_REMOVAL);
        check("authorisations: [{ id: $auth rights: null }]", ErrorCode.ROOM_REFERENCE_REMOVAL);
        check("room_id: $other admin: [{ verif_key: $bob }]", ErrorCode.ROOM_ID_FORBIDDEN);
        check("admin: [{ room_id: $other verif_key: $bob }]", ErrorCode.ROOM_ID_FORBIDDEN);
        check("authorisations: [{ room_id: $other name: \"x\" }]", ErrorCode.ROOM_ID_FORBIDDEN);
        check(
                "authorisations: [{ id: $auth users: [{ room_id: $other verif_key: $bob }] }]",
                ErrorCode.ROOM_ID_FORBIDDEN);
        check("admin: [{ id: $entry enabled: false }]", ErrorCode.UPDATE_FORBIDDEN);
        check("authorisations: [{ id: $auth users: [{ id: $entry }] }]", ErrorCode.UPDATE_FORBIDDEN);
        check("authorisations: [{ id: $auth rights: [{ id: $right mutate_all: true }] }]", ErrorCode.UPDATE_FORBIDDEN);
        check("authorisations: [{ id: $otherAuth name: \"x\" }]", ErrorCode.NOT_IN_ROOM);
        check("admin: [{ verif_key: \"AAAA\" }]", ErrorCode.BAD_KEY);
        check("admin: [{ verif_key: $alice enabled: false }]", ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(two.alice, "sys.Room { authorisations: [{ id: $auth }] }"))
                .isEqualTo(ErrorCode.NOT_IN_ROOM);
        assertThat(two.refusal(two.alice, "sys.Room { room_id: $other admin: [{ verif_key: $alice }] }"))
                .isEqualTo(ErrorCode.ROOM_ID_FORBIDDEN);
        assertThat(two.definition(two.alice, "room")).isEqualTo(definition);
    }

    private void check(String parts, ErrorCode expected) {
        assertThat(two.refusal(two.alice, "sys.Room { id: $room " + parts + " }"))
                .as(parts)
                .isEqualTo(expected);
    }

    /** M6: "an admin cannot disable himself; he can disable another admin". */
    @Test
    void administratorsDisableEachOther() throws Exception {
        two.shelf();
        two.change("admin: [{ verif_key: $bob }]");
        two.give("room");
        two.now.addAndGet(1000);
        two.mutate(two.bob, "sys.Room { id: $room admin: [{ verif_key: $alice enabled: false }] }");
        two.give("room", two.bob, two.alice);
        assertThat(two.refusal(two.alice, "sys.Room { id: $room admin: [{ verif_key: $alice }] }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(two.alice, BOOK)).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /**
     * Decision 006: Bob's clock is hours ahead, and Alice disables him before the dates of what he said. It has no effect any
     * more for her either, and a newcomer gets a definition whose every row was signed by somebody who could.
     */
    @Test
    void whatADisabledAdministratorSaysLaterIsLeftOutAtOnce() throws Exception {
        two.shelf();
        two.change("admin: [{ verif_key: $bob }]");
        two.give("room");
        long right = two.now.get() + 1000;
        two.now.addAndGet(Duration.ofHours(44).toMillis());
        two.mutate(two.bob, "sys.Room { id: $room authorisations: [{ id: $auth users: [{ verif_key: $carol }] }] }");
        long ahead = two.now.get();
        two.give("room", two.bob, two.alice);
        assertThat(two.room(two.alice, "room").isMember(two.key("carol"), ahead))
                .isTrue();

        two.now.set(right);
        two.change("admin: [{ verif_key: $bob enabled: false }]");

        assertThat(two.room(two.alice, "room").hasUser(two.key("carol"))).isFalse();
        assertThat(two.room(two.alice, "room").isMember(two.key("bob"), right)).isTrue();
        RoomNode after = two.definition(two.alice, "room");
        assertThat(after.authNodes().get(0).node().verifyingKey())
                .isEqualTo(two.key("alice").bytes());
        assertThat(RoomAdmission.create(after).definition()).isEqualTo(after);
        assertThat(two.definitionDate("room")).isGreaterThan(ahead);
        two.give("room");
        assertThat(two.room(two.bob, "room")).isEqualTo(two.room(two.alice, "room"));
    }

    /** M8: which rows are signed again; M7: entries and edges carry the date of the mutation. */
    @Test
    void onlyRowsThatGetLinksAreSignedAgain() throws Exception {
        two.shelf();
        RoomNode before = two.definition(two.alice, "room");
        two.now.addAndGet(1000);
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $carol }] }]");
        RoomNode after = two.definition(two.alice, "room");
        assertThat(after.node()).isEqualTo(before.node());
        Node authorisation = after.authNodes().get(0).node();
        assertThat(authorisation.mdate()).isEqualTo(two.now.get());
        assertThat(authorisation.json())
                .isEqualTo(before.authNodes().get(0).node().json());
        assertThat(after.authNodes().get(0).userEdges()).hasSize(2).anyMatch(edge -> edge.cdate() == two.now.get());

        two.now.addAndGet(1000);
        two.change("authorisations: [{ id: $auth name: \"writers\" }]");
        two.change("admin: [{ verif_key: $bob }]");
        assertThat(two.definition(two.alice, "room").authNodes().get(0).node().mdate())
                .isEqualTo(two.now.get());
        assertThat(two.definition(two.alice, "room").node().mdate()).isEqualTo(two.now.get());
    }

    /** M9: "room definition date := mutation date, even when nothing changed"; never behind what peers know (B18). */
    @Test
    void theDateOfTheDefinitionMovesOn() throws Exception {
        two.shelf();
        two.now.addAndGet(1000);
        two.change("");
        assertThat(two.definitionDate("room")).isEqualTo(two.now.get());
        long known = two.now.get() + 5000;
        two.definitionDate(two.alice, "room", known);
        two.change("admin: [{ verif_key: $carol }]");
        assertThat(two.definitionDate("room")).isGreaterThan(known);
    }

    /** B18: two who go on apart from one date, later than their clocks, must not come to one again: nobody would fetch. */
    @Test
    void twoWhoGoOnApartComeToTwoDates() throws Exception {
        two.shelf();
        two.now.addAndGet(1000);
        two.change("admin: [{ verif_key: $bob }]");
        two.give("room");
        long known = two.now.get() + 5000;
        two.definitionDate(two.alice, "room", known);
        two.definitionDate(two.bob, "room", known);

        two.now.addAndGet(1000);
        two.mutate(two.alice, "sys.Room { id: $room admin: [{ verif_key: $carol }] }");
        two.mutate(two.bob, "sys.Room { id: $room authorisations: [{ id: $auth users: [{ verif_key: $carol }] }] }");

        assertThat(two.definitionDate(two.alice, "room")).isGreaterThan(known);
        assertThat(two.definitionDate(two.bob, "room"))
                .isGreaterThan(known)
                .isNotEqualTo(two.definitionDate(two.alice, "room"));
    }

    /** R2, M4: "a future-dated entry already present: InvalidUserDate"; a clock behind by less is followed. */
    @Test
    void aLaterEntryOfSomebodyElseIsNotOvertaken() throws Exception {
        two.shelf();
        two.now.addAndGet(-30_000);
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $bob enabled: false }] }]");
        assertThat(two.room(two.alice, "room").isMember(two.key("bob"), two.now.get() + 40_000))
                .isFalse();
        // Beyond what clocks of honest devices explain nobody was an administrator yet.
        two.now.addAndGet(-3_600_000);
        assertThat(two.refusal(two.alice, "sys.Room { id: $room admin: [{ verif_key: $bob }] }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        two.now.addAndGet(3_600_000 + 100_000);
        two.change("admin: [{ verif_key: $bob }] authorisations: [{ id: $auth users: [{ verif_key: $bob }] }]");
        two.now.addAndGet(-65_000);
        check("admin: [{ verif_key: $bob enabled: false }]", ErrorCode.USER_DATE_ORDER);
    }

    /** B14: "apply several blocks on one room cumulatively"; several rooms, and rows, in one text. */
    @Test
    void severalRoomsInOneMutation() throws Exception {
        two.shelf();
        two.names.put("same", two.uid("room").toString());
        JsonNode made = two.mutate(
                two.alice,
                """
                a: sys.Room { admin: [{ verif_key: $alice }] authorisations: [{ name: "a" }] }
                b: sys.Room { id: $room admin: [{ verif_key: $bob }] }
                c: sys.Room { id: $room authorisations: [{ id: $auth
                     rights: [{ entity: "shop.Author" mutate_self: true mutate_all: false }] }] }
                d: shop.Author { room_id: $same name: "granted in the same text" }""");
        assertThat(made.size()).isEqualTo(4);
        Room room = two.room(two.alice, "room");
        assertThat(room.isAdmin(two.key("bob"), two.now.get() + 1)).isTrue();
        assertThat(room.authorisations().get(two.uid("auth")).rights()).containsKeys("shop.Book", "shop.Author");
        assertThat(two.alice.rooms.all()).hasSize(3);

        assertThat(
                        two.refusal(
                                two.alice,
                                """
                sys.Room { id: $room authorisations: [{ id: $auth
                  rights: [{ entity: "shop.Author" mutate_self: false mutate_all: false }] }] }
                d: shop.Author { room_id: $same name: "taken in the same text" }"""))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.room(two.alice, "room")).as("all or nothing").isEqualTo(room);
    }

    /** B4: reference members accept users of a new authorisation only from a user administrator of it. */
    @Test
    void whoAddsAnAuthorisationWithUsersAdministersThem() throws Exception {
        two.shelf();
        two.change("authorisations: [{ name: \"new\" users: [{ verif_key: $carol }] }]");
        two.change("authorisations: [{ name: \"listed\" users: [{ verif_key: $carol }]"
                + " user_admin: [{ verif_key: $alice }] }]");
        two.change("authorisations: [{ name: \"empty\" }]");
        two.give("room");
        RoomNode definition = two.definition(two.bob, "room");
        for (AuthorisationNode part : definition.authNodes()) {
            String json = part.node().json();
            boolean listed = json != null && (json.contains("new") || json.contains("listed"));
            assertThat(part.userAdminNodes()).as(json).hasSize(listed ? 1 : 0);
        }
    }

    /** §7: "load every room": also one with several entries on one user and one right. */
    @Test
    void aRestartKeepsTheRooms() throws Exception {
        two.shelf();
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $bob enabled: false }] }]");
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $bob }]"
                + " rights: [{ entity: \"shop.Book\" mutate_self: true mutate_all: true }] }]");
        two.define("empty", "none", "");
        Collection<Room> before = List.copyOf(two.alice.rooms.all());
        two.alice.close();
        try (LocalPeer again = new LocalPeer(folder.resolve("alice"), TwoPeers.MODEL, 1, two.clock(), false)) {
            assertThat(again.rooms.all())
                    .containsExactlyInAnyOrderElementsOf(before)
                    .hasSize(3);
            two.mutate(again, BOOK);
        }
    }

    /** A commit that fails leaves the rooms in force as they were, and nobody hears of it. */
    @Test
    void aFailedCommitLeavesTheRoomsInForce() throws Exception {
        two.shelf();
        Room before = two.room(two.alice, "room");
        List<Changes> told = new ArrayList<>();
        two.alice.open.database.onCommit(Database.WRITER, told::add);
        CountDownLatch latch = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> held = two.alice.open.database.write(tx -> {
            begun.countDown();
            await(latch);
            return null;
        });
        // Its group has begun without the next two, so that these share one.
        await(begun);
        CompletableFuture<?> change = two.alice.mutations.mutate(
                "mutate { sys.Room { id: $room admin: [{ verif_key: $bob }] } }",
                Parameters.of(
                        "room",
                        two.uid("room").toString(),
                        "bob",
                        two.key("bob").toString()));
        CompletableFuture<Void> broken = two.alice.open.database.write(new WriteTask<>() {
            @Override
            public Void run(WriteTransaction tx) {
                tx.store().putRoomDefinitionDate(Uid.ZERO, 1);
                throw new IllegalStateException("promised to refuse before writing");
            }

            @Override
            public boolean refusesBeforeWriting() {
                return true;
            }
        });
        latch.countDown();
        OpenDatabase.await(held.exceptionally(failure -> null));
        assertThat(change).failsWithin(java.time.Duration.ofSeconds(30));
        assertThat(broken).failsWithin(java.time.Duration.ofSeconds(30));
        assertThat(two.room(two.alice, "room")).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    /** 21 §18: "rights … affect only their request"; a right granted earlier in the same group counts. */
    @Test
    void aRequestSeesWhatEarlierOnesOfItsGroupGranted() throws Exception {
        two.shelf();
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture<Void> held = two.alice.open.database.write(tx -> {
            await(latch);
            return null;
        });
        String author = "mutate { shop.Author { room_id: $room name: \"x\" } }";
        Parameters room = Parameters.of("room", two.uid("room").toString());
        CompletableFuture<?> early = two.alice.mutations.mutate(author, room);
        CompletableFuture<?> grant = two.alice.mutations.mutate(
                "mutate { sys.Room { id: $room authorisations: [{ id: $auth"
                        + " rights: [{ entity: \"*\" mutate_self: true mutate_all: false }] }] } }",
                Parameters.of(
                        "room",
                        two.uid("room").toString(),
                        "auth",
                        two.uid("auth").toString()));
        CompletableFuture<?> late = two.alice.mutations.mutate(author, room);
        latch.countDown();
        OpenDatabase.await(held);
        OpenDatabase.await(grant);
        OpenDatabase.await(late);
        assertThat(early).isCompletedExceptionally();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
