package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.db.Failures;
import io.discret.core.db.OpenDatabase;
import io.discret.core.identity.Crypto;
import io.discret.core.rooms.DefinitionRows;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomAdmission;
import io.discret.core.rooms.StoredDefinitions;
import io.discret.core.rows.RowVerifier;
import io.discret.core.wire.RoomNode;
import io.discret.query.DataModel;
import io.discret.spi.Clock;
import io.discret.spi.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Alice and Bob with a store and a clock, and what they tell each other without a network. Texts name what was made before
 * as parameters: {@code $alice}, {@code $bob}, {@code $carol} are keys.
 */
final class TwoPeers implements AutoCloseable {
    static final DataModel MODEL = DataModel.system()
            .update(
                    "shop { Book { title: String, author: shop.Author, tags: [shop.Author] } Author { name: String } }");

    final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    final Map<String, String> names = new HashMap<>();
    final LocalPeer alice;
    final LocalPeer bob;

    TwoPeers(Path folder) {
        this(folder, false);
    }

    TwoPeers(Path folder, boolean userAdminsAddUsers) {
        alice = new LocalPeer(folder.resolve("alice"), MODEL, 1, clock(), userAdminsAddUsers);
        bob = new LocalPeer(folder.resolve("bob"), MODEL, 2, clock(), userAdminsAddUsers);
        names.put("alice", alice.identity.verifyingKey().toString());
        names.put("bob", bob.identity.verifyingKey().toString());
        names.put("carol", Crypto.user("rooms", new byte[32]).verifyingKey().toString());
        names.put("nowhere", Uid.ZERO.toString());
    }

    Clock clock() {
        return new Clock() {
            @Override
            public long millis() {
                return now.get();
            }

            @Override
            public long nanos() {
                return now.get() * 1_000_000;
            }
        };
    }

    /** The result of a mutation. */
    JsonNode mutate(LocalPeer peer, String body) throws Exception {
        return new ObjectMapper()
                .readTree(
                        peer.mutate("mutate { " + body + " }", parameters(body)).text());
    }

    void delete(LocalPeer peer, String body) throws Exception {
        peer.delete("delete { " + body + " }", parameters(body));
    }

    /** Why a mutation is refused. */
    ErrorCode refusal(LocalPeer peer, String body) {
        return code(peer.mutations.mutate("mutate { " + body + " }", parameters(body)));
    }

    /** Why a deletion is refused. */
    ErrorCode deletion(LocalPeer peer, String body) {
        return code(peer.deletions.delete("delete { " + body + " }", parameters(body)));
    }

    private Parameters parameters(String text) {
        Parameters parameters = Parameters.create();
        names.forEach((name, value) -> {
            if (Pattern.compile("\\$" + name + "\\b").matcher(text).find()) {
                parameters.add(name, value);
            }
        });
        return parameters;
    }

    private static ErrorCode code(CompletableFuture<?> future) {
        try {
            OpenDatabase.await(future);
        } catch (Exception e) {
            DiscretException failure = Failures.of(e);
            assertThat(failure.getMessage()).as("a sentence").endsWith(".").hasSizeGreaterThan(30);
            return failure.code();
        }
        throw new AssertionError("It is not refused.");
    }

    Uid uid(String name) {
        return Uid.parse(names.getOrDefault(name, ""));
    }

    VerifyingKey key(String name) {
        return VerifyingKey.parse(names.getOrDefault(name, ""));
    }

    /** Alice makes a room; its id and that of its first authorisation get names, and Bob gets the definition. */
    void define(String room, String auth, String parts) throws Exception {
        JsonNode made = mutate(alice, "sys.Room { " + parts + " }").get("sys.Room");
        names.put(room, made.get("id").asText());
        names.put(auth, made.at("/authorisations/0/id").asText());
        give(room);
    }

    /** A room of Alice where Bob may write his own books: $room, $auth. */
    void shelf() throws Exception {
        define(
                "room",
                "auth",
                """
                admin: [{ verif_key: $alice }] authorisations: [{ name: "readers"
                  rights: [{ entity: "shop.Book" mutate_self: true mutate_all: false }]
                  users: [{ verif_key: $bob }] }]""");
    }

    /** A change of the shelf by Alice. */
    void change(String parts) throws Exception {
        mutate(alice, "sys.Room { id: $room " + parts + " }");
    }

    /** Hand a definition of Alice to Bob, checked as one that comes over the network. */
    void give(String room) throws Exception {
        give(room, alice, bob);
    }

    void give(String room, LocalPeer from, LocalPeer to) throws Exception {
        RoomNode definition = definition(from, room);
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

    RoomNode definition(LocalPeer peer, String room) throws Exception {
        return OpenDatabase.await(peer.open.database.read(store -> StoredDefinitions.read(store, uid(room))))
                .orElseThrow();
    }

    Room room(LocalPeer peer, String room) {
        Room known = peer.rooms.room(uid(room));
        assertThat(known).isNotNull();
        return known;
    }

    long definitionDate(String room) throws Exception {
        return definitionDate(alice, room);
    }

    long definitionDate(LocalPeer peer, String room) throws Exception {
        return OpenDatabase.await(peer.open.database.read(store -> store.roomDefinitionDate(uid(room))))
                .orElseThrow();
    }

    /** Let a peer know a definition of a later date. */
    void definitionDate(LocalPeer peer, String room, long date) throws Exception {
        OpenDatabase.await(peer.open.database.write(tx -> {
            tx.store().putRoomDefinitionDate(uid(room), date);
            return null;
        }));
    }

    /** Somebody writes a row of the shelf, in an object with one field; it gets a name. */
    void write(LocalPeer author, String name, String text) throws Exception {
        names.put(name, mutate(author, text).elements().next().get("id").asText());
    }

    Node row(LocalPeer peer, String name) throws Exception {
        Node row = OpenDatabase.await(peer.open.database.read(store -> store.node(uid(name))));
        assertThat(row).isNotNull();
        return row;
    }

    boolean has(LocalPeer peer, String name) throws Exception {
        return OpenDatabase.await(peer.open.database.read(store -> store.node(uid(name)) != null));
    }

    /** Hand a row with its edges to the other. */
    void giveRow(String name, LocalPeer from, LocalPeer to, String... labels) throws Exception {
        Node row = row(from, name);
        OpenDatabase.await(to.open.database.write(tx -> {
            tx.putNode(row, null);
            return null;
        }));
        for (String label : Arrays.asList(labels)) {
            var edges = OpenDatabase.await(from.open.database.read(store -> store.edges(uid(name), label)));
            OpenDatabase.await(to.open.database.write(tx -> {
                edges.forEach(tx.store()::putEdge);
                return null;
            }));
        }
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
    }
}
