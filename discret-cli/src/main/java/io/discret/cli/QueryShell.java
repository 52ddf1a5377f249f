package io.discret.cli;

import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.Parameters;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executes what a person types against one database. Used by one thread. */
final class QueryShell {
    static final String PARAMETERS = "/params";
    static final List<String> COMMANDS = List.of("/entities", "/help", "/model", PARAMETERS + " ", "/quit");

    private static final String HELP =
            """
            query { ... }   mutate { ... }   delete { ... }   over as many lines as it takes; a blank line ends it
            explain query { ... }   how the query would run
            /entities [NAME]   the entities of the model, or the fields of one
            /params {JSON}     the values of $names from now on; $private_room is always there
            /model             the text of the model in force
            /quit              end
            Tab completes keywords, entities and fields.""";

    private final Discret app;
    private final Console console;
    private final QueryCompleter completer;
    private final boolean raw;
    private Parameters parameters = Parameters.create();
    private boolean parametersGiven;

    QueryShell(Discret app, Console console, QueryCompleter completer, boolean raw) {
        this.app = app;
        this.console = console;
        this.completer = completer;
        this.raw = raw;
    }

    /** Read the values of {@code $name}s. */
    void parameters(String json) {
        Parameters given = app.parameters(json);
        parametersGiven = !given.values().isEmpty();
        if (!given.values().containsKey("private_room")) {
            given.add("private_room", app.privateRoom());
        }
        parameters = given;
    }

    /**
     * Execute entries until {@code /quit} or the end of the input.
     *
     * @return the exit code: a script whose entries did not all work learns it, a person saw it
     */
    int run() {
        completer.use(ModelNames.of(app.dataModel()));
        int failures = 0;
        for (String entry = console.read(); entry != null; entry = console.read()) {
            if (entry.strip().equals("/quit")) {
                break;
            }
            if (!attempt(entry)) {
                failures++;
            }
        }
        return failures == 0 || console.interactive() ? 0 : 1;
    }

    private boolean attempt(String entry) {
        try {
            String answer = entry.isBlank() ? "" : execute(entry);
            if (!answer.isEmpty()) {
                console.show(answer);
            }
            return true;
        } catch (DiscretException | Failure e) {
            console.show("! " + e.getMessage());
            return false;
        }
    }

    /** Execute one entry; what to show, empty for nothing. */
    String execute(String entry) {
        String stripped = entry.strip();
        if (stripped.startsWith("/") && !stripped.startsWith("//")) {
            return command(stripped);
        }
        Statement statement = Statement.of(entry).orElseThrow(() -> unknown(stripped));
        if (statement.explain()) {
            return explained(statement);
        }
        return switch (statement.language()) {
            case QUERY -> laidOut(app.query(statement.text(), parameters).text());
            case MUTATION -> laidOut(app.mutate(statement.text(), parameters).text());
            case DELETION -> {
                app.delete(statement.text(), parameters);
                yield "";
            }
        };
    }

    /** Works without the values of {@code $name}s too; those that are given are checked. */
    private String explained(Statement statement) {
        if (statement.language() != Statement.Language.QUERY) {
            throw new Failure("Only a query has a plan; nothing was executed.");
        }
        return parametersGiven ? app.explain(statement.text(), parameters) : app.explain(statement.text());
    }

    private String laidOut(String json) {
        return raw ? json : IndentedJson.of(json);
    }

    private String command(String entry) {
        String[] parts = entry.split("\\s+", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "/help" -> HELP;
            case "/entities" -> entities(argument);
            case "/model" -> Json.parse(app.dataModel()).path("model").asText();
            case PARAMETERS -> {
                parameters(argument);
                yield "";
            }
            default ->
                throw new Failure("There is no command " + parts[0] + "; did you mean "
                        + Nearest.to(
                                parts[0], COMMANDS.stream().map(String::strip).toList())
                        + "?");
        };
    }

    private String entities(String name) {
        ModelNames model = ModelNames.of(app.dataModel());
        if (name.isEmpty()) {
            Table table = new Table("ENTITY", "SHORT NAME", "FIELDS");
            model.entities()
                    .values()
                    .forEach(entity -> table.row(
                            entity.name(),
                            entity.shortName(),
                            String.join(", ", entity.fields().keySet())));
            return table.toString();
        }
        ModelNames.@Nullable Entity entity = model.find(name);
        if (entity == null) {
            throw new Failure("The model has no entity '" + name + "'; did you mean '"
                    + Nearest.to(name, model.entities().keySet()) + "'?");
        }
        Table table = new Table("FIELD", "TYPE");
        Stream.concat(entity.fields().values().stream(), ModelNames.SYSTEM_FIELDS.values().stream())
                .forEach(field -> table.row(field.name(), field.type()));
        return table.toString();
    }

    private static Failure unknown(String text) {
        String word = text.split("[\\s{]", 2)[0];
        List<String> known = Stream.concat(
                        Stream.of(Statement.Language.values()).map(Statement.Language::keyword), Stream.of("/help"))
                .toList();
        return new Failure("'" + word + "' begins no query, mutation or deletion; did you mean '"
                + Nearest.to(word, known) + "'?");
    }
}
