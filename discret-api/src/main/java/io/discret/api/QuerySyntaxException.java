package io.discret.api;

/**
 * Report a text of one of the four languages that cannot be read, with the place.
 *
 * <p>{@link #getMessage()} ends with the offending line and a caret under the place.
 */
public final class QuerySyntaxException extends DiscretException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String excerpt;

    /**
     * @param line first line is 1
     * @param column first code point of the line is 1
     * @param excerpt the line and, below it, the caret
     */
    public QuerySyntaxException(ErrorCode code, String message, int line, int column, String excerpt) {
        super(code, "line " + line + ", column " + column + ": " + message + "\n" + excerpt);
        this.line = line;
        this.column = column;
        this.excerpt = excerpt;
    }

    /** Line of the place, from 1. */
    public int line() {
        return line;
    }

    /** Column of the place in code points, from 1. */
    public int column() {
        return column;
    }

    /** The line of the text and a caret below the place. */
    public String excerpt() {
        return excerpt;
    }
}
