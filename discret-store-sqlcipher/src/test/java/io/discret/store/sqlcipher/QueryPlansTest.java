package io.discret.store.sqlcipher;

import static io.discret.testkit.Plans.column;
import static io.discret.testkit.Plans.field;
import static io.discret.testkit.Plans.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.QueryPlan.Operator;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.ScalarType;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import io.discret.spi.SystemColumn;
import io.discret.testkit.Plans;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usual pages are look-ups in an index: no scan, no sort (design §6). */
final class QueryPlansTest {
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = new SqlCipherStoreProvider()
                .open(new StoreOptions(folder.resolve("store"), new byte[32], 2048, 2048, false));
        StoreWriter writer = store.writer();
        writer.begin();
        writer.createIndex("Plant$name", "0", List.of(string("32")));
        writer.createIndex("Plant$hue", "0", List.of(string("33")));
        writer.commit();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void newestRowsOfARoom() {
        assertThat(explain(Plans.of("0")
                        .where(column(SystemColumn.ROOM_ID), Operator.EQUAL, "$room")
                        .desc(column(SystemColumn.MDATE))
                        .first(100)))
                .contains("SEARCH n USING INDEX _node_day (_entity=? AND room_id=?)")
                .doesNotContain("TEMP B-TREE");
    }

    @Test
    void aPageOfARoomStartsAtItsBound() {
        assertThat(explain(Plans.of("0")
                        .where(column(SystemColumn.ROOM_ID), Operator.EQUAL, "$room")
                        .desc(column(SystemColumn.MDATE))
                        .asc(column(SystemColumn.ID))
                        .after(5, new byte[16])
                        .first(100)))
                .contains("SEARCH n USING INDEX _node_day (_entity=? AND room_id=? AND mdate<?)");
    }

    @Test
    void newestRowsOfAllRooms() {
        assertThat(explain(Plans.of("0").desc(column(SystemColumn.MDATE)).first(20)))
                .contains("SEARCH n USING INDEX _node_newest (_entity=?)")
                .doesNotContain("TEMP B-TREE");
    }

    @Test
    void defaultOrder() {
        assertThat(explain(Plans.of("0"))).contains("_node_day").doesNotContain("TEMP B-TREE");
    }

    @Test
    void byId() {
        assertThat(explain(Plans.of("0").where(column(SystemColumn.ID), Operator.EQUAL, "$id")))
                .contains("SEARCH n USING INDEX _node_id (id=?)");
    }

    @Test
    void byAnIndexedField() {
        assertThat(explain(Plans.of("0").where(string("32"), Operator.EQUAL, "$name")))
                .contains("SEARCH n USING INDEX model$Plant$name");
        assertThat(explain(Plans.of("0")
                        .where(string("32"), Operator.EQUAL, "$name")
                        .desc(column(SystemColumn.MDATE))
                        .first(10)))
                .contains("SEARCH n USING INDEX model$Plant$name");
    }

    @Test
    void byAnIndexedFieldWithADefault() {
        assertThat(explain(Plans.of("0").where(field("33", ScalarType.STRING, "warm"), Operator.EQUAL, "$hue")))
                .contains("model$Plant$hue")
                .doesNotContain("SCAN n");
    }

    @Test
    void nestedRowsStartAtTheEdge() {
        assertThat(explain(Plans.of("0")
                        .many("pots", "38", true, Plans.of("2").show("s", string("32")))
                        .nest("by", new Relation.Peer(), false, Plans.of("0.4").show("n", string("32")))
                        .nest(
                                "room",
                                new Relation.Room(),
                                false,
                                Plans.of("0.0").show("n", string("32")))))
                .contains("SEARCH e USING PRIMARY KEY (src=? AND label=?)")
                .contains("SEARCH n USING INDEX _node_id (id=?)")
                .contains("SEARCH n USING INDEX _node_peer (verifying_key=?)")
                .doesNotContain("SCAN");
    }

    private String explain(Plans plans) {
        return store.reader().explain(plans.show("n", string("32")).plan("x"));
    }
}
