package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Hold {@code META-INF/services} equal to the {@code provides} of a module, so that a jar does the same on the class path
 * and on the module path. Stateless.
 */
public final class ServiceFiles {
    private ServiceFiles() {}

    /**
     * Fail when the two differ.
     *
     * @param classes the folder that the module was compiled to, such as {@code target/classes}
     */
    public static void assertEqualToModule(Path classes) {
        try {
            ModuleDescriptor module;
            try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
                module = ModuleDescriptor.read(in);
            }
            Path services = classes.resolve("META-INF/services");
            Set<String> kinds = new TreeSet<>();
            for (ModuleDescriptor.Provides provided : module.provides()) {
                kinds.add(provided.service());
                List<String> listed = Files.readAllLines(services.resolve(provided.service())).stream()
                        .map(line -> line.replaceFirst("#.*", "").trim())
                        .filter(line -> !line.isEmpty())
                        .toList();
                assertThat(listed).as(provided.service()).containsExactlyInAnyOrderElementsOf(provided.providers());
            }
            assertThat(kinds).as("services of %s", module.name()).isNotEmpty();
            try (Stream<Path> files = Files.list(services)) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(kinds);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
