package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.QuerySyntaxException;
import io.discret.spi.Expression;
import io.discret.spi.QueryPlan;
import io.discret.spi.QueryPlan.Operand;
import io.discret.spi.ScalarType;
import io.discret.spi.SystemColumn;
import io.discret.spi.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What checked texts say, rule by rule. */
class PlanTest {
    private static final DataModel MODEL = DataModel.system()
            .update(
                    "{ Plant { name: String, height: Float, hue: String default \"red\", bed: Bed, pots: [Pot] nullable,"
                            + " sheet: Json nullable } Bed { label: String } Pot { size: Integer, note: Bed nullable } }");

    private static final Expression NAME = new Expression.Field("32", ScalarType.STRING, null);
    private static final Expression HUE = new Expression.Field("34", ScalarType.STRING, new Value.Text("red"));

    private static QueryPlan.Selection plan(String text) {
        return Languages.query(MODEL, text).plan().selections().get(0).selection();
    }

    /** 12 §5.2: a relation neither nullable in the model nor in nullable(…) drops the row. */
    @Test
    void relationsAreRequiredUnlessNullable() {
        QueryPlan.Selection plan = plan(
                "query { Plant(nullable(maybe)) { bed {label} maybe: bed {label} pots {size} sys_room {mdate} } }");
        assertThat(plan.outputs())
                .extracting(output -> ((QueryPlan.Output.Nested) output).required())
                .containsExactly(true, false, false, true);
        assertThat(plan.outputs())
                .extracting(output -> ((QueryPlan.Output.Nested) output).relation())
                .containsExactly(
                        new QueryPlan.Relation.Field("35", false),
                        new QueryPlan.Relation.Field("35", false),
                        new QueryPlan.Relation.Field("36", true),
                        new QueryPlan.Relation.Room());
    }

    /** 12 §6.3 FIX: defaults apply everywhere; §6.5: an alias stands for its field. */
    @Test
    void defaultsAndAliasesAreResolved() {
        QueryPlan.Selection plan =
                plan("query { Plant(tone!=\"x\", order_by(hue desc, tone asc), after(\"a\", $b)) { tone: hue } }");
        assertThat(plan.where())
                .containsExactly(new QueryPlan.Condition.Compare(
                        HUE, QueryPlan.Operator.NOT_EQUAL, new Operand.Literal(new Value.Text("x"))));
        assertThat(plan.order()).containsExactly(new QueryPlan.SortKey(HUE, true), new QueryPlan.SortKey(HUE, false));
        assertThat(plan.page())
                .isEqualTo(new QueryPlan.Page(
                        true, List.of(new Operand.Literal(new Value.Text("a")), new Operand.Variable("b"))));
    }

    /** 12 §6.6 FIX: an unselected relation is tested itself, a selected one by its output. */
    @Test
    void relationsAreTestedForNull() {
        assertThat(plan("query { Plant(pots=null, sys_peer!=null) { name } }").where())
                .containsExactly(
                        new QueryPlan.Condition.RelationIsEmpty(new QueryPlan.Relation.Field("36", true), "2", false),
                        new QueryPlan.Condition.RelationIsEmpty(new QueryPlan.Relation.Peer(), "0.4", true));
        assertThat(plan("query { Plant(big!=null, pots=null) { big: pots {size} pots {size} } }")
                        .where())
                .containsExactly(
                        new QueryPlan.Condition.OutputIsEmpty("big", true),
                        new QueryPlan.Condition.OutputIsEmpty("pots", false));
    }

    /** 12 §6.4, §8.3.8 FIX: base64 literals of system columns are decoded. */
    @Test
    void literalsOfBytesAreDecoded() {
        QueryPlan.Selection plan =
                plan("query { Plant(id=\"AQID\", order_by(id asc, i asc), after(\"AQID\",\"AQID\")) { i: id } }");
        QueryPlan.Condition.Compare compare =
                (QueryPlan.Condition.Compare) plan.where().get(0);
        assertThat(((Value.Bytes) ((Operand.Literal) compare.right()).value()).value())
                .containsExactly(1, 2, 3);
        assertThat(plan.order())
                .extracting(QueryPlan.SortKey::value)
                .containsExactly(
                        new Expression.Column(SystemColumn.ID, false), new Expression.Column(SystemColumn.ID, true));
        assertThat(plan.page().bounds().get(1)).isEqualTo(new Operand.Literal(new Value.Text("AQID")));
    }

