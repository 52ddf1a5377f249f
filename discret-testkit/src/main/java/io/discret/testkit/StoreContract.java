package io.discret.testkit;

import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.edgeDeletion;
import static io.discret.testkit.StoreRows.line;
import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.nodeDeletion;
import static io.discret.testkit.StoreRows.uid;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Node;
import io.discret.spi.StoreReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prove that a store keeps transactions as the SPI promises. Extend it, return the provider, and run it unchanged.
 *
 * <p>Every abstract class called Store…Contract is one part of the law: rows, relations, deletion entries, logs, queries,
 * opening.
 */
public abstract class StoreContract extends OpenedStore {
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
                () -> writer.putDaySpans(ROOM, "0", 0, new byte[1]),
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

    private static long mdate(StoreReader reader, long number) {
        return requireNonNull(reader.node(uid(number)), "no such row").mdate();
    }
}
