package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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

    @Mixin
    private Logging logging = new Logging();

    @Mixin
    private Login login = new Login();

    @Option(
            names = "--application",
            paramLabel = "KEY",
            defaultValue = ChatCommand.APPLICATION,
            description = "Application key of the program that made the database (default: ${DEFAULT-VALUE}).")
    private String application = ChatCommand.APPLICATION;

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

    private final ConsoleOpener opener;

    QueryCommand() {
        this(Console::open);
    }

    /** For tests that type by themselves. */
    QueryCommand(ConsoleOpener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws IOException {
        logging.apply();
        String text = String.join(" ", words);
        QueryCompleter completer = new QueryCompleter();
        Editing editing = text.isBlank() ? Editing.ofStatements(PROMPT, completer, history) : Editing.ofLines(PROMPT);
        try (Console console = opener.open(editing);
                Discret app = login.open(console, configuration())) {
            QueryShell shell = new QueryShell(app, console, completer, raw);
            shell.parameters(parameters);
            return text.isBlank() ? shell.run() : once(shell, text);
        }
    }

    private Configuration.Builder configuration() {
        Configuration.Builder configuration = Configuration.builder()
                .applicationKey(application)
                .enableMulticast(false)
                .enableBeacons(false);
        return model == null ? configuration.asStored(true) : configuration.model(TextFiles.read(model));
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

    /** Makes the console; tests hand in one of their own. */
    interface ConsoleOpener {
        Console open(Editing editing) throws IOException;
    }
}
