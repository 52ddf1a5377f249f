package io.discret.query.fuzz;

import io.discret.query.DataModel;
import io.discret.query.Languages;
import io.discret.query.syntax.DeletionPrinter;
import io.discret.query.syntax.DeletionReader;

/** Fuzz target: the text of a deletion. */
public final class DeletionFuzz {
    private static final DataModel MODEL =
            DataModel.system().update("{ A { x: Integer nullable, b: [A], c: A } } ns { B { a: [A] } }");

    private DeletionFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = FuzzInput.text(data);
        FuzzInput.readOrRefuse(text, t -> Languages.deletion(MODEL, t));
        FuzzInput.roundTrip(text, DeletionReader::read, DeletionPrinter::print);
    }
}
