package io.discret.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.rows.SentRow;
import io.discret.spi.FrameDecoder;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.Signer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What we send on the stream of events, we accept there. */
class EventFrameTest {
    /** docs/protocol/41 §12.2: "64 at most; one event an entity". Found by a simulation of many peers. */
    @Test
    @DisplayName("An event that names as many rows as it may gets through")
    void theLongestEventFits() {
        NodeIdentifier row = new NodeIdentifier(Uid.ZERO, Long.MAX_VALUE, new byte[Signer.SIGNATURE_SIZE]);
        byte[] event = new RemoteEvent.RowsChanged(Uid.ZERO, "1000000.1000000", Collections.nCopies(64, row)).encode();
        List<byte[]> received = new ArrayList<>();

        new FrameDecoder(WireLimits.EVENT_FRAME).feed(ByteBuffer.wrap(FrameWriter.frame(event)), received::add);

        assertThat(received).containsExactly(event);
    }

    /** docs/protocol/41 §12.5: "6 KiB at most together". */
    @Test
    @DisplayName("An event that carries as much of rows as it may gets through")
    void theLongestRowsFit() {
        SentRow small = row("");
        SentRow sent = row("x".repeat((6 << 10) - small.size()));
        assertThat(sent.size()).isEqualTo(6 << 10);
        RemoteEvent event = new RemoteEvent.RowsWritten(Uid.ZERO, "1000000.1000000", List.of(sent));
        List<byte[]> received = new ArrayList<>();

        new FrameDecoder(WireLimits.EVENT_FRAME)
                .feed(ByteBuffer.wrap(FrameWriter.frame(event.encode())), received::add);

        assertThat(RemoteEvent.decode(received.get(0))).isEqualTo(event);
    }

    private static SentRow row(String text) {
        Node row = new Node(
                Uid.ZERO,
                Uid.ZERO,
                1,
                1,
                "1000000.1000000",
                "{\"32\":\"" + text + "\"}",
                null,
                new byte[33],
                new byte[Signer.SIGNATURE_SIZE]);
        return new SentRow(row, 1, List.of());
    }
}
