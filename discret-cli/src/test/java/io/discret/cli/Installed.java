package io.discret.cli;

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
        try (Stream<Path> jars = Files.list(LIB)) {
            String classPath =
                    jars.map(Path::toString).sorted().collect(Collectors.joining(java.io.File.pathSeparator));
            return SelfLauncher.onClassPath(classPath, List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
