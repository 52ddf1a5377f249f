package io.discret.testkit;

import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.edgeDeletion;
import static io.discret.testkit.StoreRows.node;
import static io.discret.testkit.StoreRows.nodeDeletion;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Uid;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prove that a store hands out everything it holds, each thing once and in order. Extend it and return the provider. */
public abstract class StoreWalkContract {
    /** More than any portion a store may read at once, and no multiple of one. */
    private static final int MANY = 5_003;

    private static final Uid ROOM = uid(1_000_001);
    private static final Uid OTHER_ROOM = uid(1_000_002);

    private Store store;
    private StoreWriter writer;
    private StoreReader reader;

    /** The provider to prove. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void open(@TempDir Path folder) {
        store = provider().open(new StoreOptions(folder.resolve("store"), new byte[32], 2048, 2048, false));
        writer = store.writer();
        reader = store.reader();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void rowsComeInTheOrderOfInsertionWhateverTheirIdsAndLaterVersions() {
        List<Node> rows = new ArrayList<>();
        commit(() -> {
            for (int i = 0; i < MANY; i++) {
                // Neither ascending nor descending ids; some without a room, some of the system.
                Node row = node(id(i), i % 7 == 0 ? null : ROOM, i % 3 == 0 ? "0.4" : "0", i, "{\"32\":" + i + "}");
                rows.add(row);
                writer.putNode(row, null);
            }
            Node later = node(id(5), ROOM, "0", MANY, null);
            rows.set(5, later);
            writer.putNode(later, "words");
            writer.deleteNode(uid(id(6)));
            rows.remove(6);
        });
        List<Node> found = new ArrayList<>();

        reader.forEachNode(found::add);

        assertThat(found).isEqualTo(rows);
    }

    @Test
    void relationsComeByTheirKey() {
        List<Edge> edges = new ArrayList<>();
        for (int src = 0; src < 3; src++) {
            for (String label : List.of("32", "33")) {
                for (int dest = 0; dest < MANY / 3; dest++) {
                    edges.add(edge(src, "0", label, dest, dest));
                }
            }
        }
        List<Edge> shuffled = new ArrayList<>(edges);
        java.util.Collections.shuffle(shuffled, new java.util.Random(1));
        commit(() -> shuffled.forEach(writer::putEdge));
        List<Edge> found = new ArrayList<>();

        reader.forEachEdge(found::add);

        assertThat(found).isEqualTo(edges);
    }

    @Test
    void deletionEntriesComeByTheirKey() {
        List<NodeDeletion> nodes = new ArrayList<>();
        List<EdgeDeletion> edges = new ArrayList<>();
        for (Uid room : List.of(ROOM, OTHER_ROOM)) {
            for (int date = 0; date < 3; date++) {
                for (int id = 0; id < MANY / 6; id++) {
                    nodes.add(nodeDeletion(room, id, "0", date, id));
                    edges.add(edgeDeletion(room, id, "0", 2, date, id));
                }
            }
        }
        commit(() -> {
            nodes.forEach(writer::putNodeDeletion);
            edges.forEach(writer::putEdgeDeletion);
        });
        List<NodeDeletion> foundNodes = new ArrayList<>();
        List<EdgeDeletion> foundEdges = new ArrayList<>();

        reader.forEachNodeDeletion(foundNodes::add);
        reader.forEachEdgeDeletion(foundEdges::add);

        assertThat(foundNodes).isEqualTo(nodes);
        assertThat(foundEdges).isEqualTo(edges);
    }

    @Test
    void theConfigurationComesByKey() {
        commit(() -> {
            writer.putConfiguration("b", "2");
            writer.putConfiguration("a", "1");
            writer.putConfiguration("b", "3");
        });

        assertThat(reader.configurations()).containsExactly(Map.entry("a", "1"), Map.entry("b", "3"));
    }

    @Test
    void anEmptyStoreHandsOutNothing() {
        reader.forEachNode(row -> {
            throw new AssertionError("a row of an empty store");
        });
        reader.forEachEdge(edge -> {
            throw new AssertionError("a relation of an empty store");
        });

        assertThat(reader.configurations()).isEmpty();
    }

    @Test
    void aWalkSeesItsSnapshotAndEndsWithWhatItsConsumerThrows() {
        commit(() -> {
            for (int i = 0; i < MANY; i++) {
                writer.putNode(node(i, ROOM, "0", i, null), null);
            }
        });
        reader.begin();
        List<Node> found = new ArrayList<>();
        reader.forEachNode(row -> {
            if (found.isEmpty()) {
                commit(() -> writer.putNode(node(MANY, ROOM, "0", 1, null), null));
            }
            found.add(row);
        });
        assertThat(found).hasSize(MANY);

        assertThatThrownBy(() -> reader.forEachNode(row -> {
                    throw new ArithmeticException("enough");
                }))
                .isInstanceOf(ArithmeticException.class);
        reader.end();
        assertThat(reader.node(uid(MANY))).as("a row written meanwhile").isNotNull();
    }

    private static int id(int i) {
        return (i * 7919) % 100_003;
    }

    private void commit(Runnable work) {
        writer.begin();
        work.run();
        writer.commit();
    }
}
