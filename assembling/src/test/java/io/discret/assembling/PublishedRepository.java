package io.discret.assembling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays out what this build made as Maven does in a repository, in a folder of its own: nothing of it gets into the
 * repository of the user, and nothing the user installed earlier is taken for it.
 */
final class PublishedRepository {
    private static final Path ROOT = Path.of(System.getProperty("discret.root"));
    private static final String VERSION = System.getProperty("discret.version");

    private PublishedRepository() {}

    /** Publish every library module into a folder that is a local repository afterwards. */
    static void publish(Path repository) throws IOException {
        publish(repository, "discret-parent", ROOT);
        publish(repository, "discret", ROOT.resolve("discret-default"));
        for (Path module : modules()) {
            publish(repository, module.getFileName().toString(), module);
        }
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("discret-"))
                    .filter(folder -> !folder.endsWith("discret-default"))
                    .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .toList();
        }
    }

    private static void publish(Path repository, String artifact, Path module) throws IOException {
        String name = artifact + "-" + VERSION;
        Path place = Files.createDirectories(
                repository.resolve("io/discret").resolve(artifact).resolve(VERSION));
        Path flattened = module.resolve("target/.flattened-pom.xml");
        // One of an earlier release build may lie about.
        boolean flat = Boolean.getBoolean("discret.flattened") && Files.exists(flattened);
        copy(flat ? flattened : module.resolve("pom.xml"), place.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            copy(jar, place.resolve(name + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
