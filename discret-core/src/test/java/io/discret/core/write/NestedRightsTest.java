package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms and rights of rows that stand inside of others, of none, and of several (docs/protocol/30 §4, §5). */
final class NestedRightsTest {
    private static final String ANY_RIGHT =
            "rights: [{ entity: \"*\" mutate_self: true mutate_all: false }] users: [{ verif_key: $bob }]";

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

    private void openRoom(String room) throws Exception {
        two.define(
                room,
                room + "Auth",
                "admin: [{ verif_key: $alice }] authorisations: [{ name: \"a\" " + ANY_RIGHT + " }]");
    }

    /** N1: "room_id written on an entity is copied to every nested entity that has none"; "another room may be given". */
    @Test
    void aRoomIsInherited() throws Exception {
        openRoom("room");
        openRoom("other");
        JsonNode book = two.mutate(
                        two.bob,
                        "shop.Book { room_id: $room title: \"a\" author: { name: \"in\" }"
                                + " tags: [{ room_id: $other name: \"out\" }] }")
                .get("shop.Book");
        two.names.put("author", book.at("/author/id").asText());
        two.names.put("tag", book.at("/tags/0/id").asText());

        assertThat(two.row(two.bob, "author").roomId()).isEqualTo(two.uid("room"));
        assertThat(two.row(two.bob, "tag").roomId()).isEqualTo(two.uid("other"));
    }

    /** N1: "a nested {id:… field:…} without own room inherits it too and is therefore moved into that room". */
    @Test
    void aNestedRowThatChangesMoves() throws Exception {
        openRoom("room");
        openRoom("other");
        two.write(two.bob, "author", "shop.Author { room_id: $other name: \"a\" }");
        two.mutate(two.bob, "shop.Book { room_id: $room title: \"a\" author: { id: $author } }");
        assertThat(two.row(two.bob, "author").roomId()).isEqualTo(two.uid("other"));

        two.mutate(two.bob, "shop.Book { room_id: $room title: \"a\" author: { id: $author name: \"b\" } }");
        assertThat(two.row(two.bob, "author").roomId()).isEqualTo(two.uid("room"));
    }

    /** N1: "a nested creation needs rights on its own entity in the inherited room"; nothing of the text is written. */
    @Test
    void aNestedCreationTakesItsOwnRight() throws Exception {
        two.shelf();
        assertThat(two.refusal(two.bob, "shop.Book { room_id: $room title: \"a\" author: { name: \"b\" } }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.bob.open.store.writer().nodesOf("1.0", null)).isEmpty();
    }

    /** B9: "check nested entities under an unchanged parent", which the reference writes unseen. */
    @Test
    void rowsUnderAnUnchangedParentAreChecked() throws Exception {
        openRoom("room");
        two.write(two.alice, "author", "shop.Author { room_id: $room name: \"of alice\" }");
        two.giveRow("author", two.alice, two.bob);
        two.write(two.bob, "book", "shop.Book { room_id: $room title: \"a\" author: { id: $author } }");

        assertThat(two.refusal(two.bob, "shop.Book { id: $book author: { id: $author name: \"of bob\" } }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /** N2: "room_id cannot be set to null: a row can move between rooms but never leave rooms". */
    @Test
    void aRowNeverLeavesRooms() throws Exception {
        two.shelf();
        two.write(two.bob, "book", "shop.Book { room_id: $room title: \"a\" }");
        two.refusal(two.bob, "shop.Book { id: $book room_id: null title: \"b\" }");
        two.mutate(two.bob, "shop.Book { id: $book title: \"c\" }");
        assertThat(two.row(two.bob, "book").roomId()).isEqualTo(two.uid("room"));
    }

    /** N5, D4: "anybody can update or delete any row without room in his own database"; without an entry. */
    @Test
    void aRowWithoutRoomIsAnybodys() throws Exception {
        two.write(two.alice, "book", "shop.Book { title: \"a\" }");
        two.giveRow("book", two.alice, two.bob);
        two.mutate(two.bob, "shop.Book { id: $book title: \"b\" }");
        assertThat(two.row(two.bob, "book").verifyingKey())
                .isEqualTo(two.key("bob").bytes());
        two.delete(two.bob, "shop.Book { $book }");
        assertThat(two.has(two.bob, "book")).isFalse();
    }

    /** D2: "an unknown id (or wrong entity) is silently ignored". */
    @Test
    void whatIsNotThereIsDeletedInSilence() throws Exception {
        two.shelf();
        two.write(two.bob, "book", "shop.Book { room_id: $room title: \"a\" }");
        two.delete(two.bob, "shop.Book { $nowhere }");
        two.delete(two.bob, "shop.Author { $book }");
        assertThat(two.has(two.bob, "book")).isTrue();
    }

    /** D7: "several deletions in one text: one refusal refuses all". */
    @Test
    void oneRefusalRefusesAllDeletions() throws Exception {
        two.shelf();
        two.write(two.alice, "foreign", "shop.Book { room_id: $room title: \"a\" }");
        two.giveRow("foreign", two.alice, two.bob);
        two.write(two.bob, "own", "shop.Book { room_id: $room title: \"a\" }");
        assertThat(two.deletion(two.bob, "shop.Book { $own } second: shop.Book { $foreign }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.has(two.bob, "own")).isTrue();
    }

    /** R11: "the comparison is exact and case-sensitive": a right on a typo is stored and grants nothing. */
    @Test
    void aRightOnATypoGrantsNothing() throws Exception {
        two.define(
                "room",
                "auth",
                "admin: [{ verif_key: $alice }] authorisations: [{ name: \"a\" users: [{ verif_key: $bob }]"
                        + " rights: [{ entity: \"Shop.Book\" mutate_self: true mutate_all: true }] }]");
        assertThat(two.refusal(two.bob, "shop.Book { room_id: $room title: \"a\" }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(two.definition(two.bob, "room")
                        .authNodes()
                        .get(0)
                        .rightNodes()
                        .get(0)
                        .json())
                .contains("Shop.Book");
    }
}
