package io.discret.testkit;

import static io.discret.spi.QueryPlan.Operator.EQUAL;
import static io.discret.spi.QueryPlan.Operator.GREATER;
import static io.discret.spi.QueryPlan.Operator.LESS_OR_EQUAL;
import static io.discret.testkit.Plans.column;
import static io.discret.testkit.Plans.string;
import static io.discret.testkit.StoreRows.edge;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Node;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.QueryPlan.Relation;
import io.discret.spi.SystemColumn;
import org.junit.jupiter.api.Test;

/**
 * Prove that a store nests and filters relations as docs/protocol/12 says. The numbers beside the tests are those of the
 * cases.
 */
public abstract class StoreRelationContract extends StoreOfPlants {
    // Nested selections.

    @Test
    void case56To60PresenceOfASingleRelation() {
        Plans bed = Plans.of("1").show("label", LABEL);
        assertThat(rows(plants().show("name", NAME).single("bed", BED, true, bed)))
                .isEqualTo(
                        "[{\"name\":\"Mint\",\"bed\":{\"label\":\"south\"}},{\"name\":\"Rose\",\"bed\":{\"label\":\"north\"}},"
                                + "{\"name\":\"Yew\",\"bed\":{\"label\":\"east\"}}]");
        assertThat(rows(plants().show("name", NAME)
                        .single("bed", BED, false, bed)
                        .skip(2)))
                .isEqualTo("[{\"name\":\"Yew\",\"bed\":{\"label\":\"east\"}},{\"name\":\"fern\",\"bed\":null}]");
        assertThat(rows(plants().show("name", NAME)
                        .single("bed", BED, false, bed)
                        .where(new Condition.OutputIsEmpty("bed", false))))
                .isEqualTo("[{\"name\":\"fern\",\"bed\":null}]");
        assertThat(names(plants().single(
                                "bed", BED, true, Plans.of("1").show("l", LABEL).where(LINE, EQUAL, 1))))
                .containsExactly("Rose", "Yew");
        assertThat(names(plants().single("bed", BED, true, bed).skip(1).first(1)))
                .containsExactly("Rose");
    }

    @Test
    void case61To66Arrays() {
        Plans big = Plans.of("2").show("size", SIZE).where(SIZE, GREATER, 5).asc(SIZE);
        assertThat(rows(plants().show("name", NAME)
                        .many(
                                "pots",
                                POTS,
                                true,
                                Plans.of("2")
                                        .show("size", SIZE)
                                        .show("glaze", GLAZE)
                                        .asc(SIZE))))
                .isEqualTo("[{\"name\":\"Mint\",\"pots\":[{\"size\":7,\"glaze\":\"red\"}]},"
                        + "{\"name\":\"Rose\",\"pots\":[{\"size\":3,\"glaze\":\"blue\"},{\"size\":12,\"glaze\":null}]},"
                        + "{\"name\":\"fern\",\"pots\":[{\"size\":1,\"glaze\":\"Blue\"}]}]");
        assertThat(rows(plants().show("name", NAME).many("pots", POTS, false, big)))
                .isEqualTo("[{\"name\":\"Mint\",\"pots\":[{\"size\":7}]},{\"name\":\"Rose\",\"pots\":[{\"size\":12}]},"
                        + "{\"name\":\"Yew\",\"pots\":[]},{\"name\":\"fern\",\"pots\":[]}]");
        assertThat(rows(plants().show("name", NAME)
                        .many("big", POTS, true, big)
                        .many(
                                "small",
                                POTS,
                                true,
                                Plans.of("2").show("size", SIZE).where(SIZE, LESS_OR_EQUAL, 5))))
                .isEqualTo("[{\"name\":\"Rose\",\"big\":[{\"size\":12}],\"small\":[{\"size\":3}]}]");
        assertThat(rows(plants().show("name", NAME)
                        .many(
                                "pots",
                                POTS,
                                true,
                                Plans.of("2")
                                        .show("size", SIZE)
                                        .desc(SIZE)
                                        .first(1)
                                        .skip(1))))
                .isEqualTo("[{\"name\":\"Rose\",\"pots\":[{\"size\":3}]}]");
        assertThat(names(plants().many("big", POTS, false, big).where(new Condition.OutputIsEmpty("big", true))))
                .containsExactly("Mint", "Rose");
    }

    @Test
    void case67And68RelationsThatAreNotSelected() {
        Relation pots = new Relation.Field(POTS, true);

        assertThat(names(plants().where(new Condition.RelationIsEmpty(pots, "2", true))))
                .containsExactly("Mint", "Rose", "fern");
        assertThat(names(plants().where(new Condition.RelationIsEmpty(pots, "2", false))))
                .containsExactly("Yew");
        assertThat(names(plants().where(new Condition.RelationIsEmpty(pots, "1", true))))
                .isEmpty();
    }

    @Test
    void case136To143PeerAndRoom() {
        commit(() -> {
            writer.putNode(new Node(uid(80), null, 1, 1, "0.4", "{\"33\":\"bob\"}", null, key(5), signature(1)), null);
            writer.putNode(new Node(uid(81), null, 1, 1, "0.0", "{}", null, key(5), signature(1)), null);
            writer.putNode(
                    new Node(uid(82), uid(81), 1, 1, "1.0", "{\"32\":\"d1\"}", null, key(5), signature(1)), null);
            writer.putNode(new Node(uid(83), null, 1, 2, "1.0", "{\"32\":\"d2\"}", null, key(6), signature(1)), null);
        });
        Plans peer = Plans.of("0.4").show("name", string("33"));

        assertThat(rows(Plans.of("1.0").show("t", NAME).nest("by", new Relation.Peer(), true, peer)))
                .isEqualTo("[{\"t\":\"d1\",\"by\":{\"name\":\"bob\"}}]");
        assertThat(rows(Plans.of("1.0").asc(NAME).show("t", NAME).nest("by", new Relation.Peer(), false, peer)))
                .isEqualTo("[{\"t\":\"d1\",\"by\":{\"name\":\"bob\"}},{\"t\":\"d2\",\"by\":null}]");
        assertThat(rows(Plans.of("1.0")
                        .asc(NAME)
                        .nest("r", new Relation.Room(), false, Plans.of("0.0").show("id", column(SystemColumn.ID)))))
                .isEqualTo("[{\"r\":{\"id\":\"" + uid(81) + "\"}},{\"r\":null}]");
        assertThat(names(Plans.of("1.0").where(new Condition.RelationIsEmpty(new Relation.Peer(), "0.4", false))))
                .containsExactly("d2");
        assertThat(names(Plans.of("1.0").where(new Condition.RelationIsEmpty(new Relation.Room(), "0.0", true))))
                .containsExactly("d1");
    }

    @Test
    void relationsNestAsDeepAsTheQuery() {
        int depth = 40;
        commit(() -> {
            for (int i = 0; i < depth; i++) {
                row(1000 + i, "7", "{\"32\":" + i + "}");
                writer.putEdge(edge(1000 + i, "7", "33", 1001 + i, 1));
            }
        });
        Plans nested = Plans.of("7").show("n", LINE);
        for (int i = 1; i < depth; i++) {
            nested = Plans.of("7").show("n", LINE).many("kids", "33", true, nested);
        }

        String found = rows(nested);

        assertThat(found).startsWith("[{\"n\":0,\"kids\":[{\"n\":1,").contains("{\"n\":" + (depth - 1) + "}]");
        assertThat(found.split("\"n\":", -1)).hasSize(depth + 1);
        assertThat(rows(Plans.of("7").many("kids", "33", true, nested))).isEqualTo("[]");
    }
}
