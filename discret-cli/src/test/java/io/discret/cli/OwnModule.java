package io.discret.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One of our modules as it was built: a jar or a folder of classes on the class path of this test. */
record OwnModule(ModuleReference reference) {
    private static final String SERVICES = "META-INF/services/";

    /** Every module of ours that is on the class path. */
    static List<OwnModule> all() {
        List<OwnModule> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            boolean mayBeOurs = path.toString().contains("discret");
            if (mayBeOurs && (Files.isRegularFile(path) || Files.exists(path.resolve("module-info.class")))) {
                ModuleFinder.of(path).findAll().stream()
                        .filter(module -> module.descriptor().name().startsWith("io.discret."))
                        .map(OwnModule::new)
                        .forEach(found::add);
            }
        }
        return found;
    }

    String name() {
        return reference.descriptor().name();
    }

    ModuleDescriptor descriptor() {
        return reference.descriptor();
    }

    /** Service → implementations, of the module descriptor. */
    TreeMap<String, Set<String>> provides() {
        return descriptor().provides().stream()
                .collect(Collectors.toMap(
                        ModuleDescriptor.Provides::service,
                        p -> new TreeSet<>(p.providers()),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Service → implementations, of META-INF/services. */
    TreeMap<String, Set<String>> services() {
        TreeMap<String, Set<String>> services = new TreeMap<>();
        try (ModuleReader reader = reference.open()) {
            List<String> names = reader.list()
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .toList();
            for (String name : names) {
                try (var in = reader.open(name).orElseThrow()) {
                    services.put(name.substring(SERVICES.length()), implementations(in.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return services;
    }

    private static Set<String> implementations(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return name();
    }
}
