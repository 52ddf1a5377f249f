package io.discret.cli;

import java.io.File;
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

    static List<String> onModulePath(String... arguments) {
        return SelfLauncher.onModulePath(LIB.toString(), List.of(arguments));
    }

    static List<String> onClassPath(String... arguments) {
        String classPath = jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return SelfLauncher.onClassPath(classPath, List.of(arguments));
    }

    /** Those of the command and of everything it needs, by name. */
    static List<Path> jars() {
        try (Stream<Path> jars = Files.list(LIB)) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
