package io.discret.cli;

import java.util.Optional;

/**
 * A text of one of the languages, told apart by its first word.
 *
 * @param explain whether the plan is asked for instead of the answer
 * @param text without the word {@code explain}
 */
record Statement(Language language, boolean explain, String text) {
    private static final String EXPLAIN = "explain";

    /** The languages a person types; data models come in files. */
    enum Language {
        QUERY("query"),
        MUTATION("mutate"),
        DELETION("delete");

        private final String keyword;

        Language(String keyword) {
            this.keyword = keyword;
        }

        String keyword() {
            return keyword;
        }
    }

    /** Read the first word; empty when it belongs to none of the languages. */
    static Optional<Statement> of(String entry) {
        int start = skipBlanks(entry, 0);
        boolean explain = entry.startsWith(EXPLAIN, start);
        int word = explain ? skipBlanks(entry, start + EXPLAIN.length()) : start;
        for (Language language : Language.values()) {
            if (entry.startsWith(language.keyword(), word)) {
                return Optional.of(new Statement(language, explain, explain ? entry.substring(word) : entry));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether an entry can be executed: its braces are closed, or a blank line ends it, or it is no text of the
     * languages at all.
     */
    static boolean complete(String entry) {
        if (of(entry).isEmpty()) {
            return !entry.strip().equals(EXPLAIN);
        }
        Tokens tokens = Tokens.of(entry);
        if (tokens.openString()) {
            return false;
        }
        boolean blankLine = entry.endsWith("\n");
        return blankLine || tokens.opened() > 0 && tokens.opened() <= tokens.closed();
    }

    /** Blanks and comments may stand before the first word (docs/protocol/10 §2). */
    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else {
                return at;
            }
        }
        return at;
    }
}
