package io.discret.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.core.wire.Payload;
import io.discret.core.wire.WireLimits;
import io.discret.spi.Node;
import io.discret.testkit.StoreRows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How answers are cut into messages that the peer accepts (docs/protocol/40 §4.4). */
class PartsTest {
    private static final int MOST = 1000 + WireLimits.ANSWER_OVERHEAD;

    private static Node row(long number, int characters) {
        return StoreRows.node(number, StoreRows.uid(7), "1.0", 5, "{\"32\":\"" + "x".repeat(characters) + "\"}");
    }

    private static List<Node> read(List<byte[]> payloads) {
        List<Node> rows = new ArrayList<>();
        payloads.forEach(payload -> rows.addAll(Payload.NODES.decode(payload)));
        return rows;
    }

    @Test
    void noPayloadIsLongerThanThePeerAccepts() {
        Parts<Node> parts = Parts.ofNodes(MOST);
        List<Node> rows = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(row(i, i * 7));
            parts.add(rows.get(i));
            payloads.addAll(parts.take());
        }
        payloads.addAll(parts.takeAll());
        assertThat(payloads).allMatch(payload -> payload.length <= 1000).hasSizeGreaterThan(10);
        assertThat(read(payloads)).isEqualTo(rows);
        assertThat(parts.skipped()).isZero();
        assertThat(parts.takeAll()).isEmpty();
    }

    /** One row of exactly the greatest size fits, one byte more does not: it is left out and counted. */
    @Test
    void whatFitsIntoNoMessageIsLeftOutAndCounted() {
        int empty = RowCodec.size(row(1, 0));
        int most = 1000 - Long.BYTES - empty;
        Parts<Node> parts = Parts.ofNodes(MOST);
        parts.add(row(1, most));
        parts.add(row(2, most + 1));
        parts.add(row(3, 1));
        assertThat(parts.skipped()).isEqualTo(1);
        List<byte[]> payloads = parts.takeAll();
        assertThat(payloads).hasSize(2);
        assertThat(payloads.get(0)).hasSize(1000);
        assertThat(read(payloads)).extracting(Node::id).containsExactly(StoreRows.uid(1), StoreRows.uid(3));
    }

    /** Small elements gather until a message has the size that is meant, whatever the peer would accept. */
    @Test
    void aMessageIsSentWhenItIsLargeEnough() {
        Parts<Uid> parts = Parts.ofUids(100 * WireLimits.PART_TARGET);
        int perPart = (WireLimits.PART_TARGET + Uid.SIZE - 1) / Uid.SIZE;
        for (int i = 0; i < perPart - 1; i++) {
            parts.add(StoreRows.uid(i));
        }
        assertThat(parts.take()).isEmpty();
        parts.add(StoreRows.uid(perPart));
        assertThat(parts.take()).hasSize(1);
        assertThat(parts.takeAll()).isEmpty();
    }
}
