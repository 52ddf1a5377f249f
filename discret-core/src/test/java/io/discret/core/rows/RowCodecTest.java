package io.discret.core.rows;

import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static io.discret.core.rows.VectorRows.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Fixed-width little-endian, no padding" (docs/protocol/21 §10). */
class RowCodecTest {
    private static final JsonNode ROWS = file("signed_rows.json");
    private static final JsonNode WIRE = file("wire.json");

    private record Kind<T>(
            Function<JsonNode, T> fromVector,
            BiConsumer<BincodeWriter, T> writer,
            Function<BincodeReader, T> reader,
            ToIntFunction<T> size,
            int least) {
        void check(JsonNode fields, byte[] encoded) {
            T row = fromVector.apply(fields);
            assertThat(write(row)).isEqualTo(encoded);
            assertThat(reader.apply(new BincodeReader(encoded))).isEqualTo(row);
            assertThat(size.applyAsInt(row)).isEqualTo(encoded.length).isGreaterThanOrEqualTo(least);
            for (int cut : new int[] {0, 1, encoded.length / 2, encoded.length - 1}) {
                assertThatThrownBy(() -> reader.apply(new BincodeReader(Arrays.copyOf(encoded, cut))))
                        .isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.BAD_MESSAGE));
            }
        }

        byte[] write(T row) {
            BincodeWriter out = new BincodeWriter();
            writer.accept(out, row);
            return out.toByteArray();
        }
    }

    private static final Kind<Node> NODE =
            new Kind<>(VectorRows::node, RowCodec::write, RowCodec::readNode, RowCodec::size, RowCodec.LEAST_NODE);
    private static final Kind<Edge> EDGE =
            new Kind<>(VectorRows::edge, RowCodec::write, RowCodec::readEdge, RowCodec::size, RowCodec.LEAST_EDGE);
    private static final Kind<NodeDeletion> NODE_DELETION = new Kind<>(
            VectorRows::nodeDeletion,
            RowCodec::write,
            RowCodec::readNodeDeletion,
            RowCodec::size,
            RowCodec.LEAST_NODE_DELETION);
    private static final Kind<EdgeDeletion> EDGE_DELETION = new Kind<>(
            VectorRows::edgeDeletion,
            RowCodec::write,
            RowCodec::readEdgeDeletion,
            RowCodec::size,
            RowCodec.LEAST_EDGE_DELETION);
    private static final Kind<NodeIdentifier> NODE_IDENTIFIER = new Kind<>(
            VectorRows::nodeIdentifier,
            RowCodec::write,
            RowCodec::readNodeIdentifier,
            RowCodec::size,
            RowCodec.LEAST_NODE_IDENTIFIER);
    private static final Kind<DailyLog> DAILY_LOG = new Kind<>(
            VectorRows::dailyLog, RowCodec::write, RowCodec::readDailyLog, RowCodec::size, RowCodec.LEAST_DAILY_LOG);

    @TestFactory
    Stream<DynamicTest> signedRowsTravelAsRecorded() {
        return Map.of("nodes", NODE, "edges", EDGE, "node_deletions", NODE_DELETION, "edge_deletions", EDGE_DELETION)
                .entrySet()
                .stream()
                .flatMap(kind -> cases(ROWS.get(kind.getKey()))
                        .map(row -> DynamicTest.dynamicTest(
                                kind.getKey() + " " + row.get("case").asText(),
                                () -> kind.getValue().check(row, bytes(row.get("encoded"))))));
    }

    @TestFactory
    Stream<DynamicTest> wireRecordsTravelAsRecorded() {
        return Map.of(
                        "Node", NODE,
                        "Edge", EDGE,
                        "NodeDeletionEntry", NODE_DELETION,
                        "EdgeDeletionEntry", EDGE_DELETION,
                        "NodeIdentifier", NODE_IDENTIFIER,
                        "DailyLog", DAILY_LOG)
                .entrySet()
                .stream()
                .flatMap(kind -> cases(WIRE.get("types").get(kind.getKey()))
                        .map(row -> DynamicTest.dynamicTest(kind.getKey(), () -> kind.getValue()
                                .check(row.get("fields"), bytes(row.get("encoded"))))));
    }

    /** "damaged or unusual bytes; superfluous bytes at the end are ignored" (vectors/README, wire.json). */
    @TestFactory
    Stream<DynamicTest> damagedBytesAreRefusedAndSuperfluousOnesIgnored() {
        Map<String, Kind<?>> kinds = Map.of("Node", NODE, "DailyLog", DAILY_LOG);
        return cases(WIRE.get("decoding"))
                .filter(damaged -> kinds.containsKey(damaged.get("type").asText()))
                .map(damaged -> DynamicTest.dynamicTest(
                        damaged.get("case").asText(),
                        () -> checkDamaged(kinds.get(damaged.get("type").asText()), damaged)));
    }

    private static <T> void checkDamaged(Kind<T> kind, JsonNode damaged) {
        BincodeReader in = new BincodeReader(bytes(damaged.get("bytes")));
        if (damaged.get("accepted").asBoolean()) {
            assertThat(kind.write(kind.reader().apply(in))).isEqualTo(bytes(damaged.get("re_encoded")));
        } else {
            assertThatThrownBy(() -> kind.reader().apply(in)).isInstanceOf(DiscretException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "€", "😀", "a\ud83d", "\ude00b", "\ud83d\ud83d\ude00"})
    void aSizeIsCountedWithoutEncoding(String text) {
        assertThat(RowCodec.utf8(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** "Exactly the limit is accepted" (docs/protocol/21 §2): rooms.json {@code size_limit}. */
    @TestFactory
    Stream<DynamicTest> theSizeThatIsLimitedIsTheEncodedOne() {
        return cases(file("rooms.json").get("size_limit"))
                .map(limit -> DynamicTest.dynamicTest(limit.get("encoded_size").asText(), () -> {
                    Node row = new Node(
                            Uid.ZERO,
                            Uid.ZERO,
                            0,
                            0,
                            limit.get("entity_name_short").asText(),
                            null,
                            new byte[limit.get("binary_length").intValue()],
                            new byte[33],
                            new byte[64]);
                    assertThat(RowCodec.size(row))
                            .isEqualTo(limit.get("encoded_size").intValue());
                    assertThat(RowCodec.size(row) <= 256 * 1024)
                            .isEqualTo(limit.get("allowed").asBoolean());
                }));
    }
}
