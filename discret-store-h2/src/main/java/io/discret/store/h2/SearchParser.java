package io.discret.store.h2;

import io.discret.store.h2.SearchNode.And;
import io.discret.store.h2.SearchNode.Near;
import io.discret.store.h2.SearchNode.Not;
import io.discret.store.h2.SearchNode.Or;
import io.discret.store.h2.SearchNode.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Read a search expression by the grammar of FTS5: words and {@code "phrases"} side by side, AND, OR, NOT, parentheses,
 * NEAR, {@code +}, {@code ^}, {@code *}. Used once, by one thread.
 *
 * <p>A word of fewer than three letters is no trigram: beside others it is left out, under AND it finds nothing. A star
 * changes nothing, because the beginning of a word is found anyway.
 */
final class SearchParser {
    /** The one column that there is. */
    private static final String COLUMN = "text";

    private static final int DEFAULT_DISTANCE = 10;

    /** Deeper ones are refused and so taken for a phrase; the stack has an end. */
    private static final int MOST_NESTED = 64;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private SearchParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Read an expression; a malformed one is one phrase. */
    static SearchNode parse(String text) {
        try {
            // FTS5 reads up to a NUL and would take the beginning for the whole.
            if (text.indexOf('\0') < 0) {
                SearchParser parser = new SearchParser(tokens(text));
                return parser.tokens.isEmpty() ? SearchNode.NOTHING : parser.whole();
            }
        } catch (Malformed e) {
            // the whole text is a phrase
        }
        return phrase(Trigrams.of(text.replace('\0', ' ')), false);
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    /**
     * A word, a quoted text, or one sign.
     *
     * @param string whether it is a word or a quoted text
     * @param quoted whether it is a quoted text
     */
    private record Token(String text, boolean string, boolean quoted) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }

        boolean isOperator() {
            return is("AND") || is("OR") || is("NOT");
        }
    }

    private static List<Token> tokens(String text) throws Malformed {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (c == '"') {
                StringBuilder quoted = new StringBuilder();
                at = quoted(text, at + 1, quoted);
                tokens.add(new Token(quoted.toString(), true, true));
            } else if ("():+^*,{}-".indexOf(c) >= 0) {
                tokens.add(new Token(String.valueOf(c), false, false));
                at++;
            } else if (isWord(c)) {
                int from = at;
                while (at < text.length() && isWord(text.charAt(at))) {
                    at++;
                }
                tokens.add(new Token(text.substring(from, at), true, false));
            } else {
                throw new Malformed();
            }
        }
        return tokens;
    }

    private static int quoted(String text, int from, StringBuilder quoted) throws Malformed {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                if (at + 1 >= text.length() || text.charAt(at + 1) != '"') {
                    return at + 1;
                }
                at++;
            }
            quoted.append(c);
            at++;
        }
        throw new Malformed();
    }

    private static boolean isWord(char c) {
        return c >= 128
                || c >= '0' && c <= '9'
                || c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c == '_'
                || c == 0x1a;
    }

    private SearchNode whole() throws Malformed {
        SearchNode node = or();
        if (at < tokens.size()) {
            throw new Malformed();
        }
        return node;
    }

    private SearchNode or() throws Malformed {
        SearchNode node = and();
        while (take("OR")) {
            node = new Or(List.of(node, and()));
        }
        return node;
    }

    private SearchNode and() throws Malformed {
        SearchNode node = not();
        while (take("AND")) {
            node = new And(node, not());
        }
        return node;
    }

    private SearchNode not() throws Malformed {
        SearchNode node = operand();
        while (take("NOT")) {
            node = new Not(node, operand());
        }
        return node;
    }

    private SearchNode operand() throws Malformed {
        if (!take("(")) {
            return list();
        }
        if (++depth > MOST_NESTED) {
            throw new Malformed();
        }
        SearchNode node = or();
        depth--;
        expect(")");
        return node;
    }

    /** Words and phrases side by side; those that hold no trigram are left out. */
    private SearchNode list() throws Malformed {
        SearchNode node = near();
        while (startsNear()) {
            SearchNode next = near();
            if (node.equals(SearchNode.NOTHING)) {
                node = next;
            } else if (!next.equals(SearchNode.NOTHING)) {
                node = new And(node, next);
            }
        }
        return node;
    }

    private boolean startsNear() {
        Token next = peek();
        return next != null && (next.string() && !next.isOperator() || next.is("^"));
    }

    private SearchNode near() throws Malformed {
        Token first = peek();
        if (first != null && first.string() && !first.isOperator() && follows(1, ":")) {
            if (!first.text().toLowerCase(Locale.ROOT).equals(COLUMN)) {
                throw new Malformed();
            }
            at += 2;
            first = peek();
        }
        if (first != null && first.is("NEAR") && follows(1, "(")) {
            at += 2;
            return together();
        }
        return phrase(take("^"));
    }

    /** What follows {@code NEAR(}. */
    private SearchNode together() throws Malformed {
        List<Phrase> phrases = new ArrayList<>();
        Token next = peek();
        while (next != null && next.string() && !next.isOperator()) {
            if (phrase(false) instanceof Phrase phrase) {
                phrases.add(phrase);
            }
            next = peek();
        }
        long distance = DEFAULT_DISTANCE;
        if (take(",")) {
            Token number = peek();
            if (number == null || !number.text().matches("[0-9]{1,9}")) {
                throw new Malformed();
            }
            distance = Long.parseLong(number.text());
            at++;
        }
        expect(")");
        return phrases.isEmpty() ? SearchNode.NOTHING : new Near(List.copyOf(phrases), distance);
    }

    private SearchNode phrase(boolean first) throws Malformed {
        Trigrams trigrams = Trigrams.NONE;
        do {
            Token part = peek();
            if (part == null || !part.string() || part.isOperator()) {
                throw new Malformed();
            }
            at++;
            trigrams = trigrams.followedBy(Trigrams.of(part.text()));
            take("*");
        } while (take("+"));
        return phrase(trigrams, first);
    }

    private static SearchNode phrase(Trigrams trigrams, boolean first) {
        return trigrams.count() == 0 ? SearchNode.NOTHING : new Phrase(trigrams, first);
    }

    private @Nullable Token peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    private boolean follows(int distance, String sign) {
        return at + distance < tokens.size() && tokens.get(at + distance).is(sign);
    }

    private boolean take(String word) {
        if (!follows(0, word)) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(String sign) throws Malformed {
        if (!take(sign)) {
            throw new Malformed();
        }
    }
}
