package io.discret.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code discret export}: everything a database holds, in one encrypted file. */
@Command(
        name = "export",
        description = {
            "Write everything a database holds into one encrypted file: a backup, or the way to another store.",
            "Only your name and pass phrase open it. After an interruption, the same command goes on where it stopped."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /** Made by the factory of the command line, which knows the console. */
    @Mixin
    private @Nullable DatabaseAccess access;

    @Parameters(paramLabel = "FILE", description = "The file to make.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return Objects.requireNonNull(access)
                .with(app -> Shown.print(spec, MovedText.of(app.exportTo(file), "Exported", "to " + file)));
    }
}
