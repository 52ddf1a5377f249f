package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A plan described for people: each step once, with the names of the model and without literals. */
class PlanTextTest {
    private static final DataModel MODEL = DataModel.system()
            .update("{ Plant { name: String, height: Float, bed: Bed, pots: [Pot] nullable, sheet: Json nullable }"
                    + " Bed { label: String } Pot { size: Integer } }");

    private static String text(String query) {
        return PlanText.of(MODEL, Languages.query(MODEL, query).plan());
    }

    @Test
    void rowsConditionsOrderAndLimits() {
        assertThat(text("query { all: Plant(name=\"secret\", height!=$h, height<1, height<=2, height>3, height>=4.5,"
                        + " sheet->$.a[2].b=\"x\", sheet=null, sheet!=null,"
                        + " order_by(name asc, height desc, key desc), after(\"a\", $b), first 5, skip $s)"
                        + " { name key: id tall: height deep: sheet->$.a[2] room_id } }"))
                .isEqualTo(
                        """
                        all: rows of Plant
                          where name = ?
                          where height != $h
                          where height < ?
                          where height <= ?
                          where height > ?
                          where height >= ?
                          where sheet->$.a[2].b = ?
                          where sheet is null
                          where sheet is not null
                          order by name asc, height desc, base64(id) desc
                          after ?, $b
                          first 5 after $s skipped
                          show name, key = id, tall = height, deep = sheet->$.a[2], room_id
                        """);
    }

    @Test
    void relationsAndTheirTests() {
        assertThat(text("query { Plant(bed=null, pots!=null, sys_peer=null, sys_room!=null, order_by(name asc),"
                        + " before(\"z\"), skip 7, nullable(other))"
                        + " { other: bed { label } pots { size } } }"))
                .isEqualTo(
                        """
                        Plant: rows of Plant
                          where bed leads to no row
                          where pots found something
                          where sys_peer leads to no row
                          where sys_room leads to a row
                          order by name asc
                          before ?
                          all after 7 skipped
                          other: optional row by bed of Bed
                            show label
                          pots: optional rows by pots of Pot
                            show size
                        """);
        assertThat(text("query { Plant(b=null) { b: bed { label } sys_peer { mdate } sys_room { mdate } } }"))
                .isEqualTo(
                        """
                        Plant: rows of Plant
                          where b found nothing
                          b: required row by bed of Bed
                            show label
                          sys_peer: required row by sys_peer of sys.Peer
                            show mdate
                          sys_room: required row by sys_room of sys.Room
                            show mdate
                        """);
    }

    @Test
    void groupsAndSearches() {
        assertThat(text("query { Plant(n>1, first $f) { name n: count() most: max(height) } }"))
                .isEqualTo(
                        """
                        Plant: rows of Plant
                          group by name
                          having count() > ?
                          first $f
                          show name, n = count(), most = max(height)
                        """);
        assertThat(text("query { Plant { n: count() } }"))
                .isEqualTo(
                        """
                        Plant: rows of Plant
                          one group
                          show n = count()
                        """);
        assertThat(text("query { Plant(search(\"rose\")) { name } }"))
                .isEqualTo(
                        """
                        Plant: rows of Plant
                          search ?, best first
                          show name
                        """);
    }

    /** A plan of another model still has a description: with the numbers that it holds. */
    @Test
    void aPlanOfAnotherModelIsDescribedByItsNumbers() {
        QueryOf query = new QueryOf("query { Plant(bed=null) { name } }");
        assertThat(PlanText.of(DataModel.system(), query.plan()))
                .isEqualTo(
                        """
                        Plant: rows of 0
                          where 34 leads to no row
                          show name = 32
                        """);
        DataModel fewer = DataModel.system().update("{ Other { name: String } }");
        assertThat(PlanText.of(fewer, query.plan()))
                .isEqualTo(
                        """
                        Plant: rows of Other
                          where 34 leads to no row
                          show name
                        """);
    }

    /** A query of {@link #MODEL}. */
    private record QueryOf(String text) {
        io.discret.spi.QueryPlan plan() {
            return Languages.query(MODEL, text).plan();
        }
    }
}
