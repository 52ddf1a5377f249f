package io.discret.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jspecify.annotations.Nullable;

/** Where a person types and reads: a terminal with line editing, or plain lines where there is none. */
interface ChatConsole extends AutoCloseable {
    /** Use the terminal when both ends are one, else standard input and output. */
    static ChatConsole open() throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        if (terminal instanceof DumbTerminal) {
            terminal.close();
            return new Lines(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    new PrintStream(System.out, true, StandardCharsets.UTF_8));
        }
        return new Editor(terminal);
    }

    /** Ask for a secret that does not appear on the screen; the caller wipes it. */
    char[] passPhrase(String prompt);

    /** The next line; null at the end of the input. */
    @Nullable
    String readLine();

    /** Show a line, above the one being typed. By any thread. */
    void show(String line);

    @Override
    void close() throws IOException;

    /** Line editing, history and a prompt. */
    final class Editor implements ChatConsole {
        private static final String PROMPT = "> ";

        private final Terminal terminal;
        private final LineReader reader;

        Editor(Terminal terminal) {
            this.terminal = terminal;
            this.reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("discret")
                    // A message may hold a '!'; it is no reference to an earlier line.
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
        }

        @Override
        public char[] passPhrase(String prompt) {
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            try {
                return reader.readLine(prompt, '\0').toCharArray();
            } catch (UserInterruptException | EndOfFileException e) {
                throw new Failure("No pass phrase was given.", e);
            } finally {
                reader.setVariable(LineReader.DISABLE_HISTORY, false);
            }
        }

        @Override
        public @Nullable String readLine() {
            try {
                return reader.readLine(PROMPT);
            } catch (UserInterruptException | EndOfFileException e) {
                return null;
            }
        }

        @Override
        public void show(String line) {
            reader.printAbove(line);
        }

        @Override
        public void close() throws IOException {
            terminal.close();
        }
    }

    /** Lines in, lines out: for pipes and scripts. */
    final class Lines implements ChatConsole {
        private final BufferedReader in;
        private final PrintStream out;

        Lines(BufferedReader in, PrintStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public char[] passPhrase(String prompt) {
            String line = readLine();
            if (line == null) {
                throw new Failure("No pass phrase was given; without a terminal it is the first line of the input.");
            }
            return line.toCharArray();
        }

        @Override
        public @Nullable String readLine() {
            try {
                return in.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException("Standard input cannot be read.", e);
            }
        }

        @Override
        public synchronized void show(String line) {
            out.println(line);
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
