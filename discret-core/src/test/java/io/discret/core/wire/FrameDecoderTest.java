package io.discret.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.FrameDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames cut out of a stream (docs/protocol/40 §4.2, §4.3). */
class FrameDecoderTest {
    private final List<byte[]> frames = new ArrayList<>();

    @Test
    void findsFramesInPiecesOfAnySize() {
        // Given frames of many sizes, one of them empty, in one stream.
        Random random = new Random(7);
        List<byte[]> sent = new ArrayList<>();
        BincodeWriter stream = new BincodeWriter();
        for (int size : new int[] {1, 0, 5, 40_000, 16_384, 3, 200_000}) {
            byte[] frame = new byte[size];
            random.nextBytes(frame);
            sent.add(frame);
            stream.u32(Integer.reverseBytes(size)).fixed(frame);
        }
        // When they come in random pieces.
        ByteBuffer all = ByteBuffer.wrap(stream.toByteArray());
        FrameDecoder decoder = new FrameDecoder(200_000);
        while (all.hasRemaining()) {
            int piece = Math.min(all.remaining(), 1 + random.nextInt(9_000));
            decoder.feed(all.slice(all.position(), piece), frames::add);
            all.position(all.position() + piece);
        }
        // Then they are the same frames.
        assertThat(frames).containsExactlyElementsOf(sent);
    }

    @Test
    void refusesALengthAboveTheLimitBeforeTheBytesCome() {
        for (int length : new int[] {101, Integer.MAX_VALUE, -1}) {
            FrameDecoder decoder = new FrameDecoder(100);
            ByteBuffer head = ByteBuffer.allocate(4).putInt(0, length);
            assertThatThrownBy(() -> decoder.feed(head, frames::add)).isInstanceOf(DiscretException.class);
        }
        assertThat(frames).isEmpty();
    }

    /** §5: never allocate from the announced length, and nothing but a clear error. */
    @Test
    void randomBytesAreAMessageOrAClearError() {
        Random random = new Random(41);
        int understood = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 12) {
                java.util.Arrays.fill(bytes, 8, 12, (byte) 0);
                bytes[8] = (byte) random.nextInt(14);
            }
            try {
                QueryProtocol.read(new BincodeReader(bytes));
                understood++;
            } catch (DiscretException e) {
                assertThat(e.code().text()).isEqualTo("bad_message");
            }
            for (Payload<?> payload : List.of(Payload.NODES, Payload.EDGES, Payload.ROOM_NODE, Payload.ROOM_LOG)) {
                try {
                    payload.decode(bytes);
                } catch (DiscretException e) {
                    assertThat(e.code().text()).isEqualTo("bad_message");
                }
            }
        }
        assertThat(understood).isPositive();
    }

    /** 41 §2.5: the smaller date wins when a row is asked for twice. */
    @Test
    void leastDatesOfSources() {
        Query.Edges edges = new Query.Edges(
                Uid.ZERO, List.of(new Query.Edges.Source(Uid.ZERO, 7), new Query.Edges.Source(Uid.ZERO, 3)));
        assertThat(edges.leastDates()).containsEntry(Uid.ZERO, 3L).hasSize(1);
    }
}
