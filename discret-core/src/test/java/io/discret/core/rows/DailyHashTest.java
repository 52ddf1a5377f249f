package io.discret.core.rows;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.Uid;
import io.discret.core.identity.Days;
import io.discret.spi.DailyLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/protocol/21 §14.1; {@code entries} and {@code daily_hash} of daily_log.json are normative. */
class DailyHashTest {
    /** A signature of a row by mdate, or of an entry by deletion date. */
    private record Signed(String room, String entity, long day, byte[] signature) {}

    @TestFactory
    Stream<DynamicTest> digestsAsTheReference() {
        return cases(VectorRows.file("daily_log.json").get("simulations"))
                .map(simulation ->
                        DynamicTest.dynamicTest(simulation.get("name").asText(), () -> play(simulation)));
    }

    private static void play(JsonNode simulation) {
        Map<String, Signed> rows = new TreeMap<>();
        int checked = 0;
        for (JsonNode phase : simulation.get("phases")) {
            for (JsonNode change : phase.get("changes")) {
                apply(change, rows);
            }
            Map<String, JsonNode> lines = new TreeMap<>();
            for (JsonNode line : phase.get("log")) {
                lines.put(key(line), line);
            }
            for (JsonNode recomputed : phase.get("recomputed")) {
                String room = recomputed.get(0).asText();
                String entity = recomputed.get(1).asText();
                long day = recomputed.get(2).longValue();
                check(lines.get(room + " " + entity + " " + day), room, entity, day, rows);
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    private static String key(JsonNode line) {
        return line.get("room_id").asText() + " " + line.get("entity").asText() + " "
                + line.get("date").longValue();
    }

    private static void apply(JsonNode change, Map<String, Signed> rows) {
        switch (change.get("kind").asText()) {
            case "node" ->
                put(change, "entity", "mdate", "node " + change.get("id").asText(), rows);
            case "remove_node" -> rows.remove("node " + change.get("id").asText());
            case "node_deletion" -> put(change, "entity", "deletion_date", "entry " + change, rows);
            case "edge_deletion" -> put(change, "src_entity", "deletion_date", "entry " + change, rows);
            default -> throw new IllegalArgumentException(change.get("kind").asText());
        }
    }

    private static void put(JsonNode change, String entity, String date, String key, Map<String, Signed> rows) {
        rows.put(
                key,
                new Signed(
                        change.get("room_id").asText(),
                        change.has(entity)
                                ? change.get(entity).asText()
                                : change.get("entity").asText(),
                        Days.day(change.get(date).longValue()),
                        bytes(change.get("signature"))));
    }

    private static void check(JsonNode line, String room, String entity, long day, Map<String, Signed> rows) {
        DailyHash hash = new DailyHash(DERIVATION);
        rows.values().stream()
                .filter(row -> row.room().equals(room) && row.entity().equals(entity) && row.day() == day)
                .map(Signed::signature)
                .sorted(Arrays::compareUnsigned)
                .forEach(hash::add);
        assertThat(hash.entries()).isEqualTo(line.get("entries").intValue());
        byte[] digest = hash.hash();
        assertThat(digest == null ? null : HexFormat.of().formatHex(digest))
                .isEqualTo(
                        line.get("daily_hash").isNull()
                                ? null
                                : line.get("daily_hash").asText());
    }

    /** Another order would give a hash that no other peer has. */
    @Test
    void refusesSignaturesOutOfOrder() {
        DailyHash hash = new DailyHash(DERIVATION);
        hash.add(new byte[] {1, (byte) 0x80});
        hash.add(new byte[] {1, (byte) 0x80});
        assertThatThrownBy(() -> hash.add(new byte[] {1, 0x7f})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoomDigestTellsRoomsApart() {
        List<DailyLog> lines = new ArrayList<>(List.of(line(0, "0", 1), line(0, "1", 2), line(Days.DAY, "0", 3)));
        byte[] digest = RoomDigest.of(lines, DERIVATION);
        assertThat(digest).hasSize(32);
        assertThat(RoomDigest.same(digest, RoomDigest.of(lines, DERIVATION))).isTrue();
        // A day that lost its last row is no difference.
        lines.add(new DailyLog(Uid.ZERO, 2 * Days.DAY, "0", 0, null, null, false));
        assertThat(RoomDigest.of(lines, DERIVATION)).isEqualTo(digest);
        lines.set(1, line(0, "1", 9));
        assertThat(RoomDigest.same(digest, RoomDigest.of(lines, DERIVATION))).isFalse();
        lines.set(1, line(0, "10", 2));
        assertThat(RoomDigest.of(lines, DERIVATION)).isNotEqualTo(digest);
    }

    /** "answer log requests only after recomputation" (docs/protocol/21, where to do better 19). */
    @Test
    void aRoomWithAMarkedDayHasNoDigest() {
        DailyLog marked = new DailyLog(Uid.ZERO, 0, "0", 1, null, null, true);
        assertThat(RoomDigest.of(List.of(marked), DERIVATION)).isNull();
        assertThat(RoomDigest.same(null, null)).isFalse();
    }

    private static DailyLog line(long date, String entity, int hash) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) hash;
        return new DailyLog(Uid.ZERO, date, entity, 1, bytes, null, false);
    }
}
