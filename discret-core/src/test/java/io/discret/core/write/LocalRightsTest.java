package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rooms allow the own user to write, move, link and delete (docs/protocol/30 §2, §4, §5). */
final class LocalRightsTest {
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

    /** N6, N7 and the table of §4. */
    @Test
    void aUserWritesWhatHisRightsAllow() throws Exception {
        two.shelf();
        two.write(two.bob, "book", BOOK);
        two.mutate(two.bob, "shop.Book { id: $book title: \"b\" }");
        assertThat(two.refusal(two.bob, "shop.Book { room_id: $room title: \"x\" author: { name: \"x\" } }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(two.bob, "shop.Author { room_id: $room name: \"x\" }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(two.bob, "shop.Book { room_id: $nowhere title: \"x\" }"))
                .isEqualTo(ErrorCode.UNKNOWN_ROOM);
        two.mutate(two.bob, "shop.Book { title: \"local only\" }");
    }

    /** N7, D3: rows of others take mutate_all; "after the update the row carries the updater's key". */
    @Test
    void rowsOfOthersTakeTheRightToMutateAll() throws Exception {
        two.shelf();
        two.write(two.alice, "book", BOOK);
        two.giveRow("book", two.alice, two.bob);
        assertThat(two.refusal(two.bob, "shop.Book { id: $book title: \"b\" }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.deletion(two.bob, "shop.Book { $book }")).isEqualTo(ErrorCode.NOT_AUTHORISED);

        two.change("authorisations: [{ id: $auth"
                + " rights: [{ entity: \"shop.Book\" mutate_self: false mutate_all: true }] }]");
        two.give("room");
        two.mutate(two.bob, "shop.Book { id: $book title: \"b\" }");
        assertThat(two.row(two.bob, "book").verifyingKey())
                .isEqualTo(two.bob.identity.verifyingKey().bytes());
        // R1: "when a right has mutate_all = true its mutate_self is taken as true"
        two.write(two.bob, "own", BOOK);
        two.delete(two.bob, "shop.Book { $book }");
        assertThat(two.has(two.bob, "book")).isFalse();
    }

    /** R8: "an explicit entry with both flags false blocks the wildcard". */
    @Test
    void theWildcardIsAFallbackOnly() throws Exception {
        two.define(
                "room",
                "auth",
                """
                admin: [{ verif_key: $alice }] authorisations: [{ name: "all" users: [{ verif_key: $bob }]
                  rights: [{ entity: "*" mutate_self: true mutate_all: false },
                           { entity: "shop.Author" mutate_self: false mutate_all: false }] }]""");
        two.write(two.bob, "book", BOOK);
        assertThat(two.refusal(two.bob, "shop.Author { room_id: $room name: \"x\" }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(
                        two.bob,
                        "sys.Invite { room_id: $room invite_id: \"AAAA\" application: \"x\" invite_sign: \"AAAA\" }"))
                .as("B8: a wildcard opens no system entity")
                .isEqualTo(ErrorCode.ROOM_ID_FORBIDDEN);
        assertThat(two.refusal(two.bob, "sys.Peer { room_id: $room pub_key: \"AAAA\" }"))
                .isEqualTo(ErrorCode.ROOM_ID_FORBIDDEN);
    }

    /** "right on Book set to (false,false) later, U creates Book: refused from that date". */
    @Test
    void aRightDisabledLaterHoldsFromThenOn() throws Exception {
        two.shelf();
        two.write(two.bob, "book", BOOK);
        two.now.addAndGet(1000);
        two.change("authorisations: [{ id: $auth"
                + " rights: [{ entity: \"shop.Book\" mutate_self: false mutate_all: false }] }]");
        two.write(two.bob, "unaware", BOOK);
        two.give("room");
        assertThat(two.refusal(two.bob, BOOK)).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.deletion(two.bob, "shop.Book { $book }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /** §14: "existing room, add user K then K disabled: ok, ok". */
    @Test
    void aDisabledUserWritesNoMore() throws Exception {
        two.shelf();
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $carol }] }]");
        two.change("authorisations: [{ id: $auth users: [{ verif_key: $bob enabled: false }] }]");
        two.give("room");
        assertThat(two.refusal(two.bob, BOOK)).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.room(two.alice, "room").isMember(two.key("carol"), two.now.get() + 9))
                .isTrue();
    }

    /** N8, B13: "the same right in A and in B"; N3: "Book{id room_id} does not move the row". */
    @Test
    void aMoveTakesTheRightInBothRooms() throws Exception {
        two.shelf();
        two.define(
                "other",
                "otherAuth",
                """
                admin: [{ verif_key: $alice }] authorisations: [{ name: "w" users: [{ verif_key: $bob }]
                  rights: [{ entity: "*" mutate_self: true mutate_all: true }] }]""");
        two.write(two.alice, "book", BOOK);
        two.giveRow("book", two.alice, two.bob);
        // All rights where it goes to, but none on rows of others where it comes from.
        assertThat(two.refusal(two.bob, "shop.Book { id: $book room_id: $other title: \"m\" }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        two.mutate(two.bob, "shop.Book { id: $book room_id: $other }");
        assertThat(two.row(two.bob, "book").roomId()).isEqualTo(two.uid("room"));

        two.write(two.bob, "own", BOOK);
        two.mutate(two.bob, "shop.Book { id: $own room_id: $other title: \"m\" }");
        assertThat(two.row(two.bob, "own").roomId()).isEqualTo(two.uid("other"));
        two.write(two.bob, "local", "shop.Book { title: \"l\" }");
        two.mutate(two.bob, "shop.Book { id: $local room_id: $other title: \"m\" }");
        assertThat(two.row(two.bob, "local").roomId()).isEqualTo(two.uid("other"));
        two.write(two.bob, "author", "shop.Author { name: \"l\" }");
        assertThat(two.refusal(two.bob, "shop.Author { id: $author room_id: $room name: \"m\" }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /** N9: "adding or removing an edge is a mutation of the source row, whatever the target"; D5, B11. */
    @Test
    void edgesBelongToTheirSource() throws Exception {
        two.shelf();
        two.write(two.alice, "author", "shop.Author { name: \"no room\" }");
        two.write(two.alice, "book", "shop.Book { room_id: $room title: \"a\" tags: [{ id: $author }] }");
        two.giveRow("author", two.alice, two.bob);
        two.giveRow("book", two.alice, two.bob, "34");
        assertThat(two.refusal(two.bob, "shop.Book { id: $book author: { id: $author } }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.refusal(two.bob, "shop.Book { id: $book tags: null }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.deletion(two.bob, "shop.Book { $book tags[$author] }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        two.write(two.bob, "own", "shop.Book { room_id: $room title: \"a\" tags: [{ id: $author }] }");
        two.delete(two.bob, "shop.Book { $own tags[$author] }");
        two.mutate(two.bob, "shop.Book { id: $own author: { id: $author } }");
    }

    /** D1, D6, B12, B10: parts of rooms are never deleted, by any spelling of their names. */
    @Test
    void partsOfRoomsAreNotDeleted() throws Exception {
        two.shelf();
        two.names.put(
                "user",
                two.definition(two.alice, "room").adminNodes().get(0).id().toString());
        for (String text : new String[] {
            "sys.Room { $room }",
            "SYS.Room { $room }",
            "Sys.Room { $room admin[$user] }",
            "sys.Authorisation { $auth }",
            "sYs.Authorisation { $auth users[$user] }",
            "a: SYS.UserAuth { $user }",
            "sys.EntityRight { $nowhere }",
            "sys.Room { $nowhere }"
        }) {
            assertThat(two.deletion(two.alice, text)).as(text).isEqualTo(ErrorCode.DELETE_FORBIDDEN);
        }
        assertThat(two.refusal(two.alice, "SYS.UserAuth { verif_key: $alice }"))
                .isEqualTo(ErrorCode.SYSTEM_ENTITY_OUTSIDE_ROOM);
    }

    /** 31 P6: "only the owner may mutate his Peer row locally". */
    @Test
    void aPeerRowIsChangedByItsOwnerOnly() throws Exception {
        two.names.put(
                "peer",
                io.discret.core.rows.InitialRows.of(two.alice.identity, io.discret.core.identity.Crypto.DERIVATION)
                        .peer()
                        .id()
                        .toString());
        two.mutate(two.alice, "sys.Peer { id: $peer name: \"Alice\" }");
        two.giveRow("peer", two.alice, two.bob);
        assertThat(two.refusal(two.bob, "sys.Peer { id: $peer name: \"Mallory\" }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.deletion(two.bob, "sys.Peer { $peer }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /** A clock behind that of the administrator: the row is dated after the right it is written with. */
    @Test
    void aRowIsNotDatedBeforeTheRightItsAuthorSaw() throws Exception {
        two.now.addAndGet(30_000);
        two.shelf();
        two.now.addAndGet(-30_000);
        two.write(two.bob, "book", BOOK);
        assertThat(two.row(two.bob, "book").mdate()).isEqualTo(two.now.get() + 30_000);
        two.now.addAndGet(-3_600_000);
        assertThat(two.refusal(two.bob, BOOK)).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }
}
