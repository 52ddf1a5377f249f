package io.discret.core.rooms;

import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.core.db.Database;
import io.discret.core.db.OpenDatabase;
import io.discret.core.db.WriteTransaction;
import io.discret.core.identity.Crypto;
import io.discret.core.rows.VectorRows;
import io.discret.core.wire.RoomNode;
import io.discret.spi.BincodeReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The histories of room_updates_1.json and room_updates_2.json, each step written to a real store and read back: what is
 * stored, in force, and in force after a restart is what the pure functions say (docs/protocol/30 §7, §9.6).
 */
final class StoredDefinitionsTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> definitionsSurviveTheStore() {
        return Stream.of("room_updates_1.json", "room_updates_2.json").flatMap(file -> cases(
                        VectorRows.file(file).get("histories"))
                .map(history -> DynamicTest.dynamicTest(history.get("name").asText(), () -> play(history))));
    }

    private void play(JsonNode history) throws Exception {
        Path own = folder.resolve("h" + Integer.toHexString(history.get("name").hashCode()));
        Room privateRoom = Room.privateRoom(
                Uid.ZERO, Uid.ZERO, Crypto.user("rooms", new byte[32]).verifyingKey());
        RoomsInForce rooms = new RoomsInForce(privateRoom);
        Map<Uid, RoomNode> expected = new HashMap<>();
        try (OpenDatabase open = new OpenDatabase(own, node -> null, 64)) {
            open.database.onCommit(
                    Database.WRITER,
                    changes -> rooms.publish(changes.definitions().values()));
            for (JsonNode step : history.get("steps")) {
                RoomNode received = RoomNode.read(new BincodeReader(bytes(step.get("encoded"))));
                receive(received, expected);
                OpenDatabase.await(open.database.write(tx -> {
                    store(received, tx);
                    return null;
                }));
                check(step.get("what").asText(), received.node().id(), expected, open, rooms);
            }
            RoomsInForce restarted = new RoomsInForce(privateRoom);
            restarted.load(open.store.writer());
            assertThat(restarted.all()).containsExactlyInAnyOrderElementsOf(rooms.all());
            assertThat(restarted.all()).hasSize(expected.size() + 1);
        }
    }

    private static void receive(RoomNode received, Map<Uid, RoomNode> rooms) {
        RoomNode before = rooms.get(received.node().id());
        try {
            RoomNode after = (before == null ? RoomAdmission.create(received) : RoomAdmission.merge(before, received))
                    .definition();
            rooms.put(after.node().id(), after);
        } catch (DiscretException refused) {
            // RoomAdmissionTest says why.
        }
    }

    private static void store(RoomNode received, WriteTransaction tx) {
        RoomNode before =
                StoredDefinitions.read(tx.reader(), received.node().id()).orElse(null);
        try {
            RoomNode after = (before == null ? RoomAdmission.create(received) : RoomAdmission.merge(before, received))
                    .definition();
            tx.putDefinition(after, DefinitionRows.lastModified(after));
        } catch (DiscretException refused) {
            assertThat(tx.reader().node(received.node().id()) != null).isEqualTo(before != null);
        }
    }

    private static void check(String what, Uid id, Map<Uid, RoomNode> expected, OpenDatabase open, RoomsInForce rooms)
            throws Exception {
        RoomNode stored = OpenDatabase.await(open.database.read(store -> StoredDefinitions.read(store, id)))
                .orElse(null);
        RoomNode wanted = expected.get(id);
        if (wanted == null) {
            assertThat(stored).as(what).isNull();
            assertThat(rooms.room(id)).as(what).isNull();
            return;
        }
        assertThat(stored).as(what).isNotNull();
        assertThat(new HashSet<>(DefinitionRows.nodes(stored)))
                .as(what)
                .isEqualTo(new HashSet<>(DefinitionRows.nodes(wanted)));
        assertThat(new HashSet<>(DefinitionRows.edges(stored)))
                .as(what)
                .isEqualTo(new HashSet<>(DefinitionRows.edges(wanted)));
        assertThat(rooms.room(id)).as(what).isEqualTo(RoomDefinition.room(wanted));
    }
}
