package io.discret.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.core.rows.DaySpan;
import io.discret.core.rows.VectorRows;
import io.discret.core.rows.WholeRow;
import io.discret.spi.Edge;
import io.discret.spi.FrameDecoder;
import io.discret.spi.Node;
import io.discret.testkit.Allocations;
import io.discret.testkit.StoreRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of docs/protocol/40 §6, and everything an answer carries, cut at every byte, with every length and count
 * replaced, and with random bytes: it is read or refused as {@code BAD_MESSAGE}, and memory is taken for the bytes that
 * came, never for those announced (40 §5).
 */
class DamagedMessagesTest {
    private static final long[] LENGTHS = {-1, Long.MAX_VALUE, 1L << 32, Integer.MAX_VALUE, 1 << 24};

    /** What one byte of a message may cost: objects of the least element, lists, and the exception of a refusal. */
    private static final long PER_BYTE = 64;

    /** Classes that are loaded on the way count too; a count of 2^24 that is believed would cost a hundred times as much. */
    private static final long EXCEPTION = 1 << 20;

    private static final int RANDOM_CHANGES = 100;

    /** A decoder and messages of its type. */
    static Stream<Arguments> messages() {
        List<Arguments> all = new ArrayList<>();
        WireVectorsTest.TYPES.forEach((name, type) -> all.add(Arguments.of(name, type, encoded(name))));
        WireVectorsTest.PAYLOADS.forEach(
                (name, payload) -> all.add(Arguments.of("answer to " + name, decoder(payload), payloads(name))));
        Node row = StoreRows.node(1, StoreRows.uid(9), "1.0", 3, "{\"32\":\"text\"}");
        Edge edge = StoreRows.edge(1, "1.0", "33", 2, 3);
        byte[] rows = Payload.DAY_ROWS.encode(List.of(new WholeRow(row, List.of(edge)), new WholeRow(row, List.of())));
        all.add(Arguments.of("answer to DayRows", decoder(Payload.DAY_ROWS), List.of(rows)));
        byte[] spans = Payload.DAY_SPANS.encode(List.of(new DaySpan(0, 10, 1, new byte[32])));
        all.add(Arguments.of("answer to DaySpans", decoder(Payload.DAY_SPANS), List.of(spans)));
        return all.stream();
    }

    private static UnaryOperator<byte[]> decoder(Payload<?> payload) {
        return bytes -> {
            payload.decode(bytes);
            return bytes;
        };
    }

    private static List<byte[]> encoded(String type) {
        return VectorRows.cases(WireVectorsTest.FILE.get("types").get(type))
                .map(v -> VectorRows.bytes(v.get("encoded")))
                .limit(2)
                .toList();
    }

    private static List<byte[]> payloads(String query) {
        return VectorRows.cases(WireVectorsTest.FILE.get("types").get("Answer"))
                .map(v -> v.get("fields"))
                .filter(v -> v.get("answers").asText().equals(query))
                .map((JsonNode v) -> VectorRows.bytes(v.get("payload")))
                .limit(2)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void isReadOrRefused(String name, UnaryOperator<byte[]> decoder, List<byte[]> messages) {
        assertThat(messages).isNotEmpty();
        for (byte[] message : messages) {
            for (int length = 0; length < message.length; length++) {
                check(decoder, Arrays.copyOf(message, length));
            }
            for (int at = 0; at + Long.BYTES <= message.length; at++) {
                for (long length : LENGTHS) {
                    byte[] changed = message.clone();
                    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at, length);
                    check(decoder, changed);
                }
            }
            Random random = new Random(message.length);
            for (int i = 0; i < RANDOM_CHANGES; i++) {
                byte[] changed = message.clone();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                check(decoder, changed);
                random.nextBytes(changed);
                check(decoder, changed);
            }
        }
    }

    private static void check(UnaryOperator<byte[]> decoder, byte[] message) {
        long allocated = Allocations.of(() -> {
            try {
                assertThat(decoder.apply(message)).isNotNull();
            } catch (DiscretException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_MESSAGE);
            }
        });
        assertThat(allocated).isLessThan(EXCEPTION + PER_BYTE * message.length);
    }

    /** 40 §4.2: whatever pieces they come in, and however much is announced, memory follows the bytes that came. */
    @Test
    void anAnnouncedFrameCostsNothing() {
        List<byte[]> frames = new ArrayList<>();
        byte[] announced =
                ByteBuffer.allocate(5).putInt(WireLimits.ACCEPTED_FRAME).array();

        long allocated = Allocations.of(
                () -> new FrameDecoder(WireLimits.ACCEPTED_FRAME).feed(ByteBuffer.wrap(announced), frames::add));

        assertThat(frames).isEmpty();
        assertThat(allocated).isLessThan(EXCEPTION);
    }
}
