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
interface Console extends AutoCloseable {
    /** Use the terminal when both ends are one, else standard input and output. */
    static Console open(Editing editing) throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        if (terminal instanceof DumbTerminal) {
            terminal.close();
            return new Lines(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    new PrintStream(System.out, true, StandardCharsets.UTF_8),
                    editing);
        }
        return new Editor(terminal, editing);
    }

    /** Ask for a secret that does not appear on the screen; the caller wipes it. */
    char[] passPhrase(String prompt);

    /** The next entry, one line or as many as it takes; null at the end of the input. */
    @Nullable
    String read();

    /** Show a text, above what is being typed. By any thread. */
    void show(String text);

    /** Whether a person sees what happens. */
    boolean interactive();

    @Override
    void close() throws IOException;

    /** Line editing, history, completion and a prompt. */
    final class Editor implements Console {
        private final Terminal terminal;
        private final Editing editing;
        private final LineReader reader;

        Editor(Terminal terminal, Editing editing) {
            this.terminal = terminal;
            this.editing = editing;
            this.reader = editing.reader(terminal);
        }

        /** By a reader of its own: a pass phrase enters no history and may look like half an entry. */
        @Override
        public char[] passPhrase(String prompt) {
            LineReader secret = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("discret")
                    .build();
            secret.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
            secret.setVariable(LineReader.DISABLE_HISTORY, true);
            try {
                return secret.readLine(prompt, '\0').toCharArray();
            } catch (UserInterruptException | EndOfFileException e) {
                throw new Failure("No pass phrase was given.", e);
            }
        }

        /** Ctrl-C gives up what is being typed; with nothing typed it ends, as Ctrl-D does. */
        @Override
        public @Nullable String read() {
            for (; ; ) {
                try {
                    return reader.readLine(editing.prompt());
                } catch (UserInterruptException e) {
                    if (e.getPartialLine() == null || e.getPartialLine().isBlank()) {
                        return null;
                    }
                } catch (EndOfFileException e) {
                    return null;
                }
            }
        }

        @Override
        public void show(String text) {
            reader.printAbove(text);
        }

        @Override
        public boolean interactive() {
            return true;
        }

        @Override
        public void close() throws IOException {
            editing.save(reader);
            terminal.close();
        }
    }

    /** Lines in, lines out: for pipes and scripts. */
    final class Lines implements Console {
        private final BufferedReader in;
        private final PrintStream out;
        private final Editing editing;

        Lines(BufferedReader in, PrintStream out, Editing editing) {
            this.in = in;
            this.out = out;
            this.editing = editing;
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
        public @Nullable String read() {
            String line = readLine();
            if (line == null) {
                return null;
            }
            StringBuilder entry = new StringBuilder(line);
            while (!editing.complete(entry.toString())) {
                String more = readLine();
                if (more == null) {
                    break;
                }
                entry.append('\n').append(more);
            }
            return entry.toString();
        }

        private @Nullable String readLine() {
            try {
                return in.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException("Standard input cannot be read.", e);
            }
        }

        @Override
        public synchronized void show(String text) {
            out.println(text);
        }

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
