package io.discret.testkit;

import static io.discret.spi.QueryPlan.Operator.EQUAL;
import static io.discret.spi.QueryPlan.Operator.GREATER;
import static io.discret.spi.QueryPlan.Operator.NOT_EQUAL;
import static io.discret.testkit.Plans.aggregate;
import static io.discret.testkit.Plans.column;
import static io.discret.testkit.Plans.count;
import static io.discret.testkit.Plans.field;
import static io.discret.testkit.Plans.integer;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Expression;
import io.discret.spi.QueryPlan.Condition;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import org.junit.jupiter.api.Test;

/**
 * Prove that a store fills defaults, counts, sums and groups as docs/protocol/12 says. The numbers beside the tests are
 * those of the cases.
 */
public abstract class StoreAggregateContract extends StoreOfPlants {
    @Test
    void thereIsNoLimitOfFields() {
        Plans wide = plants().first(1);
        for (int i = 0; i < 300; i++) {
            wide.show("f" + i, NAME);
        }

        assertThat(rows(wide)).endsWith("\"f299\":\"Mint\"}]");
    }

    // Defaults.

    @Test
    void case121To128DefaultsShowCompareSortAndGroup() {
        commit(() -> {
            row(90, "3", "{\"32\":10}");
            row(91, "3", "{\"32\":20,\"33\":\"warm\",\"34\":true,\"36\":3.0,\"37\":4}");
            row(92, "3", "{\"32\":30,\"33\":\"cold\",\"34\":false,\"36\":1.0,\"37\":9}");
        });
        Expression watt = integer("32");
        Expression hue = field("33", ScalarType.STRING, "warm");
        Expression dim = field("34", ScalarType.BOOLEAN, true);
        Expression amp = field("36", ScalarType.FLOAT, 3.0);
        Expression grade = field("37", ScalarType.INTEGER, 4);

        assertThat(rows(Plans.of("3")
                        .asc(watt)
                        .show("h", hue)
                        .show("d", dim)
                        .show("a", amp)
                        .show("g", grade)
                        .first(1)))
                .isEqualTo("[{\"h\":\"warm\",\"d\":true,\"a\":3.0,\"g\":4}]");
        assertThat(watts(Plans.of("3").where(hue, EQUAL, "warm"))).isEqualTo("10 20");
        assertThat(watts(Plans.of("3").where(hue, NOT_EQUAL, "warm"))).isEqualTo("30");
        assertThat(watts(Plans.of("3").where(hue, NOT_EQUAL, "$h"), "h", "cold"))
                .isEqualTo("10 20");
        assertThat(watts(Plans.of("3").where(dim, EQUAL, true))).isEqualTo("10 20");
        assertThat(watts(Plans.of("3").where(new Condition.IsNull(hue, false)))).isEmpty();
        assertThat(watts(Plans.of("3").desc(grade).asc(watt))).isEqualTo("30 10 20");
        assertThat(rows(Plans.of("3")
                        .asc(grade)
                        .show("g", grade)
                        .show("n", count())
                        .groupBy(grade)))
                .isEqualTo("[{\"g\":4,\"n\":2},{\"g\":9,\"n\":1}]");
        assertThat(rows(Plans.of("3").show("s", aggregate("sum", amp)))).isEqualTo("[{\"s\":7.0}]");
    }

    // Aggregates.

    @Test
    void case98To101Aggregates() {
        assertThat(rows(Plans.of(RUN)
                        .show("n", count())
                        .show("s", aggregate("sum", LAPS))
                        .show("a", aggregate("avg", LAPS))
                        .show("hi", aggregate("max", LAPS))
                        .show("lo", aggregate("min", LAPS))))
                .isEqualTo("[{\"n\":4,\"s\":120.0,\"a\":30.0,\"hi\":100,\"lo\":1}]");
        assertThat(rows(Plans.of(RUN)
                        .show("hi", aggregate("max", CITY))
                        .show("ok", aggregate("max", OK))
                        .show("km", aggregate("max", KM))
                        .show("id", aggregate("max", column(SystemColumn.ID)))))
                .isEqualTo("[{\"hi\":\"Oslo\",\"ok\":true,\"km\":10.5,\"id\":\"" + uid(34) + "\"}]");
        assertThat(rows(byCity().asc(CITY).show("s", aggregate("sum", KM))))
                .isEqualTo("[{\"city\":null,\"n\":1,\"s\":0.5},{\"city\":\"Bari\",\"n\":1,\"s\":2.0},"
                        + "{\"city\":\"Oslo\",\"n\":2,\"s\":19.5}]");
        assertThat(rows(byCity().asc(aggregate("avg", LAPS)).first(1).show("a", aggregate("avg", KM))))
                .isEqualTo("[{\"city\":null,\"n\":1,\"a\":0.5}]");
    }

    @Test
    void computedFloatsHaveFifteenDigits() {
        commit(() -> {
            row(95, "8", "{\"32\":100}");
            row(96, "8", "{\"32\":60}");
            row(97, "8", "{\"32\":60}");
            row(98, "7", "{\"32\":1.0e300}");
        });

        assertThat(rows(Plans.of("8").show("a", aggregate("avg", LINE)))).isEqualTo("[{\"a\":73.3333333333333}]");
        assertThat(rows(Plans.of("7").show("a", aggregate("sum", LINE)))).isEqualTo("[{\"a\":1.0e+300}]");
    }

    @Test
    void case102To111Groups() {
        String bari = "{\"city\":\"Bari\",\"n\":1}";
        String none = "{\"city\":null,\"n\":1}";
        String oslo = "{\"city\":\"Oslo\",\"n\":2}";
        assertThat(rows(byCity().desc(count()).asc(CITY))).isEqualTo("[" + oslo + "," + none + "," + bari + "]");
        assertThat(rows(byCity().having(count(), GREATER, 1))).isEqualTo("[" + oslo + "]");
        assertThat(rows(byCity().where(KM, GREATER, 1).asc(CITY))).isEqualTo("[" + bari + "," + oslo + "]");
        assertThat(rows(byCity().desc(count()).asc(CITY).after(2))).isEqualTo("[" + none + "," + bari + "]");
        assertThat(rows(byCity().desc(CITY).first(1).skip(1))).isEqualTo("[" + bari + "]");
        assertThat(rows(byCity().where(CITY, EQUAL, "none"))).isEqualTo("[]");
        assertThat(rows(Plans.of(RUN)
                        .where(CITY, EQUAL, "none")
                        .show("n", count())
                        .show("s", aggregate("sum", KM))
                        .show("a", aggregate("avg", KM))
                        .show("m", aggregate("max", KM))))
                .isEqualTo("[{\"n\":0,\"s\":0.0,\"a\":null,\"m\":null}]");
        assertThat(rows(Plans.of(RUN)
                        .asc(KM)
                        .first(2)
                        .skip(1)
                        .show("km", KM)
                        .many(
                                "legs",
                                "36",
                                true,
                                Plans.of("5").show("n", count()).show("t", aggregate("sum", LINE)))))
                .isEqualTo(
                        "[{\"km\":2.0,\"legs\":[{\"n\":0,\"t\":0.0}]},{\"km\":9.0,\"legs\":[{\"n\":2,\"t\":350.0}]}]");
    }

    @Test
    void explainTellsSomethingOfEverySelection() {
        String text = store.reader()
                .explain(plants().show("name", NAME)
                        .many("pots", POTS, true, Plans.of("2").show("s", SIZE))
                        .plan("res"));

        assertThat(text.lines()).anyMatch(line -> line.startsWith("res")).anyMatch(line -> line.contains("pots"));
    }
}
