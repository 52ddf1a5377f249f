package io.discret.cli;

import io.discret.spi.EngineProvider;
import io.discret.spi.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command as it is shipped: the folder with all its jars, started as a process of the Java that runs this test. */
final class Installed {
    private static final Path LIB = Path.of(System.getProperty("discret.lib"));

    private Installed() {}

    /** Whether the engine is among the modules. */
    static boolean hasEngine() {
        return !Providers.all(EngineProvider.class).isEmpty();
    }

    static List<String> onModulePath(String... arguments) {
        return SelfLauncher.onModulePath(LIB.toString(), List.of(arguments));
    }

    static List<String> onClassPath(String... arguments) {
        try (Stream<Path> jars = Files.list(LIB)) {
            String classPath =
                    jars.map(Path::toString).sorted().collect(Collectors.joining(java.io.File.pathSeparator));
            return SelfLauncher.onClassPath(classPath, List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
