package io.discret.query.syntax;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * Cut a text into tokens, bounded before anything recursive runs on them, and turn the first fault into an error.
 *
 * <p>Stateless.
 */
final class Tokens {
    /** Most nested blocks; the readers and checks recurse once a level. */
    static final int MAX_DEPTH = 64;

    /** Most tokens; each costs some hundred bytes while a text is read. */
    static final int MAX_COUNT = 100_000;

    private static final int MOST_EXPECTED_SHOWN = 6;

    private Tokens() {}

    /** The parser over the tokens of a text; it throws at the first fault. */
    static <P extends Parser> P parser(
            SourceText source, Function<CharStream, Lexer> lexers, Function<CommonTokenStream, P> parsers) {
        CommonTokenStream tokens = new CommonTokenStream(bounded(source, lexers));
        P parser = parsers.apply(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusal(source));
        return parser;
    }

    private static ListTokenSource bounded(SourceText source, Function<CharStream, Lexer> lexers) {
        Lexer lexer = lexers.apply(CharStreams.fromString(source.text()));
        lexer.removeErrorListeners();
        lexer.addErrorListener(new Refusal(source));
        return new ListTokenSource(read(source, lexer));
    }

    private static List<Token> read(SourceText source, Lexer lexer) {
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        Token token;
        do {
            token = lexer.nextToken();
            tokens.add(token);
            depth += nesting(source, token);
            if (tokens.size() > MAX_COUNT || depth > MAX_DEPTH) {
                throw new DiscretException(
                        ErrorCode.TOO_COMPLEX,
                        "The text has more than " + MAX_COUNT + " words or " + MAX_DEPTH + " nested blocks; split it.");
            }
        } while (token.getType() != Token.EOF);
        return tokens;
    }

    private static int nesting(SourceText source, Token token) {
        if (token.getType() == Token.EOF) {
            return 0;
        }
        return switch (source.codePoint(token.getStartIndex())) {
            case '{', '[' -> 1;
            case '}', ']' -> -1;
            default -> 0;
        };
    }

    static Word word(Token token) {
        return new Word(token.getText(), token.getStartIndex());
    }

    static @Nullable Word optional(@Nullable Token token) {
        return token == null ? null : word(token);
    }

    static Atom string(Token token) {
        String quoted = token.getText();
        // The only escape with a meaning (docs/protocol/10 §2).
        String value = quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
        return new Atom(Atom.Kind.STRING, new Word(value, token.getStartIndex()));
    }

    static Word variable(Token token) {
        return new Word(token.getText().substring(1), token.getStartIndex());
    }

    /** Throws at the first fault. */
    private static final class Refusal extends BaseErrorListener {
        private final SourceText source;

        Refusal(SourceText source) {
            this.source = source;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object offendingSymbol,
                int line,
                int charPositionInLine,
                String message,
                @Nullable RecognitionException e) {
            if (offendingSymbol instanceof Token token && recognizer instanceof Parser parser) {
                boolean end = token.getType() == Token.EOF;
                String found = end ? "the text ends too early" : "unexpected '" + token.getText() + "'";
                throw source.error(
                        ErrorCode.SYNTAX, found + expected(parser, e), end ? source.length() : token.getStartIndex());
            }
            int at = recognizer.getInputStream().index();
            throw source.error(
                    ErrorCode.SYNTAX,
                    at < source.length() ? "unexpected character" : "the text ends too early",
                    Math.min(at, source.length()));
        }

        private static String expected(Parser parser, @Nullable RecognitionException e) {
            IntervalSet expected = e == null ? parser.getExpectedTokens() : e.getExpectedTokens();
            if (expected == null || expected.size() == 0 || expected.size() > MOST_EXPECTED_SHOWN) {
                return "";
            }
            Vocabulary names = parser.getVocabulary();
            StringBuilder text = new StringBuilder("; expected ");
            List<Integer> types = expected.toList();
            for (int i = 0; i < types.size(); i++) {
                text.append(i == 0 ? "" : i == types.size() - 1 ? " or " : ", ")
                        .append(types.get(i) == Token.EOF ? "the end" : names.getDisplayName(types.get(i)));
            }
            return text.toString();
        }
    }
}
