package io.discret.core.log;

import static io.discret.core.db.OpenDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.Uid;
import io.discret.core.db.OpenDatabase;
import io.discret.core.db.WriteTransaction;
import io.discret.spi.DailyLog;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.StoreRows;
import io.discret.testkit.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** 21 §14.1: "both peers must compute the same daily_hash", in every phase of the recorded simulations. */
final class DailyLogVectorsTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyPhaseGivesTheSameLines() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode simulations = new ObjectMapper()
                .readTree(Vectors.file("daily_log.json").toFile())
                .get("simulations");
        assertThat(simulations).isNotEmpty();
        for (JsonNode simulation : simulations) {
            String name = simulation.get("name").asText();
            int number = tests.size();
            tests.add(DynamicTest.dynamicTest(name, () -> play(simulation, folder.resolve("s" + number))));
        }
        return tests.stream();
    }

    private static void play(JsonNode simulation, Path folder) throws Exception {
        try (OpenDatabase open = new OpenDatabase(folder, node -> null, 16)) {
            DailyLogs logs = new DailyLogs(open.database, KeyDerivation.discover());
            int phaseNumber = 0;
            for (JsonNode phase : simulation.get("phases")) {
                await(open.database.write(tx -> {
                    phase.get("changes").forEach(change -> apply(tx, change));
                    phase.get("marked")
                            .forEach(mark -> tx.markDay(
                                    uid(mark.get(0)),
                                    mark.get(1).asText(),
                                    mark.get(2).asLong()));
                    return null;
                }));
                List<String> lines = new ArrayList<>();
                for (JsonNode room : simulation.get("rooms")) {
                    if (phaseNumber % 2 == 0) {
                        await(logs.upToDate(uid(room)));
                        lines.addAll(shown(await(open.database.read(store -> store.dailyLog(uid(room))))));
                    } else {
                        lines.addAll(shown(await(logs.of(uid(room)))));
                    }
                }
                List<String> expected = new ArrayList<>();
                phase.get("log")
                        .forEach(line -> expected.add(line.get("room_id").asText() + " "
                                + line.get("date").asLong() + " "
                                + line.get("entity").asText() + " "
                                + line.get("entries").asInt() + " "
                                + line.get("daily_hash").asText()));
                assertThat(lines).as("phase %d", phaseNumber).containsExactlyInAnyOrderElementsOf(expected);
                List<DailyLog> marked = await(open.database.read(store -> store.markedDays()));
                assertThat(marked).isEmpty();
                phaseNumber++;
            }
        }
    }

    private static List<String> shown(List<DailyLog> lines) {
        return lines.stream()
                .map(line -> hex(line.roomId().bytes()) + " " + line.date() + " " + line.entity() + " "
                        + line.entryNumber() + " " + (line.dailyHash() == null ? "null" : hex(line.dailyHash())))
                .toList();
    }

    private static void apply(WriteTransaction tx, JsonNode change) {
        byte[] signature = change.has("signature") ? bytes(change.get("signature")) : new byte[64];
        byte[] key = StoreRows.key(1);
        switch (change.get("kind").asText()) {
            case "node" ->
                tx.store()
                        .putNode(
                                new Node(
                                        uid(change.get("id")),
                                        uid(change.get("room_id")),
                                        0,
                                        change.get("mdate").asLong(),
                                        change.get("entity").asText(),
                                        null,
                                        null,
                                        key,
                                        signature),
                                null);
            case "remove_node" -> tx.store().deleteNode(uid(change.get("id")));
            case "node_deletion" ->
                tx.store()
                        .putNodeDeletion(new NodeDeletion(
                                uid(change.get("room_id")),
                                uid(change.get("id")),
                                change.get("entity").asText(),
                                change.get("mdate").asLong(),
                                change.get("deletion_date").asLong(),
                                key,
                                signature));
            case "edge_deletion" ->
                tx.store()
                        .putEdgeDeletion(new EdgeDeletion(
                                uid(change.get("room_id")),
                                uid(change.get("src")),
                                change.get("src_entity").asText(),
                                uid(change.get("dest")),
                                change.get("label").asText(),
                                change.get("cdate").asLong(),
                                change.get("deletion_date").asLong(),
                                key,
                                signature));
            default -> throw new AssertionError("unknown change " + change);
        }
    }

    private static Uid uid(JsonNode hex) {
        return Uid.of(bytes(hex));
    }

    private static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asText());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
