package io.discret.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.rows.RowCodec;
import io.discret.core.rows.VectorRows;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.FrameDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message of docs/protocol/40 §6 as the reference encodes it. */
class WireVectorsTest {
    static final JsonNode FILE = VectorRows.file("wire.json");

    /** Decode and encode again. */
    static final Map<String, UnaryOperator<byte[]>> TYPES = Map.ofEntries(
            type("Announce", Announce::read, (out, v) -> v.write(out)),
            type("AnnounceHeader", AnnounceHeader::read, (out, v) -> v.write(out)),
            type("Answer", Answer::read, (out, v) -> v.write(out)),
            type("AuthorisationNode", AuthorisationNode::read, (out, v) -> v.write(out)),
            type("BeaconMessage", BeaconMessage::read, (out, v) -> v.write(out)),
            type("ConnectionInfo", ConnectionInfo::read, (out, v) -> v.write(out)),
            type("DailyLog", RowCodec::readDailyLog, RowCodec::write),
            type("Edge", RowCodec::readEdge, RowCodec::write),
            type("EdgeDeletionEntry", RowCodec::readEdgeDeletion, RowCodec::write),
            type("EntityRightNode", RowCodec::readNode, RowCodec::write),
            type("HardwareFingerprint", HardwareFingerprint::read, (out, v) -> v.write(out)),
            type("IdentityAnswer", IdentityAnswer::read, (out, v) -> v.write(out)),
            type("Node", RowCodec::readNode, RowCodec::write),
            type("NodeDeletionEntry", RowCodec::readNodeDeletion, RowCodec::write),
            type("NodeIdentifier", RowCodec::readNodeIdentifier, RowCodec::write),
            type("QueryProtocol", QueryProtocol::read, (out, v) -> v.write(out)),
            type("RemoteEvent", RemoteEvent::read, (out, v) -> v.write(out)),
            type("RoomDefinitionLog", RoomDefinitionLog::read, (out, v) -> v.write(out)),
            type("RoomNode", RoomNode::read, (out, v) -> v.write(out)),
            type("SynchronisationError", AnswerError::read, (out, v) -> v.write(out)),
            type("UserNode", RowCodec::readNode, RowCodec::write));

    /** Tested where they live: a datagram of discret-discovery-mdns, and bytes carried by hand ({@code core.identity}). */
    private static final Set<String> ELSEWHERE = Set.of("MulticastMessage", "Invite");

    static final Map<String, Payload<?>> PAYLOADS = Map.ofEntries(
            Map.entry("prove_identity", Payload.PROVE_IDENTITY),
            Map.entry("hardware_fingerprint", Payload.HARDWARE_FINGERPRINT),
            Map.entry("room_list", Payload.ROOM_LIST),
            Map.entry("room_definition", Payload.ROOM_DEFINITION),
            Map.entry("room_node", Payload.ROOM_NODE),
            Map.entry("room_log", Payload.ROOM_LOG),
            Map.entry("room_log_at", Payload.ROOM_LOG),
            Map.entry("nodes", Payload.NODES),
            Map.entry("edges", Payload.EDGES),
            Map.entry("node_deletion_log", Payload.NODE_DELETION_LOG),
            Map.entry("edge_deletion_log", Payload.EDGE_DELETION_LOG),
            Map.entry("room_daily_nodes", Payload.ROOM_DAILY_NODES),
            Map.entry("peers_for_room", Payload.NODES));

    private static <T> Map.Entry<String, UnaryOperator<byte[]>> type(
            String name, Function<BincodeReader, T> read, BiConsumer<BincodeWriter, T> write) {
        return Map.entry(name, bytes -> {
            BincodeWriter out = new BincodeWriter();
            write.accept(out, read.apply(new BincodeReader(bytes)));
            return out.toByteArray();
        });
    }

    @Test
    void everyTypeIsCovered() {
        Set<String> names = new HashSet<>();
        FILE.get("types").fieldNames().forEachRemaining(names::add);
        names.removeAll(ELSEWHERE);
        assertThat(TYPES.keySet()).isEqualTo(names);
    }

