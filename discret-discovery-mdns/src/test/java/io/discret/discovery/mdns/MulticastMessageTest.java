package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import io.discret.testkit.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MulticastMessageTest {
    private static final HexFormat HEX = HexFormat.of();

    @TestFactory
    @DisplayName("Recorded messages are written and read byte for byte")
    Stream<DynamicTest> recordedMessages() throws IOException {
        return stream(vectors().at("/types/MulticastMessage"))
                .map(one -> DynamicTest.dynamicTest(name(one), () -> {
                    MulticastMessage message = message(one.get("fields"));
                    assertThat(HEX.formatHex(message.encoded()))
                            .isEqualTo(one.get("encoded").textValue());
                    assertThat(read(one.get("encoded").textValue())).isEqualTo(message);
                }));
    }

    @TestFactory
    @DisplayName("Damaged messages are read or refused as the reference does")
    Stream<DynamicTest> damagedMessages() throws IOException {
        return stream(vectors().get("decoding"))
                .filter(one -> one.get("type").textValue().equals("MulticastMessage"))
                .map(one -> DynamicTest.dynamicTest(one.get("case").textValue(), () -> {
                    String bytes = one.get("bytes").textValue();
                    if (one.get("accepted").booleanValue()) {
                        assertThat(HEX.formatHex(read(bytes).encoded()))
                                .isEqualTo(one.get("re_encoded").textValue());
                    } else {
                        refused(bytes);
                    }
                }));
    }

    @Test
    @DisplayName("Every message cut short is refused, one with bytes left over is read (40 §5)")
    void cutAndOverlong() throws IOException {
        for (JsonNode one : vectors().at("/types/MulticastMessage")) {
            String encoded = one.get("encoded").textValue();
            for (int length = 0; length < encoded.length(); length += 2) {
                refused(encoded.substring(0, length));
            }
            assertThat(read(encoded + "ffff")).isEqualTo(read(encoded));
        }
    }

    @Test
    @DisplayName("The examples of 40 §6.4 have 141 and 133 bytes and end with port cbc3")
    void theExamplesOfTheSpecification() {
        byte[] id = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
        AnnounceHeader header = new AnnounceHeader(Uid.of(id), filled(32, 0x77), filled(64, 0x55));
        MeetingToken token = MeetingToken.of(HEX.parseHex("01020304050607"));

        assertThat(new MulticastMessage.Announcement(new Announce(header, List.of(token)), 50123).encoded())
                .hasSize(141)
                .startsWith(0, 0, 0, 0, 0, 1, 2, 3)
                .endsWith(1, 2, 3, 4, 5, 6, 7, 0xcb, 0xc3);
        assertThat(new MulticastMessage.InitiateConnection(header, token, 50123).encoded())
                .hasSize(133)
                .startsWith(1, 0, 0, 0, 0, 1, 2, 3)
                .endsWith(1, 2, 3, 4, 5, 6, 7, 0xcb, 0xc3);
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static MulticastMessage read(String hex) {
        return MulticastMessage.read(ByteBuffer.wrap(HEX.parseHex(hex)));
    }

    private static void refused(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOfSatisfying(DiscretException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.BAD_MESSAGE));
    }

    private static JsonNode vectors() throws IOException {
        return new ObjectMapper().readTree(Vectors.file("wire.json").toFile());
    }

    private static String name(JsonNode one) {
        return one.at("/fields/variant").textValue() + " to port " + one.at("/fields/port");
    }

    private static MulticastMessage message(JsonNode fields) {
        int port = fields.get("port").intValue();
        if (fields.get("variant").textValue().equals("initiate_connection")) {
            return new MulticastMessage.InitiateConnection(
                    header(fields.get("header")), token(fields.get("token")), port);
        }
        JsonNode announce = fields.get("announce");
        List<MeetingToken> tokens =
                stream(announce.get("tokens")).map(MulticastMessageTest::token).toList();
        return new MulticastMessage.Announcement(new Announce(header(announce.get("header")), tokens), port);
    }

    private static AnnounceHeader header(JsonNode header) {
        return new AnnounceHeader(
                Uid.of(hex(header.get("endpoint_id"))),
                hex(header.get("certificate_hash")),
                hex(header.get("signature")));
    }

    private static MeetingToken token(JsonNode token) {
        return MeetingToken.of(hex(token));
    }

    private static byte[] hex(JsonNode text) {
        return HEX.parseHex(text.textValue());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
