package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discret query}: look into a database, and change it, by hand. */
@Command(
        name = "query",
        description = {
            "Execute a query, a mutation or a deletion, or type many of them, with completion by Tab.",
            "Works without a network. Without a terminal the first line of the input is the pass phrase, the others are"
                    + " texts of the languages.",
            "Exit code 1 when something did not work."
        },
        mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {
    private static final String PROMPT = "discret> ";

    /** Made by the factory of the command line, which knows the console. */
    @Mixin
    private @Nullable DatabaseAccess access;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Data model to put in force first; makes the database when there is none. Without it the"
                    + " database must exist and keeps its model.")
    private @Nullable Path model;

    @Option(
            names = "--params",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "Values of $names, an object of scalars; the private room is $private_room.")
    private String parameters = "{}";

    @Option(names = "--raw", description = "Show the answer as it is, not laid out over lines.")
    private boolean raw;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where earlier queries are kept (default: .discret/query-history in your home); mutations are"
                    + " not, because the file is not encrypted.")
    private Path history = Login.inHome("query-history");

    @picocli.CommandLine.Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description = "What to execute; without it every line that is typed.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DatabaseAccess database() {
        return Objects.requireNonNull(access);
    }

    @Override
    public Integer call() throws IOException {
        String text = String.join(" ", words);
        QueryCompleter completer = new QueryCompleter();
        Editing editing = text.isBlank() ? Editing.ofStatements(PROMPT, completer, history) : Editing.ofLines(PROMPT);
        try (Console console = database().console(editing);
                Discret app = database().open(console, configuration())) {
            QueryShell shell = new QueryShell(app, console, completer, raw);
            shell.parameters(parameters);
            return text.isBlank() ? shell.run() : once(shell, text);
        }
    }

    private Configuration.Builder configuration() {
        Configuration.Builder configuration = DatabaseAccess.offline();
        return model == null ? configuration : configuration.asStored(false).model(TextFiles.read(model));
    }

    private int once(QueryShell shell, String text) {
        String answer = shell.execute(text);
        if (!answer.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(answer);
            out.flush();
        }
        return 0;
    }
}
