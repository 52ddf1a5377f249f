package io.discret.query.fuzz;

import io.discret.query.JsonValue;
import io.discret.query.ParametersJson;
import io.discret.query.SearchText;
import io.discret.query.StrictJson;

/** Fuzz target: JSON of rows and parameters, which comes from peers. */
public final class StrictJsonFuzz {
    private StrictJsonFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = FuzzInput.text(data);
        FuzzInput.readOrRefuse(text, StrictJsonFuzz::roundTrip);
        FuzzInput.readOrRefuse(text, SearchText::of);
        FuzzInput.readOrRefuse(text, ParametersJson::read);
    }

    private static void roundTrip(String json) {
        JsonValue value = StrictJson.parse(json);
        String compact = value.compact();
        if (!StrictJson.parse(compact).compact().equals(compact)) {
            throw new AssertionError("compact JSON reads differently");
        }
        if (!StrictJson.parse(value.pretty()).compact().equals(compact)) {
            throw new AssertionError("pretty JSON reads differently");
        }
    }
}
