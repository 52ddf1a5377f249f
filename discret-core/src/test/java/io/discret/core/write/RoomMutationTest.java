package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Changes;
import io.discret.core.db.Database;
import io.discret.core.db.Failures;
import io.discret.core.db.OpenDatabase;
import io.discret.core.identity.Crypto;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.RoomAdmission;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.rows.RowVerifier;
import io.discret.core.wire.RoomNode;
import io.discret.query.DataModel;
import io.discret.spi.Clock;
import io.discret.spi.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms created and changed by the own user, and what they then allow (docs/protocol/30 §3-§5, §14). */
final class RoomMutationTest {
    private static final DataModel MODEL =
            DataModel.system().update("shop { Book { title: String, author: shop.Author } Author { name: String } }");

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    private final Clock clock = new Clock() {
        @Override
        public long millis() {
            return now.get();
        }

        @Override
        public long nanos() {
            return now.get() * 1_000_000;
        }
    };
    private final Map<String, Object> names = new HashMap<>();
    private LocalPeer alice;
    private LocalPeer bob;

    @BeforeEach
    void openThem() {
        alice = new LocalPeer(folder.resolve("alice"), MODEL, 1, clock);
        bob = new LocalPeer(folder.resolve("bob"), MODEL, 2, clock);
        names.put("alice", alice.identity.verifyingKey().toString());
        names.put("bob", bob.identity.verifyingKey().toString());
        names.put("carol", Crypto.user("rooms", new byte[32]).verifyingKey().toString());
    }

    @AfterEach
    void closeThem() {
        alice.close();
        bob.close();
    }

    /** Run a text with the parameters it names. */
    private JsonNode mutate(LocalPeer peer, String body) throws Exception {
        return new ObjectMapper()
                .readTree(
                        peer.mutate("mutate { " + body + " }", parameters(body)).text());
    }

    private Parameters parameters(String text) {
        Parameters parameters = Parameters.create();
        names.forEach((name, value) -> {
            if (text.matches("(?s).*\\$" + name + "\\b.*")) {
                parameters.add(name, value);
            }
        });
        return parameters;
    }

    private ErrorCode refusal(LocalPeer peer, String body) {
        return code(peer.mutations.mutate("mutate { " + body + " }", parameters(body)));
    }

    private ErrorCode deletion(LocalPeer peer, String body) {
        return code(peer.deletions.delete("delete { " + body + " }", parameters(body)));
    }

    private static ErrorCode code(CompletableFuture<?> future) {
        try {
            OpenDatabase.await(future);
        } catch (Exception e) {
            DiscretException failure = Failures.of(e);
            assertThat(failure.getMessage()).as("says what to do").endsWith(".").hasSizeGreaterThan(30);
            return failure.code();
        }
        throw new AssertionError("not refused");
    }

    private Uid uid(String name) {
        return Uid.parse((String) names.get(name));
    }

    /** A room of alice where bob may write his own books; remembers it as $room, its authorisation as $auth. */
    private void shelf() throws Exception {
        define(
                "room",
                "auth",
                """
                sys.Room { admin: [{ verif_key: $alice }] authorisations: [{ name: "readers"
                  rights: [{ entity: "shop.Book" mutate_self: true mutate_all: false }]
                  users: [{ verif_key: $bob }] }] }""");
    }

    private void define(String room, String auth, String text) throws Exception {
        JsonNode made = mutate(alice, text).get("sys.Room");
        names.put(room, made.get("id").asText());
        names.put(auth, made.get("authorisations").get(0).get("id").asText());
        give(room, bob);
    }

    /** Hand a definition to another peer, checked as one that comes over the network. */
    private void give(String room, LocalPeer to) throws Exception {
        RoomNode definition = definition(alice, room);
        assertThat(DefinitionRows.verify(definition, new RowVerifier(Crypto.SIGNER, Crypto.DERIVATION)))
                .isEmpty();
        OpenDatabase.await(to.open.database.write(tx -> {
            RoomNode stored = StoredDefinitions.read(tx.reader(), uid(room)).orElse(null);
            RoomAdmission.Admitted admitted =
                    stored == null ? RoomAdmission.create(definition) : RoomAdmission.merge(stored, definition);
            tx.putDefinition(admitted.definition(), definition.lastModified());
            return null;
        }));
    }

    private RoomNode definition(LocalPeer peer, String room) throws Exception {
        return OpenDatabase.await(peer.open.database.read(store -> StoredDefinitions.read(store, uid(room))))
                .orElseThrow();
    }

    private long definitionDate(String room) throws Exception {
        return OpenDatabase.await(alice.open.database.read(store -> store.roomDefinitionDate(uid(room))))
                .orElseThrow();
    }

