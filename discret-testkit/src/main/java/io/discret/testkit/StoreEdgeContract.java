package io.discret.testkit;

import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prove that a store keeps relations, from and to their rows. */
public abstract class StoreEdgeContract extends OpenedStore {
    // Relations.

    @Test
    void everyColumnOfAnEdgeComesBackAndTheSameIdentityReplaces() {
        Edge first = edge(1, "0", "32", 2, 5);
        Edge second = new Edge(uid(1), "9", "32", uid(2), -6, key(4), signature(77));
        commit(() -> {
            writer.putEdge(first);
            writer.putEdge(edge(1, "0", "33", 2, 5));
        });
        assertThat(reader.edge(uid(1), "32", uid(2))).isEqualTo(first);

        commit(() -> writer.putEdge(second));

        assertThat(reader.edges(uid(1), "32")).containsExactly(second);
        assertThat(reader.edge(uid(2), "32", uid(1))).isNull();
    }

    @Test
    void edgesOfALabelComeByTargetIdAsUnsignedBytes() {
        byte[] high = new byte[Uid.SIZE];
        Arrays.fill(high, (byte) 0xff);
        Edge last = new Edge(uid(1), "0", "32", Uid.of(high), 1, key(1), signature(1));
        commit(() -> {
            writer.putEdge(last);
            writer.putEdge(edge(1, "0", "32", 9, 5));
            writer.putEdge(edge(1, "0", "32", 3, 5));
        });

        assertThat(reader.edges(uid(1), "32")).extracting(Edge::dest).containsExactly(uid(3), uid(9), Uid.of(high));
    }

    @Test
    void oneEdgeIsDeleted() {
        commit(() -> {
            writer.putEdge(edge(1, "0", "32", 2, 5));
            writer.putEdge(edge(1, "0", "32", 3, 5));
        });

        commit(() -> {
            assertThat(writer.deleteEdge(uid(1), "32", uid(2))).isTrue();
            assertThat(writer.deleteEdge(uid(1), "32", uid(2))).isFalse();
            assertThat(writer.deleteEdge(uid(1), "33", uid(3))).isFalse();
        });

        assertThat(reader.edges(uid(1), "32")).extracting(Edge::dest).containsExactly(uid(3));
    }

    @Test
    void edgesOfSourcesLieInTheRoomAndAreNotOlderThanTheDateBesideTheSource() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", 10, null), null);
            writer.putNode(node(2, ROOM, "0", 10, null), null);
            writer.putNode(node(3, OTHER_ROOM, "0", 10, null), null);
            writer.putEdge(edge(1, "0", "32", 8, 4));
            writer.putEdge(edge(1, "0", "32", 9, 5));
            writer.putEdge(edge(1, "0", "33", 9, 6));
            writer.putEdge(edge(2, "0", "32", 9, 5));
            writer.putEdge(edge(3, "0", "32", 9, 5));
            writer.putEdge(edge(4, "0", "32", 9, 5));
        });

        assertThat(reader.edges(ROOM, Map.of(uid(1), 5L, uid(2), 6L, uid(3), 0L, uid(4), 0L)))
                .containsExactlyInAnyOrder(edge(1, "0", "32", 9, 5), edge(1, "0", "33", 9, 6));
        assertThat(reader.edges(ROOM, Map.of())).isEmpty();
    }

    @Test
    void edgesThatLeadToARow() {
        Edge one = edge(1, "0", "5", 9, DAY);
        Edge two = edge(2, "0", "6", 9, DAY);
        commit(() -> {
            writer.putEdge(two);
            writer.putEdge(one);
            writer.putEdge(edge(9, "0", "5", 1, DAY));
        });

        assertThat(reader.edgesTo(uid(9))).containsExactly(one, two);
        assertThat(reader.edgesTo(uid(2))).isEmpty();
    }
}
