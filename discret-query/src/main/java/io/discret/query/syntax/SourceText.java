package io.discret.query.syntax;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.QuerySyntaxException;

/** Hold the text of a model, query, mutation or deletion and report faults in it. Immutable. */
public final class SourceText {
    /** Longest text, in UTF-16 units; large values belong into parameters. */
    public static final int MAX_LENGTH = 1 << 20;

    /** Widest part of a line shown in an error, so that a text in one line does not fill the log. */
    private static final int EXCERPT_WIDTH = 100;

    private final String text;
    private final int[] codePoints;

    /**
     * Take a text.
     *
     * @throws DiscretException with {@link ErrorCode#TOO_COMPLEX} when it is too long, or a
     *     {@link QuerySyntaxException} when it holds half of a surrogate pair
     */
    public SourceText(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new DiscretException(
                    ErrorCode.TOO_COMPLEX,
                    "The text has " + text.length() + " characters; at most " + MAX_LENGTH
                            + " are read. Give large values as parameters.");
        }
        this.text = text;
        codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            if (codePoints[i] >= Character.MIN_SURROGATE && codePoints[i] <= Character.MAX_SURROGATE) {
                throw error(ErrorCode.SYNTAX, "half of a surrogate pair", i);
            }
        }
    }

    /** The text. */
    public String text() {
        return text;
    }

    int length() {
        return codePoints.length;
    }

    int codePoint(int at) {
        return codePoints[at];
    }

    /** Report a fault at a word. */
    public QuerySyntaxException error(ErrorCode code, String message, Word word) {
        return error(code, message, word.at());
    }

    /**
     * Report a fault.
     *
     * @param at index of a code point; the length of the text stands for its end
     */
    public QuerySyntaxException error(ErrorCode code, String message, int at) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (codePoints[i] == '\n' || codePoints[i] == '\r' && !(i + 1 < at && codePoints[i + 1] == '\n')) {
                line++;
                start = i + 1;
            }
        }
        return new QuerySyntaxException(code, message, line, at - start + 1, excerpt(start, at));
    }

    private String excerpt(int lineStart, int at) {
        int start = Math.max(lineStart, at - EXCERPT_WIDTH / 2);
        int end = at;
        while (end < codePoints.length
                && end - start < EXCERPT_WIDTH
                && codePoints[end] != '\n'
                && codePoints[end] != '\r') {
            end++;
        }
        StringBuilder excerpt = new StringBuilder();
        for (int i = start; i < end; i++) {
            excerpt.appendCodePoint(codePoints[i]);
        }
        excerpt.append('\n');
        for (int i = start; i < at; i++) {
            excerpt.append(codePoints[i] == '\t' ? '\t' : ' ');
        }
        return excerpt.append('^').toString();
    }
}
