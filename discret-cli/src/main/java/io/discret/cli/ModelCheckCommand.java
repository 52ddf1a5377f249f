package io.discret.cli;

import io.discret.api.DiscretException;
import io.discret.api.ModelConflictException;
import io.discret.query.DataModel;
import io.discret.query.Entity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code discret model check}: read a data model and, if there is an older one, see that it continues it. */
@Command(
        name = "check",
        description = {
            "Read a data model and list its entities with their short names, which must never change.",
            "Exit code 1 when the text is wrong or does not continue the older one."
        },
        mixinStandardHelpOptions = true)
final class ModelCheckCommand implements Callable<Integer> {
    private static final String SYSTEM = "sys";

    @Parameters(paramLabel = "FILE", description = "The data model, UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "The data model that databases have now; FILE must continue it.")
    private @Nullable Path old;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DataModel before = old == null ? DataModel.system() : update(DataModel.system(), old);
        // Read alone first, so that faults of the text are told before faults of the change.
        update(DataModel.system(), file);
        DataModel model = update(before, file);
        PrintWriter out = spec.commandLine().getOut();
        out.println(table(before, model));
        out.println(old == null ? "The model is right." : "The model is right, and continues that of " + old + ".");
        out.flush();
        return 0;
    }

    private static DataModel update(DataModel before, Path file) {
        try {
            return before.update(TextFiles.read(file));
        } catch (ModelConflictException e) {
            throw new Failure(file + " does not continue the older model: " + e.getMessage(), e);
        } catch (DiscretException e) {
            throw new Failure(file + ": " + e.getMessage(), e);
        }
    }

    private static String table(DataModel before, DataModel model) {
        Map<String, Entity> old = new TreeMap<>();
        own(before).forEach(entity -> old.put(entity.name(), entity));
        Table table = new Table("ENTITY", "SHORT NAME", "FIELDS", "NOTES");
        for (Entity entity : own(model)) {
            table.row(
                    entity.name(),
                    entity.shortName(),
                    String.valueOf(entity.fields().size()),
                    notes(entity, old.get(entity.name()), !old.isEmpty()));
        }
        return table.isEmpty() ? "The model declares no entity." : table.toString();
    }

    private static Collection<Entity> own(DataModel model) {
        return model.entities().stream()
                .filter(entity -> !entity.namespace().equals(SYSTEM))
                .toList();
    }

    private static String notes(Entity entity, @Nullable Entity old, boolean compared) {
        List<String> notes = new ArrayList<>();
        if (old == null && compared) {
            notes.add("new");
        }
        if (old != null && entity.fields().size() > old.fields().size()) {
            List<String> added = new ArrayList<>(entity.fields().keySet());
            added.removeAll(old.fields().keySet());
            notes.add("new: " + String.join(", ", added));
        }
        if (entity.deprecated()) {
            notes.add("deprecated");
        }
        if (!entity.fullText()) {
            notes.add("no full-text index");
        }
        if (!entity.indexes().isEmpty()) {
            notes.add("indexes: " + entity.indexes().size());
        }
        return String.join("; ", notes);
    }
}