    private void book(LocalPeer author) throws Exception {
        JsonNode made = mutate(author, "shop.Book { room_id: $room title: \"a\" }");
        names.put("book", made.get("shop.Book").get("id").asText());
    }

    private static Node row(LocalPeer peer, String id) throws Exception {
        return OpenDatabase.await(peer.open.database.read(store -> store.node(Uid.parse(id))));
    }

    /** Hand a row to another peer. */
    private void giveRow(String name, LocalPeer from, LocalPeer to) throws Exception {
        Node row = row(from, (String) names.get(name));
        OpenDatabase.await(to.open.database.write(tx -> {
            tx.putNode(row, null);
            return null;
        }));
    }

    /** §14: "room with admin me, one auth with rights, no users: ok; I may write (admin)"; M7, M9. */
    @Test
    void whoCreatesARoomMayWriteInIt() throws Exception {
        List<Changes> commits = new ArrayList<>();
        alice.open.database.onCommit(Database.WRITER, commits::add);
        define(
                "room",
                "auth",
                """
                sys.Room { admin: [{ verif_key: $alice }] authorisations: [{ name: "all"
                  rights: [{ entity: "shop.Book" mutate_self: true mutate_all: true }] }] }""");

        RoomNode definition = definition(alice, "room");
        assertThat(DefinitionRows.nodes(definition))
                .hasSize(4)
                .allMatch(row -> row.mdate() == now.get() && row.roomId() == null);
        assertThat(DefinitionRows.edges(definition)).hasSize(3).allMatch(edge -> edge.cdate() == now.get());
        assertThat(definition.node().json()).isEqualTo("{}");
        assertThat(definition.adminNodes().get(0).json())
                .isEqualTo("{\"32\":\"" + names.get("alice") + "\",\"33\":true}");
        assertThat(definitionDate("room")).isEqualTo(now.get());
        // 11 §11.4: "top-level sys.Room mutation: none (room definitions have their own log)"
        assertThat(commits).hasSize(1);
        assertThat(commits.get(0).rooms()).isEmpty();
        assertThat(commits.get(0).definitions()).containsOnlyKeys(uid("room"));
        book(alice);
    }

    /** N6, N7, D3, and the table of §4. */
    @Test
    void aUserWritesWhatHisRightsAllow() throws Exception {
        shelf();
        book(bob);
        assertThat(mutate(bob, "shop.Book { id: $book title: \"b\" }")
                        .at("/shop.Book/title")
                        .asText())
                .isEqualTo("b");
        assertThat(refusal(bob, "shop.Book { room_id: $room title: \"x\" author: { name: \"x\" } }"))
                .isEqualTo(ErrorCode.NOT_AUTHORISED);
        names.put("nowhere", Uid.ZERO.toString());
        assertThat(refusal(bob, "shop.Book { room_id: $nowhere title: \"x\" }")).isEqualTo(ErrorCode.UNKNOWN_ROOM);
        mutate(bob, "shop.Book { title: \"local only\" }");

        giveRow("book", bob, alice);
        assertThat(refusal(alice, "shop.Book { id: $book title: \"c\" }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(deletion(alice, "shop.Book { $book }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        bob.delete("delete { shop.Book { $nowhere } }", parameters("$nowhere"));
    }

    /** R8, R12 and "right on Book set to (false,false) later: refused from that date". */
    @Test
    void aRightDisabledLaterHoldsFromThenOn() throws Exception {
        shelf();
        book(bob);
        now.addAndGet(1000);
        mutate(
                alice,
                """
                sys.Room { id: $room authorisations: [{ id: $auth
                  rights: [{ entity: "shop.Book" mutate_self: false mutate_all: false }] }] }""");
        book(bob);
        give("room", bob);
        assertThat(refusal(bob, "shop.Book { room_id: $room title: \"x\" }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(deletion(bob, "shop.Book { $book }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
    }

    /** §14: "existing room, add user K then K disabled: ok, ok". */
    @Test
    void aDisabledUserWritesNoMore() throws Exception {
        shelf();
        mutate(alice, "sys.Room { id: $room authorisations: [{ id: $auth users: [{ verif_key: $carol }] }] }");
        mutate(
                alice,
                "sys.Room { id: $room authorisations: [{ id: $auth users: [{ verif_key: $bob enabled: false }] }] }");
        give("room", bob);
        assertThat(refusal(bob, "shop.Book { room_id: $room title: \"x\" }")).isEqualTo(ErrorCode.NOT_AUTHORISED);
        assertThat(alice.rooms
                        .room(uid("room"))
                        .isMember(VerifyingKey.parse((String) names.get("carol")), now.get() + 9))
                .isTrue();
    }
}
