package io.discret.query.fuzz;

import io.discret.query.DataModel;
import io.discret.query.Languages;
import io.discret.query.syntax.MutationPrinter;
import io.discret.query.syntax.MutationReader;

/** Fuzz target: the text of a mutation. */
public final class MutationFuzz {
    private static final DataModel MODEL = DataModel.system()
            .update("{ A { x: Integer nullable, s: String default \"d\", f: Float nullable, j: Json nullable, b: [A],"
                    + " c: A, k: Base64 nullable, t: Boolean default true } } ns { B { a: [A] } }");

    private MutationFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = FuzzInput.text(data);
        FuzzInput.readOrRefuse(text, t -> Languages.mutation(MODEL, t));
        FuzzInput.roundTrip(text, MutationReader::read, MutationPrinter::print);
    }
}
