package io.discret.benchmarks.hot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Make and delete folders of databases. Stateless. */
public final class Folders {
    private Folders() {}

    /** A new one for databases. */
    public static Path make() {
        try {
            return Files.createTempDirectory("discret-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Delete one with all that it holds. */
    public static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
