package io.discret.testkit;

import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.edgeDeletion;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.line;
import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.nodeDeletion;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.NodeVersion;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prove that a store keeps rows as the SPI promises. Extend it, return the provider, and run it unchanged.
 *
 * <p>What queries answer is {@link StoreQueryContract}, opening, locking and keys are {@link StoreOpeningContract}.
 */
public abstract class StoreContract {
    /** Collections of ids may be of any size. */
    private static final int MANY = 100_000;

    private static final long DAY = 86_400_000L;
    private static final Uid ROOM = uid(1_000_001);
    private static final Uid OTHER_ROOM = uid(1_000_002);

    private Path folder;
    private Store store;
    private StoreWriter writer;
    private StoreReader reader;

    /** The provider to prove. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        store = provider()
                .open(new StoreOptions(folder.resolve("a").resolve("store"), new byte[32], 2048, 2048, false));
        writer = store.writer();
        reader = store.reader();
    }

    @AfterEach
    void close() {
        store.close();
    }

    // Transactions.

    @Test
    void writerIsTheSameObjectAtEachCall() {
        assertThat(store.writer()).isSameAs(writer);
        assertThat(store.description()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void whatIsCommittedIsVisibleToReadersAtOnce() {
        Node row = node(1, ROOM, "0", 10, "{\"32\":\"x\"}");

        commit(() -> writer.putNode(row, "x "));

        assertThat(reader.node(uid(1))).isEqualTo(row);
    }

    @Test
    void readersDoNotSeeWhatIsNotCommittedButTheWriterDoes() {
        writer.begin();
        writer.putNode(node(1, ROOM, "0", 10, null), null);

        assertThat(writer.node(uid(1))).isNotNull();
        assertThat(reader.node(uid(1))).isNull();

        writer.commit();
        assertThat(reader.node(uid(1))).isNotNull();
    }

    @Test
    void readersNeverWaitForTheWriter() {
        commit(() -> writer.putNode(node(1, ROOM, "0", 10, null), null));
        writer.begin();
        writer.putNode(node(1, ROOM, "0", 11, null), null);

        assertThat(mdate(reader, 1)).isEqualTo(10);
        try (StoreReader second = store.reader()) {
            assertThat(mdate(second, 1)).isEqualTo(10);
        }
        writer.rollback();
    }

    @Test
    void aSnapshotStaysTheSameUntilItsEnd() {
        reader.begin();
        commit(() -> writer.putNode(node(1, ROOM, "0", 10, null), null));

        assertThat(reader.node(uid(1))).isNull();
        assertThat(reader.versions(List.of(uid(1)))).isEmpty();

        reader.end();
        assertThat(reader.node(uid(1))).isNotNull();
        reader.end();
    }

    @Test
    void rollbackDropsTheTransactionAndWithoutOneDoesNothing() {
        writer.begin();
        writer.putNode(node(1, ROOM, "0", 10, null), null);
        writer.putEdge(edge(1, "0", "32", 2, 5));
        writer.rollback();
        writer.rollback();

        assertThat(writer.node(uid(1))).isNull();
        assertThat(writer.edge(uid(1), "32", uid(2))).isNull();
    }

    @Test
    void endOfTheWriterRollsBack() {
        writer.begin();
        writer.putNode(node(1, ROOM, "0", 10, null), null);
        writer.end();

        assertThat(reader.node(uid(1))).isNull();
        assertThat(writer.node(uid(1))).isNull();
    }

    @Test
    void aSavepointDropsOneRequestAndKeepsItsNeighbours() {
        writer.begin();
        writer.savepoint();
        writer.putNode(node(1, ROOM, "0", 10, null), null);
        writer.release();
        writer.savepoint();
        writer.putNode(node(2, ROOM, "0", 10, null), null);
        writer.putNode(node(1, ROOM, "0", 99, null), null);
        writer.rollbackTo();
        writer.savepoint();
        writer.putNode(node(3, ROOM, "0", 10, null), null);
        writer.release();
        writer.commit();

        assertThat(mdate(reader, 1)).isEqualTo(10);
        assertThat(reader.node(uid(2))).isNull();
        assertThat(reader.node(uid(3))).isNotNull();
    }

    @Test
    void savepointsNest() {
        writer.begin();
        writer.savepoint();
        writer.putNode(node(1, ROOM, "0", 10, null), null);
        writer.savepoint();
        writer.putNode(node(2, ROOM, "0", 10, null), null);
        writer.release();
        writer.savepoint();
        writer.putNode(node(3, ROOM, "0", 10, null), null);
        writer.rollbackTo();
        assertThat(writer.node(uid(3))).isNull();
        assertThat(writer.node(uid(2))).isNotNull();
        writer.rollbackTo();
        writer.putNode(node(4, ROOM, "0", 10, null), null);
        writer.commit();

        assertThat(reader.versions(List.of(uid(1), uid(2), uid(3), uid(4)))).containsOnlyKeys(uid(4));
    }

    @Test
    void writingOutsideOfATransactionIsRefused() {
        List<Runnable> writes = List.of(
                () -> writer.putNode(node(1, ROOM, "0", 10, null), null),
                () -> writer.deleteNode(uid(1)),
                () -> writer.putEdge(edge(1, "0", "32", 2, 5)),
                () -> writer.deleteEdge(uid(1), "32", uid(2)),
                () -> writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1)),
                () -> writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 1)),
                () -> writer.markDay(ROOM, "0", 0),
                () -> writer.putDailyLog(line(ROOM, 0, "0", 1)),
                () -> writer.putRoomDefinitionDate(ROOM, 1),
                () -> writer.putConfiguration("k", "v"),
                () -> writer.createIndex("i", "0", List.of()),
                () -> writer.dropIndex("i"),
                writer::savepoint,
                writer::release,
                writer::rollbackTo,
                writer::commit);

        for (Runnable write : writes) {
            assertThatThrownBy(write::run).isInstanceOf(IllegalStateException.class);
        }
        assertThat(reader.node(uid(1))).isNull();
    }

    @Test
    void closedStoreSaysSo() {
        store.close();
        store.close();

        assertThatThrownBy(() -> reader.node(uid(1)))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        assertThatThrownBy(() -> store.reader())
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void anOpenTransactionIsDroppedByClosing() {
        commit(() -> writer.putNode(node(1, ROOM, "0", 10, null), null));
        writer.begin();
        writer.putNode(node(2, ROOM, "0", 10, null), null);
        store.close();

        open(folder);

        assertThat(reader.node(uid(1))).isNotNull();
        assertThat(reader.node(uid(2))).isNull();
    }

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

    // Deletion entries.

    @Test
    void nodeDeletionsOfADayAndByIds() {
        NodeDeletion in = nodeDeletion(ROOM, 1, "0", DAY, 1);
        commit(() -> {
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", DAY - 1, 2));
            writer.putNodeDeletion(in);
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "1", DAY, 3));
            writer.putNodeDeletion(nodeDeletion(OTHER_ROOM, 1, "0", DAY, 4));
            writer.putNodeDeletion(nodeDeletion(ROOM, 2, "0", 2 * DAY, 5));
        });

        assertThat(reader.nodeDeletions(ROOM, "0", DAY, 2 * DAY)).containsExactly(in);
        assertThat(reader.nodeDeletions(ROOM, List.of(uid(1)))).hasSize(3).contains(in);
        assertThat(reader.nodeDeletions(ROOM, List.of(uid(2), uid(3)))).hasSize(1);
    }

    @Test
    void edgeDeletionsOfADay() {
        commit(() -> {
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, DAY - 1, 1));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, DAY, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "1", 3, DAY, 3));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 4, 2 * DAY - 1, 4));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 2 * DAY, 5));
        });

        assertThat(reader.edgeDeletions(ROOM, "0", DAY, 2 * DAY))
                .containsExactlyInAnyOrder(
                        edgeDeletion(ROOM, 1, "0", 2, DAY, 2), edgeDeletion(ROOM, 1, "0", 4, 2 * DAY - 1, 4));
    }

    @Test
    void edgeDeletionsOfSources() {
        commit(() -> {
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, DAY, 1));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5 * DAY, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 2, "0", 1, DAY, 3));
            writer.putEdgeDeletion(edgeDeletion(OTHER_ROOM, 1, "0", 2, DAY, 4));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 3, "1", 2, DAY, 5));
        });

        assertThat(reader.edgeDeletions(ROOM, List.of(uid(1), uid(3), uid(4))))
                .containsExactlyInAnyOrder(
                        edgeDeletion(ROOM, 1, "0", 2, DAY, 1),
                        edgeDeletion(ROOM, 1, "0", 2, 5 * DAY, 2),
                        edgeDeletion(ROOM, 3, "1", 2, DAY, 5));
        assertThat(reader.edgeDeletions(ROOM, List.of())).isEmpty();
    }

    @Test
    void anEntryReplacesTheOneWithItsKeyAndIsKnownBySignature() {
        commit(() -> {
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1));
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 4));
        });

        assertThat(reader.nodeDeletions(ROOM, "0", 0, DAY)).containsExactly(nodeDeletion(ROOM, 1, "0", 5, 2));
        assertThat(reader.edgeDeletions(ROOM, "0", 0, DAY)).containsExactly(edgeDeletion(ROOM, 1, "0", 2, 5, 4));
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 2))).isTrue();
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1))).isFalse();
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "1", 5, 2))).isFalse();
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 6, 2))).isFalse();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 4))).isTrue();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3))).isFalse();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 3, 5, 4))).isFalse();
    }

    @Test
    void anEntryIsRemovedWhenItIsExactlyThisOne() {
        commit(() -> {
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3));
        });
        commit(() -> {
            assertThat(writer.deleteNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 2)))
                    .isFalse();
            assertThat(writer.deleteEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 4)))
                    .isFalse();
        });
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1))).isTrue();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3))).isTrue();

        commit(() -> {
            assertThat(writer.deleteNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1)))
                    .isTrue();
            assertThat(writer.deleteEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3)))
                    .isTrue();
        });
        assertThat(reader.nodeDeletions(ROOM, "0", 0, DAY)).isEmpty();
        assertThat(reader.edgeDeletions(ROOM, "0", 0, DAY)).isEmpty();
    }

    // Daily logs.

    @Test
    void signaturesOfADayAreSortedAsUnsignedBytesWithDuplicates() {
        commit(() -> {
            writer.putNode(signed(1, DAY, 0xd3L << 56), null);
            writer.putNode(signed(2, DAY, 5), null);
            writer.putNode(signed(3, DAY, 5), null);
            writer.putNode(signed(4, DAY - 1, 1), null);
            writer.putNode(signed(5, 2 * DAY, 1), null);
            writer.putNodeDeletion(nodeDeletion(ROOM, 9, "0", DAY, 0xfeL << 56));
            writer.putNodeDeletion(nodeDeletion(ROOM, 9, "0", DAY - 1, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 9, "0", 2, 2 * DAY - 1, 0x07L << 56));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 9, "1", 2, DAY, 3));
        });
        List<byte[]> found = new ArrayList<>();

        reader.forEachSignature(ROOM, "0", DAY, 2 * DAY, found::add);

        assertThat(found)
                .containsExactly(
                        signature(5),
                        signature(5),
                        signature(0x07L << 56),
                        signature(0xd3L << 56),
                        signature(0xfeL << 56));
    }

    @Test
    void markingCreatesALineOrKeepsEntryNumberAndHistory() {
        commit(() -> {
            writer.putDailyLog(line(ROOM, DAY, "0", 7));
            writer.markDay(ROOM, "0", DAY);
            writer.markDay(ROOM, "1", DAY);
            writer.markDay(ROOM, "1", DAY);
        });

        assertThat(reader.dailyLog(ROOM))
                .containsExactly(
                        new DailyLog(ROOM, DAY, "0", 7, null, new byte[] {3}, true),
                        new DailyLog(ROOM, DAY, "1", 0, null, null, true));
    }

    @Test
    void linesComeByDateThenEntityInTheOrderOfBytes() {
        commit(() -> {
            for (String entity : List.of("1.2", "0", "1.10", "10", "2")) {
                writer.putDailyLog(line(ROOM, 2 * DAY, entity, 1));
            }
            writer.putDailyLog(line(ROOM, DAY, "3", 1));
            writer.putDailyLog(line(OTHER_ROOM, DAY, "0", 1));
        });

        assertThat(reader.dailyLog(ROOM))
                .extracting(DailyLog::entity)
                .containsExactly("3", "0", "1.10", "1.2", "10", "2");
        assertThat(reader.dailyLog(ROOM, 2 * DAY))
                .extracting(DailyLog::entity)
                .containsExactly("0", "1.10", "1.2", "10", "2");
        assertThat(reader.dailyLog(ROOM, 3 * DAY)).isEmpty();
    }

    @Test
    void markedLinesComeByRoomEntityAndDate() {
        commit(() -> {
            writer.markDay(OTHER_ROOM, "0", DAY);
            writer.markDay(ROOM, "1", DAY);
            writer.markDay(ROOM, "0", 2 * DAY);
            writer.markDay(ROOM, "0", DAY);
            writer.putDailyLog(line(ROOM, 3 * DAY, "0", 1));
        });
        assertThat(reader.markedDays())
                .extracting(DailyLog::roomId, DailyLog::entity, DailyLog::date)
                .containsExactly(
                        tuple(ROOM, "0", DAY),
                        tuple(ROOM, "0", 2 * DAY),
                        tuple(ROOM, "1", DAY),
                        tuple(OTHER_ROOM, "0", DAY));

        commit(() -> writer.putDailyLog(line(ROOM, DAY, "0", 1)));

        assertThat(reader.markedDays()).hasSize(3);
    }

    @Test
    void lastDaysOfRoomsThatHaveLines() {
        commit(() -> {
            writer.markDay(ROOM, "0", DAY);
            writer.markDay(ROOM, "1", 5 * DAY);
            writer.markDay(OTHER_ROOM, "0", -DAY);
        });

        assertThat(reader.lastDays()).containsOnly(Map.entry(ROOM, 5 * DAY), Map.entry(OTHER_ROOM, -DAY));
    }

    // Rooms and configuration.

    @Test
    void datesOfRoomDefinitionsAreReplaced() {
        commit(() -> {
            writer.putRoomDefinitionDate(ROOM, 5);
            writer.putRoomDefinitionDate(ROOM, 3);
            writer.putRoomDefinitionDate(OTHER_ROOM, 0);
        });

        assertThat(reader.roomDefinitionDate(ROOM)).hasValue(3);
        assertThat(reader.roomDefinitionDate(uid(1))).isEmpty();
        assertThat(reader.roomDefinitionDates()).containsOnly(Map.entry(ROOM, 3L), Map.entry(OTHER_ROOM, 0L));
    }

    @Test
    void configurationValuesAreReplaced() {
        String big = "x".repeat(1_000_000);
        commit(() -> {
            writer.putConfiguration("Data Model", "{}");
            writer.putConfiguration("Data Model", big);
            writer.putConfiguration("", "empty key");
        });

        assertThat(reader.configuration("Data Model")).isEqualTo(big);
        assertThat(reader.configuration("")).isEqualTo("empty key");
        assertThat(reader.configuration("data model")).isNull();
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

    private void commit(Runnable work) {
        writer.begin();
        work.run();
        writer.commit();
    }

    private static long mdate(StoreReader reader, long number) {
        return requireNonNull(reader.node(uid(number)), "no such row").mdate();
    }

    private static Node authored(long number, @Nullable Uid room, String entity, int key) {
        return new Node(uid(number), room, 1, 1, entity, null, null, key(key), signature(number));
    }

    private static Node signed(long number, long mdate, long signature) {
        return new Node(uid(number), ROOM, 1, mdate, "0", null, null, key(1), signature(signature));
    }
}
