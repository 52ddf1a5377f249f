package io.discret.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.terminal.Terminal;

/** How the entries of one console are typed: its prompt, when one is complete, what Tab offers, what is remembered. */
final class Editing {
    private static final String CONTINUED = "... ";

    private final String prompt;
    private final Predicate<String> complete;
    private final Completer completer;
    private final Optional<Path> history;

    private Editing(String prompt, Predicate<String> complete, Completer completer, Optional<Path> history) {
        this.prompt = prompt;
        this.complete = complete;
        this.completer = completer;
        this.history = history;
    }

    /** Every line is an entry; nothing is kept. */
    static Editing ofLines(String prompt) {
        return new Editing(prompt, entry -> true, (reader, line, candidates) -> {}, Optional.empty());
    }

    /**
     * Entries of the languages, over several lines.
     *
     * @param history the file of earlier entries; made when it is missing
     */
    static Editing ofStatements(String prompt, Completer completer, Path history) {
        return new Editing(prompt, Statement::complete, completer, Optional.of(history));
    }

    String prompt() {
        return prompt;
    }

    boolean complete(String entry) {
        return complete.test(entry);
    }

    LineReader reader(Terminal terminal) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("discret")
                .completer(completer)
                .parser(new Words())
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                // An entry may hold a '!'; it is no reference to an earlier one.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false);
        history.ifPresent(file -> {
            builder.history(new QueryHistory());
            QueryHistory.prepare(file);
            builder.variable(LineReader.HISTORY_FILE, file);
        });
        return builder.build();
    }

    /** Write what the history should keep. */
    void save(LineReader reader) throws IOException {
        if (history.isPresent()) {
            reader.getHistory().save();
        }
    }

    /** Cuts an entry into names; an entry that is not complete goes on in the next line. */
    private final class Words implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !complete(line)) {
                throw new EOFError(-1, -1, "The entry goes on.");
            }
            int start = cursor;
            while (start > 0 && Completions.isNamePart(line.charAt(start - 1))) {
                start--;
            }
            return new Word(line, cursor, line.substring(start, cursor));
        }
    }

    /** What Tab completes: the part of a name before the cursor. */
    private record Word(String line, int cursor, String word) implements ParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }
}
