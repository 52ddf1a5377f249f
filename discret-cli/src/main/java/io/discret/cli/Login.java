package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whose database is opened, and where it lies. */
final class Login {
    @Option(names = "--login", paramLabel = "NAME", required = true, description = "Your name, the same everywhere.")
    private String name = "";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where this device keeps its encrypted file (default: .discret/chat in your home).")
    private @Nullable Path folder;

    @Option(
            names = "--store",
            paramLabel = "ID",
            description =
                    "Kind of the file: sqlcipher, h2, or another that 'doctor' lists (default: the one preferred there).")
    private @Nullable String store;

    /** Ask for the pass phrase and open. */
    Discret open(Console console, Configuration.Builder configuration) {
        return with(console, configuration, Discret::open);
    }

    /** Ask for the pass phrase, and do something that needs to know whose database it is and where. */
    <T> T with(Console console, Configuration.Builder configuration, Function<Configuration, T> task) {
        char[] passPhrase = console.passPhrase("Pass phrase of " + name + ": ");
        try (KeyMaterial keyMaterial = KeyMaterial.fromPassPhrase(name, passPhrase)) {
            if (store != null) {
                configuration.store(store);
            }
            return task.apply(
                    configuration.keyMaterial(keyMaterial).folder(folder()).build());
        } finally {
            Arrays.fill(passPhrase, '\0');
        }
    }

    private Path folder() {
        return folder == null ? inHome("chat") : folder;
    }

    /** A path in the folder of the command in the home of the user. */
    static Path inHome(String file) {
        return Path.of(System.getProperty("user.home"), ".discret", file);
    }
}
