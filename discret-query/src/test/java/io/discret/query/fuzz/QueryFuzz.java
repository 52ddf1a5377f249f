package io.discret.query.fuzz;

import io.discret.query.DataModel;
import io.discret.query.Languages;
import io.discret.query.PlanText;
import io.discret.query.syntax.QueryPrinter;
import io.discret.query.syntax.QueryReader;

/** Fuzz target: the text of a query. */
public final class QueryFuzz {
    private static final DataModel MODEL = DataModel.system()
            .update(
                    "{ A { x: Integer, s: String default \"d\", first: Float nullable, j: Json nullable, b: [A] nullable,"
                            + " c: A, k: Base64 nullable, t: Boolean default true } } ns { B { a: [A] } }");

    private QueryFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = FuzzInput.text(data);
        FuzzInput.readOrRefuse(
                text, t -> PlanText.of(MODEL, Languages.query(MODEL, t).plan()));
        FuzzInput.roundTrip(text, QueryReader::read, QueryPrinter::print);
    }
}