    /** §5, §6: what is read and written again is the same, byte for byte. */
    @TestFactory
    Stream<DynamicTest> everyTypeRoundTrips() {
        return TYPES.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> VectorRows.cases(FILE.get("types").get(name))
                                .forEach(v -> assertThat(TYPES.get(name).apply(VectorRows.bytes(v.get("encoded"))))
                                        .isEqualTo(VectorRows.bytes(v.get("encoded"))))));
    }

    /** §5: damaged bytes are refused, superfluous ones at the end are ignored. */
    @TestFactory
    Stream<DynamicTest> decoding() {
        return VectorRows.cases(FILE.get("decoding"))
                .filter(v -> !ELSEWHERE.contains(v.get("type").asText()))
                .map(v -> DynamicTest.dynamicTest(
                        v.get("type").asText() + ": " + v.get("case").asText(), () -> decodes(v)));
    }

    private static void decodes(JsonNode v) {
        UnaryOperator<byte[]> type = TYPES.get(v.get("type").asText());
        byte[] bytes = VectorRows.bytes(v.get("bytes"));
        if (v.get("accepted").asBoolean()) {
            assertThat(type.apply(bytes)).isEqualTo(VectorRows.bytes(v.get("re_encoded")));
        } else {
            assertThatThrownBy(() -> type.apply(bytes))
                    .isInstanceOf(DiscretException.class)
                    .extracting(e -> ((DiscretException) e).code())
                    .isEqualTo(ErrorCode.BAD_MESSAGE);
        }
    }

    /** §6.8: what an answer carries. */
    @TestFactory
    Stream<DynamicTest> payloads() {
        return VectorRows.cases(FILE.get("types").get("Answer"))
                .map(v -> v.get("fields"))
                .map(v -> DynamicTest.dynamicTest(
                        v.get("answers").asText() + ", " + v.get("payload_type").asText(), () -> {
                            byte[] payload = VectorRows.bytes(v.get("payload"));
                            switch (v.get("payload_type").asText()) {
                                case "end marker" ->
                                    assertThat(Answer.end(1).serialized()).isEqualTo(payload);
                                case "SynchronisationError" ->
                                    assertThat(TYPES.get("SynchronisationError").apply(payload))
                                            .isEqualTo(payload);
                                default ->
                                    assertThat(again(
                                                    PAYLOADS.get(
                                                            v.get("answers").asText()),
                                                    payload))
                                            .isEqualTo(payload);
                            }
                        }));
    }

    private static <T> byte[] again(Payload<T> payload, byte[] bytes) {
        return payload.encode(payload.decode(bytes));
    }

    /** §4.2: a big-endian length in front. */
    @Test
    void frames() {
        VectorRows.cases(FILE.get("types").get("QueryProtocol"))
                .forEach(v -> assertFrame(
                        v,
                        bytes -> FrameWriter.frame(QueryProtocol.decode(bytes).encode())));
        VectorRows.cases(FILE.get("types").get("Answer"))
                .forEach(v -> assertFrame(
                        v, bytes -> FrameWriter.frame(Answer.decode(bytes).encode())));
        VectorRows.cases(FILE.get("types").get("RemoteEvent"))
                .forEach(v -> assertFrame(
                        v, bytes -> FrameWriter.frame(RemoteEvent.decode(bytes).encode())));
        VectorRows.cases(FILE.get("types").get("ConnectionInfo"))
                .forEach(v -> assertFrame(
                        v,
                        bytes -> FrameWriter.frame(ConnectionInfo.decode(bytes).encode())));
    }

    private static void assertFrame(JsonNode v, UnaryOperator<byte[]> writer) {
        byte[] encoded = VectorRows.bytes(v.get("encoded"));
        byte[] framed = VectorRows.bytes(v.get("framed"));
        assertThat(writer.apply(encoded)).isEqualTo(framed);
        List<byte[]> found = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(WireLimits.ACCEPTED_FRAME);
        for (byte b : framed) {
            decoder.feed(ByteBuffer.wrap(new byte[] {b}), found::add);
        }
        assertThat(found).containsExactly(encoded);
    }

    /** §4.1: what a dialer sends first on the event stream. */
    @Test
    void openingOfTheEventStream() {
        VectorRows.cases(FILE.get("types").get("ConnectionInfo")).forEach(v -> {
            ConnectionInfo info = ConnectionInfo.read(new BincodeReader(VectorRows.bytes(v.get("encoded"))));
            String flag =
                    FILE.get("stream_flags").get("event_stream_first_byte").asText();
            assertThat(flag + HexFormat.of().formatHex(FrameWriter.frame(info.encode())))
                    .isEqualTo(v.get("event_stream_opening").asText());
        });
    }

    /** §6.6, §6.3: names of the fields, not only their bytes. */
    @Test
    void fieldsHaveTheirMeaning() {
        VectorRows.cases(FILE.get("types").get("ConnectionInfo")).forEach(v -> {
            ConnectionInfo info = ConnectionInfo.read(new BincodeReader(VectorRows.bytes(v.get("encoded"))));
            JsonNode fields = v.get("fields");
            assertThat(info.endpointId()).isEqualTo(VectorRows.uid(fields.get("endpoint_id")));
            assertThat(info.remoteId()).isEqualTo(VectorRows.uid(fields.get("remote_id")));
            assertThat(info.connectionId()).isEqualTo(VectorRows.uid(fields.get("connection_id")));
        });
        VectorRows.cases(FILE.get("types").get("QueryProtocol")).forEach(v -> {
            QueryProtocol asked = QueryProtocol.read(new BincodeReader(VectorRows.bytes(v.get("encoded"))));
            JsonNode query = v.get("fields").get("query");
            assertThat(Long.toUnsignedString(asked.id()))
                    .isEqualTo(v.get("fields").get("id").asText());
            assertThat(asked.query().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                    .isEqualTo(query.get("variant").asText().replace("_", ""));
            if (asked.query() instanceof Query.OfRoom ofRoom) {
                assertThat(ofRoom.room()).isEqualTo(VectorRows.uid(query.get("room")));
            }
            if (asked.query() instanceof Query.OfDay ofDay) {
                assertThat(ofDay.date()).isEqualTo(query.get("date").longValue());
                assertThat(ofDay.entity()).isEqualTo(query.get("entity").asText());
            }
        });
    }
}
