package io.discret.query.fuzz;

import io.discret.query.DataModel;
import io.discret.query.syntax.ModelPrinter;
import io.discret.query.syntax.ModelReader;

/** Fuzz target: the text of a data model, fresh and as an update; what is accepted survives a restart. */
public final class ModelFuzz {
    private static final DataModel OLD =
            DataModel.system().update("{ A { x: Integer, index(x), b: [A] } } ns { B { s: String nullable } }");

    private ModelFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = FuzzInput.text(data);
        FuzzInput.readOrRefuse(text, t -> survives(DataModel.system().update(t)));
        FuzzInput.readOrRefuse(text, t -> survives(OLD.update(t)));
        FuzzInput.roundTrip(text, ModelReader::read, ModelPrinter::print);
    }

    private static void survives(DataModel model) {
        if (!DataModel.restore(model.stored()).describe().equals(model.describe())) {
            throw new AssertionError("the stored model reads differently");
        }
    }
}
