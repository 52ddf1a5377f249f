package io.discret.cli;

import io.discret.api.ArchiveSummary;
import io.discret.api.Discret;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code discret import}: a database from the file that {@code export} made. */
@Command(
        name = "import",
        description = {
            "Make a database from a file that 'export' wrote, in any kind of store; the folder must not hold one yet.",
            "Every signature is checked. After an interruption, the same command goes on where it stopped.",
            "A device lives once: do not use the database that the file came from any more."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    /** Made by the factory of the command line, which knows the console. */
    @Mixin
    private @Nullable DatabaseAccess access;

    @Parameters(paramLabel = "FILE", description = "The file that 'export' wrote.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ArchiveSummary moved =
                Objects.requireNonNull(access).configured(configuration -> Discret.importFrom(configuration, file));
        Shown.print(spec, MovedText.of(moved, "Imported", "from " + file));
        return moved.refused() == 0 ? 0 : 1;
    }
}
