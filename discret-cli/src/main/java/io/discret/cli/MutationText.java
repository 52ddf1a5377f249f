package io.discret.cli;

import io.discret.api.Parameters;

/** The text of a mutation that is put together, with a parameter for every value. Not safe for use by several threads. */
final class MutationText {
    private final StringBuilder text = new StringBuilder();
    private final Parameters parameters = Parameters.create();
    private int values;

    /** Add text. */
    MutationText add(String part) {
        text.append(part).append(' ');
        return this;
    }

    /** Add {@code name: $value}. */
    MutationText field(String name, Object value) {
        String variable = "v" + values++;
        parameters.add(variable, value);
        return add(name + ": $" + variable);
    }

    String text() {
        return text.toString();
    }

    Parameters parameters() {
        return parameters;
    }
}
