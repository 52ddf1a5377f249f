package io.discret.query;

/**
 * Say what a variable must be bound to (docs/protocol/11 §5.2, 12 §11.1). Immutable.
 *
 * @param nullable whether null may be bound
 */
public record VariableType(Kind kind, boolean nullable) {
    /** Kinds of values. */
    public enum Kind {
        BOOLEAN,
        INTEGER,
        /** A double or an integer, which stays an integer. */
        FLOAT,
        STRING,
        /** Strict base64 text, kept as text. */
        BASE64,
        /** Strict base64 text, decoded to bytes. */
        BINARY
    }
}
