package io.discret.cli;

import io.discret.api.DiscretException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** A command that did not work, for a reason that the user should read. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String sentence) {
        super(sentence);
    }

    Failure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** What to show of an error: a sentence where somebody wrote one, else the kind of the error too. */
    static String sentence(Throwable error) {
        String message = error.getMessage();
        if (message != null && (error instanceof DiscretException || error instanceof Failure)) {
            return message;
        }
        return error.toString();
    }

    /** Print the sentence, and the stack only when nobody expected this error. */
    static int report(Exception error, CommandLine command, ParseResult parsed) {
        command.getErr().println(command.getColorScheme().errorText(sentence(error)));
        if (!(error instanceof DiscretException || error instanceof Failure)) {
            error.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
