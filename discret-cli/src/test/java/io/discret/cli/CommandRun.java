package io.discret.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * What one command did, run inside this process.
 *
 * @param shown what the console showed
 */
record CommandRun(int exitCode, String out, String err, String shown) {
    /** Run a command that asks nobody anything. */
    static CommandRun of(String... arguments) {
        return execute(Main.commandLine(), new ByteArrayOutputStream(), arguments);
    }

    /** Run a command with lines as a script types them; the first one is the pass phrase. */
    static CommandRun typing(String input, String... arguments) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        CommandLine command = Main.commandLine(editing -> new Console.Lines(
                new BufferedReader(new StringReader(input)),
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                editing));
        return execute(command, shown, arguments);
    }

    static CommandRun execute(CommandLine command, ByteArrayOutputStream shown, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString(), shown.toString(StandardCharsets.UTF_8));
    }
}
