package io.discret.testkit;

import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.nodeDeletion;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.NodeVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Prove that a store keeps rows, by id, room, entity, author and day. */
public abstract class StoreNodeContract extends OpenedStore {
    /** Collections of ids may be of any size. */
    private static final int MANY = 100_000;

    // Rows.

    @Test
    void everyColumnOfARowComesBack() {
        byte[] binary = {0, (byte) 0xff, 7};
        Node full = new Node(
                uid(1),
                ROOM,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "1.2",
                "{\"32\": \"é\\u00e9 𝄞\"}",
                binary,
                key(3),
                signature(9));
        Node bare = new Node(uid(2), null, -1, 0, "0", null, null, new byte[0], new byte[0]);

        commit(() -> {
            writer.putNode(full, null);
            writer.putNode(bare, null);
        });

        assertThat(reader.node(uid(1))).isEqualTo(full);
        assertThat(reader.node(uid(2))).isEqualTo(bare);
        assertThat(reader.node(uid(1), "1.2")).isEqualTo(full);
        assertThat(reader.node(uid(1), "0")).isNull();
    }

    @Test
    void aRowReplacesTheOneWithItsIdWhateverEntityOrRoomAndEdgesStay() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", 10, "{}"), null);
            writer.putEdge(edge(1, "0", "32", 2, 5));
            writer.putEdge(edge(2, "0", "32", 1, 5));
        });
        Node other = node(1, OTHER_ROOM, "7", 11, null);

        commit(() -> writer.putNode(other, null));

        assertThat(reader.node(uid(1))).isEqualTo(other);
        assertThat(reader.nodesOf("0", null)).isEmpty();
        assertThat(reader.edge(uid(1), "32", uid(2))).isNotNull();
        assertThat(reader.edge(uid(2), "32", uid(1))).isNotNull();
    }

    @Test
    void deletingARowDeletesItsEdgesBothWays() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", 10, null), null);
            writer.putEdge(edge(1, "0", "32", 2, 5));
            writer.putEdge(edge(3, "0", "33", 1, 5));
            writer.putEdge(edge(2, "0", "32", 3, 5));
        });

        commit(() -> {
            assertThat(writer.deleteNode(uid(1))).isTrue();
            assertThat(writer.deleteNode(uid(1))).isFalse();
        });

        assertThat(reader.node(uid(1))).isNull();
        assertThat(reader.edges(uid(1), "32")).isEmpty();
        assertThat(reader.edges(uid(3), "33")).isEmpty();
        assertThat(reader.edge(uid(2), "32", uid(3))).isNotNull();
    }

    @Test
    void rowsOfARoomAreThoseAmongTheIdsThatLieInIt() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", 10, null), null);
            writer.putNode(node(2, OTHER_ROOM, "0", 10, null), null);
            writer.putNode(node(3, null, "0", 10, null), null);
            writer.putNode(node(4, ROOM, "1", 10, null), null);
        });

        assertThat(reader.nodes(ROOM, List.of(uid(1), uid(1), uid(2), uid(3), uid(4), uid(5))))
                .extracting(Node::id)
                .containsExactlyInAnyOrder(uid(1), uid(4));
        assertThat(reader.nodes(ROOM, List.of())).isEmpty();
    }

    @Test
    void rowsOfAnEntityOfOneRoomOrOfAll() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", 10, null), null);
            writer.putNode(node(2, OTHER_ROOM, "0", 10, null), null);
            writer.putNode(node(3, null, "0", 10, null), null);
            writer.putNode(node(4, ROOM, "1", 10, null), null);
        });

        assertThat(reader.nodesOf("0", null)).extracting(Node::id).containsExactlyInAnyOrder(uid(1), uid(2), uid(3));
        assertThat(reader.nodesOf("0", ROOM)).extracting(Node::id).containsExactly(uid(1));
    }

    @Test
    void rowsByAuthorAreThoseWithoutARoom() {
        commit(() -> {
            writer.putNode(authored(1, null, "0.4", 1), null);
            writer.putNode(authored(2, null, "0.4", 2), null);
            writer.putNode(authored(3, null, "0.4", 3), null);
            writer.putNode(authored(4, ROOM, "0.4", 1), null);
            writer.putNode(authored(5, null, "0.5", 1), null);
        });

        assertThat(reader.nodesByAuthor("0.4", List.of(key(1), key(2), key(9))))
                .extracting(Node::id)
                .containsExactlyInAnyOrder(uid(1), uid(2));
        assertThat(reader.nodesByAuthor("0.5", List.of(key(1))))
                .extracting(Node::id)
                .containsExactly(uid(5));
        assertThat(reader.nodesByAuthor("0.4", List.of())).isEmpty();
    }

    @Test
    void versionsOfIdsWithoutARowAreAbsent() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", 10, "{}"), null);
            writer.putNode(node(2, null, "1", 11, "{}"), null);
        });

        assertThat(reader.versions(List.of(uid(1), uid(2), uid(3))))
                .containsOnly(
                        Map.entry(uid(1), new NodeVersion(uid(1), ROOM, "0", 10, key(1), signature(1))),
                        Map.entry(uid(2), new NodeVersion(uid(2), null, "1", 11, key(1), signature(2))));
    }

    @Test
    void identifiersOfADayAreHalfOpen() {
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", DAY - 1, null), null);
            writer.putNode(node(2, ROOM, "0", DAY, null), null);
            writer.putNode(node(3, ROOM, "0", 2 * DAY - 1, null), null);
            writer.putNode(node(4, ROOM, "0", 2 * DAY, null), null);
            writer.putNode(node(5, ROOM, "1", DAY, null), null);
            writer.putNode(node(6, OTHER_ROOM, "0", DAY, null), null);
        });
        List<NodeIdentifier> found = new ArrayList<>();

        reader.forEachIdentifier(ROOM, "0", DAY, 2 * DAY, found::add);

        assertThat(found)
                .containsExactlyInAnyOrder(
                        new NodeIdentifier(uid(2), DAY, signature(2)),
                        new NodeIdentifier(uid(3), 2 * DAY - 1, signature(3)));
    }

    @Test
    void rowsOfADayAreThoseOfItsIdentifiers() {
        Node first = node(2, ROOM, "0", DAY, "{\"32\":\"é\"}");
        Node last = node(3, ROOM, "0", 2 * DAY - 1, null);
        commit(() -> {
            writer.putNode(node(1, ROOM, "0", DAY - 1, null), null);
            writer.putNode(first, null);
            writer.putNode(last, null);
            writer.putNode(node(4, ROOM, "0", 2 * DAY, null), null);
            writer.putNode(node(5, ROOM, "1", DAY, null), null);
            writer.putNode(node(6, OTHER_ROOM, "0", DAY, null), null);
        });
        List<Node> found = new ArrayList<>();

        reader.forEachNode(ROOM, "0", DAY, 2 * DAY, found::add);

        assertThat(found).containsExactlyInAnyOrder(first, last);
    }

    private static Node authored(long number, @Nullable Uid room, String entity, int key) {
        return new Node(uid(number), room, 1, 1, entity, null, null, key(key), signature(number));
    }

    // Sizes.

    @Test
    void collectionsOfIdsMayBeOfAnySize() {
        commit(() -> {
            for (int i = 0; i < MANY; i += 10) {
                writer.putNode(node(i, ROOM, "0", i, null), null);
                writer.putEdge(edge(i, "0", "32", i + 1, i));
            }
            writer.putNodeDeletion(nodeDeletion(ROOM, MANY - 1, "0", 5, 1));
        });
        List<Uid> ids = new ArrayList<>();
        Map<Uid, Long> sources = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            ids.add(uid(i));
            sources.put(uid(i), 0L);
        }

        assertThat(reader.versions(ids)).hasSize(MANY / 10);
        assertThat(reader.nodes(ROOM, ids)).hasSize(MANY / 10);
        assertThat(reader.edges(ROOM, sources)).hasSize(MANY / 10);
        assertThat(reader.nodeDeletions(ROOM, ids)).hasSize(1);
    }
}
