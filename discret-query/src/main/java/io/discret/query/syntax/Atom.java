package io.discret.query.syntax;

/**
 * Hold a literal or a variable of a text. Immutable.
 *
 * @param word of a string its value, of a variable its name without the dollar, else as written
 */
public record Atom(Kind kind, Word word) {
    /** Kinds of literals. */
    public enum Kind {
        VARIABLE,
        STRING,
        FLOAT,
        INTEGER,
        BOOLEAN,
        NULL
    }

    /** The text of {@link #word()}. */
    public String text() {
        return word.text();
    }
}