    /** 12 §10: plain fields are the group key, filters on aggregates come after grouping. */
    @Test
    void aggregatesGroup() {
        QueryPlan.Selection plan =
                plan("query { Plant(n>1, c=\"x\", height>2) { c: name room_id n: count() m: max(height) } }");
        assertThat(plan.aggregate()).isTrue();
        assertThat(plan.groupBy()).containsExactly(NAME, new Expression.Column(SystemColumn.ROOM_ID, false));
        assertThat(plan.where()).hasSize(2);
        assertThat(plan.having())
                .containsExactly(new QueryPlan.Condition.Compare(
                        new Expression.Aggregate(Expression.Function.COUNT, null),
                        QueryPlan.Operator.GREATER,
                        new Operand.Literal(new Value.Real(1))));
    }

    /** 12 §8.2: literal 0 = none, the last one wins. */
    @Test
    void limitsOfZeroAreNone() {
        QueryPlan.Selection plan = plan("query { Plant(first 5, first 0, skip 0, skip $s) { name } }");
        assertThat(plan.first()).isNull();
        assertThat(plan.skip()).isEqualTo(new Operand.Variable("s"));
    }

    /** 12 §7: paths, and variables that take any value. */
    @Test
    void pathsAreSteps() {
        Query query = Languages.query(MODEL, "query { Plant(sheet->$.a[2].b=$v) { name } }");
        Expression path = new Expression.JsonPath(
                "37",
                List.of(new Expression.Step.Key("a"), new Expression.Step.Index(2), new Expression.Step.Key("b")),
                null);
        assertThat(query.plan().selections().get(0).selection().where())
                .containsExactly(
                        new QueryPlan.Condition.Compare(path, QueryPlan.Operator.EQUAL, new Operand.Variable("v")));
        assertThat(query.variables().untyped()).containsExactly("v");
    }

    /** 11 §4.2, §4.3: defaults are added to creations, rooms handed down unless given. */
    @Test
    void mutationsGetDefaultsAndRooms() {
        MutationRow plant = Languages.mutation(
                        MODEL,
                        "mutate { p: Plant { room_id:$r name:\"n\" height:1 pots:[{size:1 note:{label:\"l\"}},{room_id:$s"
                                + " id:$i note:{label:\"m\"}}] } }")
                .rows()
                .get(0);
        assertThat(plant.resultKey()).isEqualTo("p");
        assertThat(plant.roomIdWritten()).isTrue();
        assertThat(plant.fields()).extracting(MutationField::name).containsExactly("name", "height", "pots", "hue");
        assertThat(plant.fields().get(3))
                .isEqualTo(new MutationField.Scalar(
                        MODEL.entity("Plant").field("hue"), new Operand.Literal(new Value.Text("red")), true));
        assertThat(plant.fields().get(1))
                .isEqualTo(new MutationField.Scalar(
                        MODEL.entity("Plant").field("height"), new Operand.Literal(new Value.Real(1)), false));
        List<MutationRow> pots = ((MutationField.Rows) plant.fields().get(2)).rows();
        assertThat(pots)
                .extracting(MutationRow::roomId)
                .containsExactly(new Operand.Variable("r"), new Operand.Variable("s"));
        assertThat(pots).extracting(MutationRow::roomIdWritten).containsExactly(false, true);
        assertThat(pots)
                .extracting(pot -> ((MutationField.Rows)
                                pot.fields().get(pot.fields().size() - 1))
                        .rows()
                        .get(0)
                        .roomId())
                .containsExactly(new Operand.Variable("r"), new Operand.Variable("s"));
    }

    /** The place and the nearest name stand in the error. */
    @Test
    void errorsShowThePlaceAndTheNearestName() {
        assertThatThrownBy(() -> Languages.query(MODEL, "query {\n\tPlant { nmae } }"))
                .isInstanceOfSatisfying(QuerySyntaxException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(10);
                    assertThat(e.excerpt()).isEqualTo("\tPlant { nmae } }\n\t        ^");
                })
                .hasMessageContaining("'name'");
        assertThatThrownBy(() -> MODEL.entity("Plnt")).hasMessageContaining("'Plant'");
    }
}
